import { contentOf, directConversation, messageAt, post, remove, rewrite, whisper, wireMessage, writable } from '../messages.js';
import { Refusal } from '../refusal.js';
import { bot } from '../seed.js';
import type { Json, StoredMessage } from '../types.js';
import type { Conversation, World } from '../world.js';
import { type Method, needs } from './method.js';

/** The chat.* methods. slack:reference/methods/chat.postMessage and its neighbours, November 2026. */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { token: 'bot', scopes: needs('chat:write'), run: postMessage },
  'chat.postEphemeral': { token: 'bot', scopes: needs('chat:write'), run: postEphemeral },
  'chat.update': { token: 'bot', scopes: needs('chat:write'), run: update },
  'chat.delete': { token: 'bot', scopes: needs('chat:write'), run: deleteOne },
  'chat.getPermalink': { token: 'bot', run: permalink },
};

async function postMessage(world: World, args: Json): Promise<Json> {
  const conversation = await target(world, args.channel);
  const message = await post(world, conversation.id, contentOf(world, args));
  return { channel: conversation.id, ts: message.ts, message: wireMessage(world, message) };
}

async function postEphemeral(world: World, args: Json): Promise<Json> {
  const conversation = writable(world, args.channel);
  const user = String(args.user ?? '');
  if (!world.people.has(user)) throw new Refusal('user_not_found');
  if (!conversation.members.has(user)) throw new Refusal('user_not_in_channel');
  return { message_ts: whisper(world, conversation.id, user, contentOf(world, args)).ts };
}

async function update(world: World, args: Json): Promise<Json> {
  const message = ownMessage(world, args, 'cant_update_message');
  if (world.conversations.get(message.channel)?.isArchived === true) throw new Refusal('is_archived');
  await rewrite(world, message, contentOf(world, args, message.blocks));
  return { channel: message.channel, ts: message.ts, text: message.text, message: wireMessage(world, message) };
}

async function deleteOne(world: World, args: Json): Promise<Json> {
  const message = ownMessage(world, args, 'cant_delete_message');
  await remove(world, message);
  return { channel: message.channel, ts: message.ts };
}

async function permalink(world: World, args: Json): Promise<Json> {
  const conversation = world.conversations.get(String(args.channel));
  if (conversation === undefined) throw new Refusal('channel_not_found');
  const message = messageAt(world, conversation.id, args.message_ts);
  if (message === undefined) throw new Refusal('message_not_found');
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${conversation.id}`;
  return { channel: conversation.id, permalink: `${world.url}/archives/${conversation.id}/p${message.ts.replace('.', '')}${thread}` };
}

async function target(world: World, channel: unknown): Promise<Conversation> {
  if (!world.people.has(String(channel))) return writable(world, channel);
  return directConversation(world, String(channel)).catch(() => {
    throw new Refusal('channel_not_found');
  });
}

function ownMessage(world: World, args: Json, otherwise: string): StoredMessage {
  if (!world.conversations.has(String(args.channel))) throw new Refusal('channel_not_found');
  const message = messageAt(world, args.channel, args.ts);
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.user !== bot.userId) throw new Refusal(otherwise);
  return message;
}
