import { isJson } from '../block-kit/rule.js';
import { botMaySee, completeUpload, isProcessed } from '../files.js';
import { writable } from '../messages.js';
import { Refusal, refusalWith } from '../refusal.js';
import { bot } from '../seed.js';
import type { Json } from '../types.js';
import { botBeneath, type FileRecord, type World } from '../world.js';
import { type Method, needs } from './method.js';

/** The files.* methods. slack:reference/methods/files.getUploadURLExternal and its neighbours, November 2026. */
export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': { token: 'bot', scopes: needs('files:write'), run: begin },
  'files.completeUploadExternal': { token: 'bot', scopes: needs('files:write'), run: complete },
  'files.info': { token: 'bot', scopes: needs('files:read'), run: info },
  'files.delete': { token: 'bot', scopes: needs('files:write'), run: deleteOne },
};

async function begin(world: World, args: Json): Promise<Json> {
  const length = Number(args.length);
  const { filename: name, alt_txt: altText } = args;
  if (typeof name !== 'string' || name === '') throw refusalWith('invalid_arguments', ['/filename: missing required field: filename']);
  if (!Number.isInteger(length) || length < 1) throw new Refusal('missing_argument');
  if (typeof altText === 'string' && altText.length > 1000) throw new Refusal('alt_txt_too_large');
  const begun = await world.beneath.call(botBeneath, 'files.getUploadURLExternal', { filename: name, length });
  world.uploads.set(String(begun.file_id), { name, length, ...(typeof altText === 'string' ? { altText } : {}) });
  return { upload_url: begun.upload_url, file_id: begun.file_id };
}

async function complete(world: World, args: Json): Promise<Json> {
  const files = Array.isArray(args.files) ? args.files.filter(isJson) : [];
  if (files.length === 0) throw refusalWith('invalid_arguments', ['/files: missing required field: files']);
  if (files.some((file) => world.files.has(String(file.id)))) throw new Refusal('file_not_found');
  const channel = typeof args.channel_id === 'string' ? writable(world, args.channel_id).id : undefined;
  const share = channel !== undefined && !files.some((file) => losesItsShare(world, String(file.id)));
  const records = await completeUpload(world, bot.userId, {
    files,
    ...(share ? { channel } : {}),
    ...(typeof args.thread_ts === 'string' ? { threadTs: args.thread_ts } : {}),
    ...(typeof args.initial_comment === 'string' ? { comment: args.initial_comment } : {}),
  });
  return { files: records.map(unshared) };
}

/** Slack answers ok and shares nothing when a file that is no picture has an `alt_txt`. slackapi/python-slack-sdk issue 1818, November 2026. */
function losesItsShare(world: World, id: string): boolean {
  const upload = world.uploads.get(id);
  return upload?.altText !== undefined && !/\.(png|jpe?g|gif|webp|heic)$/i.test(upload.name);
}

/** Sharing is asynchronous: the answer to completing shows no shares yet, and neither does `files.info` at first. */
function unshared(file: FileRecord): Json {
  return { ...file.wire, channels: [], groups: [], ims: [], shares: {} };
}

async function info(world: World, args: Json): Promise<Json> {
  const file = visible(world, args.file);
  return { file: isProcessed(world, file) ? file.wire : unshared(file), comments: [], response_metadata: { next_cursor: '' } };
}

async function deleteOne(world: World, args: Json): Promise<Json> {
  const file = visible(world, args.file);
  if (file.owner !== bot.userId) throw new Refusal('cant_delete_file');
  await world.beneath.call(botBeneath, 'files.delete', { file: file.id });
  file.deleted = true;
  return {};
}

function visible(world: World, id: unknown): FileRecord {
  const file = world.files.get(String(id));
  if (file === undefined || !botMaySee(world, file)) throw new Refusal('file_not_found');
  if (file.deleted) throw new Refusal('file_deleted');
  return file;
}
