import { isJson } from '../block-kit/rule.js';
import { directConversation } from '../messages.js';
import { Refusal } from '../refusal.js';
import { bot } from '../seed.js';
import type { Json } from '../types.js';
import { botBeneath, type Conversation, type World } from '../world.js';
import { type Method, needs } from './method.js';

/** The conversations.* methods. slack:reference/methods/conversations.open and its neighbours, November 2026. */
export const conversationMethods: Record<string, Method> = {
  'conversations.open': { token: 'bot', scopes: needs('im:write'), run: open },
  'conversations.info': { token: 'bot', scopes: readScope('read'), run: info },
  'conversations.members': { token: 'bot', scopes: readScope('read'), run: members },
  'conversations.list': { token: 'bot', scopes: needs('channels:read'), run: (world, args) => beneath(world, 'conversations.list', args) },
  'conversations.history': {
    token: 'bot',
    scopes: readScope('history'),
    run: (world, args) => beneath(world, 'conversations.history', args),
  },
  'conversations.replies': {
    token: 'bot',
    scopes: readScope('history'),
    run: (world, args) => beneath(world, 'conversations.replies', args),
  },
};

async function open(world: World, args: Json): Promise<Json> {
  const users = typeof args.users === 'string' ? args.users.split(',').filter((id) => id !== '') : [];
  if (users.length === 0) throw new Refusal('users_list_not_supplied');
  if (users.length > 1) throw new Refusal('missing_scope', { needed: 'mpim:write', provided: world.scopes.join(',') });
  const { id } = await directConversation(world, users[0] ?? '');
  return { channel: { id } };
}

async function info(world: World, args: Json): Promise<Json> {
  const conversation = known(world, args);
  const answer = await beneath(world, 'conversations.info', args);
  const channel = isJson(answer.channel) ? answer.channel : {};
  const { isArchived, members: inside } = conversation;
  return { channel: { ...channel, is_archived: isArchived, is_member: inside.has(bot.userId), context_team_id: world.team.id } };
}

async function members(world: World, args: Json): Promise<Json> {
  return { members: [...known(world, args).members], response_metadata: { next_cursor: '' } };
}

function known(world: World, args: Json): Conversation {
  const conversation = world.conversations.get(String(args.channel));
  if (conversation === undefined) throw new Refusal('channel_not_found');
  return conversation;
}

function readScope(right: 'read' | 'history'): (world: World, args: Json) => string[] {
  return (world, args) => [`${world.conversations.get(String(args.channel))?.isIm === true ? 'im' : 'channels'}:${right}`];
}

async function beneath(world: World, method: string, args: Json): Promise<Json> {
  const { ok, ...answer } = await world.beneath.call(botBeneath, method, args);
  if (ok !== true) throw new Refusal(String(answer.error));
  return answer;
}
