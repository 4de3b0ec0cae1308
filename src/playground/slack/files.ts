import { isJson } from './block-kit/rule.js';
import { Refusal } from './refusal.js';
import { beneathToken, bot } from './seed.js';
import type { Json, StoredMessage } from './types.js';
import { botBeneath, type FileRecord, personOf, shownTs, type World } from './world.js';

/** What completing an upload needs: who uploaded, which files, and where to share them. */
export interface Completion {
  files: Json[];
  channel?: string;
  threadTs?: string;
  comment?: string;
}

/** Completes uploads of the bot or of a person, and keeps the files; with a channel, the message that shows them too. Throws what Slack answers. */
export async function completeUpload(world: World, userId: string, completion: Completion): Promise<FileRecord[]> {
  const answer = await world.beneath.call(tokenOf(world, userId), 'files.completeUploadExternal', {
    files: completion.files,
    ...(completion.channel === undefined ? {} : { channel_id: completion.channel }),
    ...(completion.threadTs === undefined ? {} : { thread_ts: completion.threadTs }),
    ...(completion.comment === undefined ? {} : { initial_comment: completion.comment }),
  });
  if (answer.ok !== true) throw new Refusal(String(answer.error));
  const wires = Array.isArray(answer.files) ? answer.files.filter(isJson) : [];
  const records = await Promise.all(wires.map((wire) => keep(world, userId, wire, completion)));
  const shared = completion.channel === undefined ? undefined : sharedTs(wires[0], completion.channel);
  if (shared !== undefined && completion.channel !== undefined) {
    const ids = records.map((record) => record.id);
    world.messages.push(fileMessage(userId, completion.channel, shownTs(world, shared), ids, completion));
  }
  return records;
}

/** Uploads a file the way a person's client does: private until it is handed to the bot or shared. */
export async function uploadAs(world: World, userId: string, name: string, bytes: Uint8Array, mimetype?: string): Promise<string> {
  const begun = await world.beneath.call(tokenOf(world, userId), 'files.getUploadURLExternal', { filename: name, length: bytes.length });
  const id = String(begun.file_id);
  if (!(await world.beneath.upload(id, 'application/octet-stream', bytes))) throw new Error(`The upload of ${name} was refused`);
  const [record] = await completeUpload(world, userId, { files: [{ id }] });
  if (record !== undefined && mimetype !== undefined) {
    record.mimetype = mimetype;
    record.wire.mimetype = mimetype;
  }
  return id;
}

/** Whether the bot may read a file: its own, handed to it in a modal, or shared where it is a member. */
export function botMaySee(world: World, file: FileRecord): boolean {
  if (file.owner === bot.userId || file.handedToBot) return true;
  return file.channels.some((channel) => world.conversations.get(channel)?.members.has(bot.userId) === true);
}

/** Whether Slack has finished working on a file: shares show, and `slack_file` takes it. */
export function isProcessed(world: World, file: FileRecord): boolean {
  return world.now() - file.completedAt >= (world.options.fileProcessingMs ?? 0);
}

/** Problems with every `slack_file` in blocks: it must be a picture that is complete, processed, and readable for the bot. */
export function slackFileProblems(world: World, blocks: unknown, path: string): string[] {
  if (Array.isArray(blocks)) return blocks.flatMap((item, index) => slackFileProblems(world, item, `${path}/${index}`));
  if (!isJson(blocks)) return [];
  const inside = Object.entries(blocks).flatMap(([name, value]) => slackFileProblems(world, value, `${path}/${name}`));
  if (blocks.type !== 'image' || !isJson(blocks.slack_file)) return inside;
  const { id, url } = blocks.slack_file;
  const file = [...world.files.values()].find((record) => record.id === id || (url !== undefined && urlsOf(record).includes(url)));
  const usable = file !== undefined && !file.deleted && botMaySee(world, file) && isProcessed(world, file) && isPicture(file.bytes);
  return usable ? inside : [...inside, `${path}/slack_file: invalid slack file`];
}

/** Adds a place where a file is shared. */
export function shareIn(file: FileRecord, channel: string): void {
  if (!file.channels.includes(channel)) file.channels.push(channel);
  file.wire.channels = file.channels;
}

async function keep(world: World, userId: string, told: Json, completion: Completion): Promise<FileRecord> {
  const wire: Json = { ...told, mimetype: VIDEO_TYPES[String(told.name).split('.').at(-1) ?? ''] ?? told.mimetype };
  const id = String(wire.id);
  const bytes = await world.beneath.download(tokenOf(world, userId), new URL(String(wire.url_private)).pathname);
  const upload = world.uploads.get(id);
  const record: FileRecord = {
    id,
    name: String(wire.name),
    mimetype: String(wire.mimetype),
    size: Number(wire.size),
    bytes: bytes ?? new Uint8Array(),
    owner: userId,
    channels: completion.channel === undefined ? [] : [completion.channel],
    ...(completion.threadTs === undefined ? {} : { threadTs: completion.threadTs }),
    ...(upload?.altText === undefined ? {} : { altText: upload.altText }),
    wire: { ...wire, file_access: 'visible', ...(upload?.altText === undefined ? {} : { alt_txt: upload.altText }) },
    completedAt: world.now(),
    deleted: false,
    handedToBot: false,
  };
  world.files.set(id, record);
  return record;
}

function sharedTs(wire: Json | undefined, channel: string): string | undefined {
  const shares = isJson(wire?.shares) ? Object.values(wire.shares).filter(isJson) : [];
  const here = shares.map((places) => places[channel]).find(Array.isArray);
  return here === undefined ? undefined : String(here[0]?.ts);
}

function fileMessage(userId: string, channel: string, ts: string, files: string[], completion: Completion): StoredMessage {
  const message: StoredMessage = { channel, ts, user: userId, text: completion.comment ?? '', blocks: [], files, edited: false };
  if (completion.threadTs !== undefined) message.threadTs = completion.threadTs;
  return message;
}

function tokenOf(world: World, userId: string): string {
  return userId === bot.userId ? botBeneath : beneathToken(personOf(world, userId).name);
}

function urlsOf(file: FileRecord): unknown[] {
  return [file.wire.url_private, file.wire.url_private_download, file.wire.permalink];
}

function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return start.startsWith('\xff\xd8\xff') || start.startsWith('\x89PNG\r\n\x1a\n') || start.startsWith('GIF8');
}

/** What the emulator beneath does not know of its own. */
const VIDEO_TYPES: Readonly<Record<string, string>> = { mp4: 'video/mp4', m4v: 'video/x-m4v', mov: 'video/quicktime' };
