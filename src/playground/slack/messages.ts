import { isJson } from './block-kit/rule.js';
import { checkMessage } from './block-kit.js';
import { withIds } from './elements.js';
import { slackFileProblems } from './files.js';
import { Refusal, refusalWith } from './refusal.js';
import { beneathToken, bot } from './seed.js';
import type { Json, StoredMessage } from './types.js';
import { botBeneath, type Conversation, personOf, shownTs, type World } from './world.js';

/** What a message says, checked and ready to be stored. */
export interface Content {
  text: string;
  blocks: Json[];
  threadTs?: string;
  metadata?: Json;
}

/** Reads and checks what a call wants to say, in the place of blocks that stood there `before`. Throws `no_text`, `msg_too_long`, `invalid_blocks` or `invalid_metadata_format`. */
export function contentOf(world: World, args: Json, before: readonly Json[] = []): Content {
  const text = typeof args.text === 'string' ? args.text : '';
  if (text.length > 40_000) throw new Refusal('msg_too_long');
  if (text === '') throw new Refusal('no_text');
  if (args.blocks !== undefined) {
    const problems = [...checkMessage({ text, blocks: args.blocks }), ...slackFileProblems(world, args.blocks, '/blocks')];
    if (problems.length > 0) throw refusalWith('invalid_blocks', problems);
  }
  const content: Content = { text, blocks: withIds(args.blocks, before) };
  if (typeof args.thread_ts === 'string') content.threadTs = args.thread_ts;
  if (args.metadata !== undefined) content.metadata = metadataOf(args.metadata);
  return content;
}

/** The conversation a bot's message may go to. Throws `channel_not_found`, `is_archived` or `not_in_channel`. */
export function writable(world: World, channel: unknown): Conversation {
  const conversation = world.conversations.get(String(channel));
  if (conversation === undefined) throw new Refusal('channel_not_found');
  if (conversation.isArchived) throw new Refusal('is_archived');
  if (!conversation.members.has(bot.userId)) throw new Refusal('not_in_channel');
  return conversation;
}

/** The direct conversation of the bot and one person; opened when there is none. Throws `channel_not_found` or `user_not_found`. */
export async function directConversation(world: World, userId: string): Promise<Conversation> {
  if (!world.people.has(userId) || personOf(world, userId).deleted) throw new Refusal('user_not_found');
  const answer = await world.beneath.call(botBeneath, 'conversations.open', { users: userId });
  const id = isJson(answer.channel) ? String(answer.channel.id) : '';
  if (id === '') throw new Refusal(String(answer.error));
  const known = world.conversations.get(id);
  if (known !== undefined) return known;
  const opened = { id, name: 'directmessage', isIm: true, isArchived: false, members: new Set([userId, bot.userId]) };
  world.conversations.set(id, opened);
  return opened;
}

/** Posts a message of the bot, or of a person when `userId` is given, and keeps it. */
export async function post(world: World, channel: string, content: Content, userId: string = bot.userId): Promise<StoredMessage> {
  const token = userId === bot.userId ? botBeneath : beneathToken(personOf(world, userId).name);
  const answer = await world.beneath.call(token, 'chat.postMessage', wire(channel, content));
  if (answer.ok !== true) throw new Refusal(String(answer.error));
  const message: StoredMessage = { channel, ts: shownTs(world, answer.ts), user: userId, files: [], edited: false, ...content };
  world.messages.push(message);
  return message;
}

/** Rewrites a message of the bot. Blocks that are not given are gone. The Slack beneath does not know one of an earlier run, or of a moved clock. */
export async function rewrite(world: World, message: StoredMessage, content: Content): Promise<void> {
  const answer = await world.beneath.call(botBeneath, 'chat.update', { ...wire(message.channel, content), ts: message.ts });
  refuseUnlessUnknown(answer);
  Object.assign(message, { text: content.text, blocks: content.blocks, edited: true });
  if (content.metadata !== undefined) message.metadata = content.metadata;
}

/** Removes a message of the bot. */
export async function remove(world: World, message: StoredMessage): Promise<void> {
  const answer = await world.beneath.call(botBeneath, 'chat.delete', { channel: message.channel, ts: message.ts });
  refuseUnlessUnknown(answer);
  world.messages.splice(world.messages.indexOf(message), 1);
}

/** Shows a message to one person only. */
export function whisper(world: World, channel: string, to: string, content: Content): StoredMessage {
  const newest = world.ephemerals.reduce((latest, message) => Math.max(latest, Number(message.ts)), 0);
  const ts = Math.max(world.now() / 1000, newest + 0.001).toFixed(6);
  const message: StoredMessage = { channel, ts, user: bot.userId, files: [], edited: false, to, ...content };
  world.ephemerals.push(message);
  return message;
}

/** The message with this ts, or undefined. */
export function messageAt(world: World, channel: unknown, ts: unknown): StoredMessage | undefined {
  return world.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** A message as Slack puts it into payloads and answers. */
export function wireMessage(world: World, message: StoredMessage): Json {
  const files = message.files.flatMap((id) => world.files.get(id)?.wire ?? []);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: world.team.id,
    ...(message.user === bot.userId ? { bot_id: bot.botId, app_id: bot.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(files.length > 0 ? { files } : {}),
  };
}

function refuseUnlessUnknown(answer: Json): void {
  if (answer.ok !== true && answer.error !== 'message_not_found') throw new Refusal(String(answer.error));
}

function wire(channel: string, content: Content): Json {
  return {
    channel,
    text: content.text,
    blocks: content.blocks,
    ...(content.threadTs === undefined ? {} : { thread_ts: content.threadTs }),
    ...(content.metadata === undefined ? {} : { metadata: content.metadata }),
  };
}

function metadataOf(value: unknown): Json {
  if (!isJson(value) || typeof value.event_type !== 'string' || !isJson(value.event_payload)) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(value.event_payload).length > 8000) throw new Refusal('metadata_too_large');
  return value;
}
