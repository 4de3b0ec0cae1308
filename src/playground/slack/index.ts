import type { Server } from 'node:http';
import type { Line } from './delivery.js';
import { sendEvent } from './events.js';
import { forge } from './forge.js';
import { loopbackOnly } from './http-out.js';
import { keptOf, restoreWorld } from './kept.js';
import { messageAt, remove } from './messages.js';
import { personIn } from './person.js';
import { beneathToken, bot, otherWorkspace, roles } from './seed.js';
import { listen } from './server.js';
import { openSockets, type Sockets } from './sockets.js';
import type { Json, OAuthApp, SlackFault, SlackOptions, SlackStandIn, StoredMessage } from './types.js';
import { botBeneath, makeWorld, personOf, type World } from './world.js';

export { checkMessage, checkView } from './block-kit.js';
export { type Effects, effectsOf } from './mrkdwn.js';
export { signed } from './signature.js';
export type * from './types.js';

/** Starts a Slack on loopback: npm `emulate` beneath for what it keeps well, its own rules where Slack is stricter. Close it when done. */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const { server, url, serve } = await listen(options.port ?? 0);
  const fresh = await makeWorld(url, options);
  const world = options.kept === undefined ? fresh : await restoreWorld(fresh, options.kept);
  const sockets = openSockets(server, () => url);
  serve([world], sockets);
  return standIn({ world, sockets, requestUrl: undefined, socketMode: false }, async () => {
    await closeServer(server, sockets);
    await world.beneath.close();
  });
}

/** A Slack of two workspaces that install one app by OAuth; neither has it at the start. Closing one closes both. */
export async function startTwoSlacks(
  options: Omit<SlackOptions, 'kept' | 'botToken'>,
  app: OAuthApp,
): Promise<readonly [SlackStandIn, SlackStandIn]> {
  const { server, url, serve } = await listen(options.port ?? 0);
  const worlds = [await makeWorld(url, options), await makeWorld(url, options, otherWorkspace)] as const;
  const sockets = openSockets(server, () => url);
  serve(worlds, sockets, { ...app, worlds, codes: new Map(), refreshTokens: new Map() });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await closeServer(server, sockets);
    await Promise.all(worlds.map((world) => world.beneath.close()));
  };
  const [first, second] = worlds;
  const open = (world: World) =>
    standIn({ world, sockets, requestUrl: undefined, socketMode: false }, () => {
      closing ??= close();
      return closing;
    });
  return [open(first), open(second)];
}

async function closeServer(server: Server, sockets: Sockets): Promise<void> {
  await sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function standIn(line: Line, close: () => Promise<void>): SlackStandIn {
  const { world } = line;
  return {
    url: world.url,
    team: world.team,
    bot,
    people: world.roles,
    channels: world.channels,
    groups: world.groups,
    connectTo(origin) {
      line.requestUrl = new URL('/slack/events', loopbackOnly(origin));
    },
    shownAt(shown) {
      world.shownAt = shown;
    },
    useSocketMode(on) {
      line.socketMode = on;
    },
    as: (userId) => personIn(line, userId),
    conversations: (userId) =>
      [...world.conversations.values()]
        .filter(({ members }) => members.has(userId))
        .map(({ id, name, isIm, isArchived, members }) => ({ id, name, isIm, isArchived, botIsMember: members.has(bot.userId) })),
    messages: (channel) => copies(world.messages.filter((message) => message.channel === channel)),
    ephemerals: (userId) => copies(world.ephemerals.filter((message) => message.to === userId)),
    directMessages: (userId) => copies(world.messages.filter((message) => message.user === bot.userId && isDirect(world, message, userId))),
    file: (id) => world.files.get(id),
    calls: world.calls,
    deliveries: world.deliveries,
    onChange(listener) {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
    fault: (rule) => setFault(world, rule),
    forge: (userId, forged) => forge(line, userId, forged),
    event: (type, event, extra) => sendEvent(line, type, event, extra),
    revokeBotToken(answer = 'token_revoked') {
      world.revoked = answer;
      for (const token of world.issued.values()) token.ended ??= answer;
    },
    restoreBotToken() {
      world.revoked = undefined;
    },
    organise(organisation) {
      world.organisation = organisation;
      for (const person of world.people.values()) if (person.teamId === world.team.id) person.inOrganisation = { isAdmin: false };
    },
    change(userId, flags) {
      Object.assign(personOf(world, userId), flags);
    },
    async archive(channel) {
      await asOwner(world, 'conversations.archive', { channel });
      conversationOf(world, channel).isArchived = true;
    },
    async inviteBot(channel) {
      await world.beneath.call(botBeneath, 'conversations.join', { channel });
      conversationOf(world, channel).members.add(bot.userId);
    },
    async removeBot(channel) {
      await asOwner(world, 'conversations.kick', { channel, user: bot.userId });
      conversationOf(world, channel).members.delete(bot.userId);
    },
    async deleteMessage(channel, ts) {
      const message = messageAt(world, channel, ts);
      if (message === undefined) throw new Error(`There is no message ${ts} in ${channel}`);
      await remove(world, message);
    },
    async deleteFile(id) {
      const file = world.files.get(id);
      if (file === undefined) throw new Error(`There is no file ${id}`);
      file.deleted = true;
    },
    kept: () => keptOf(world),
    close,
  };
}

function setFault(world: World, rule: SlackFault): () => void {
  const fault = { ...rule, left: rule.times ?? Number.POSITIVE_INFINITY };
  world.faults.add(fault);
  return () => world.faults.delete(fault);
}

async function asOwner(world: World, method: string, args: Json): Promise<void> {
  const answer = await world.beneath.call(beneathToken(roles.owner.name), method, args);
  if (answer.ok !== true) throw new Error(`${method} was refused: ${String(answer.error)}`);
}

function conversationOf(world: World, channel: string) {
  const conversation = world.conversations.get(channel);
  if (conversation === undefined) throw new Error(`There is no channel ${channel}`);
  return conversation;
}

function isDirect(world: World, message: StoredMessage, userId: string): boolean {
  const conversation = world.conversations.get(message.channel);
  return conversation?.isIm === true && conversation.members.has(userId);
}

function copies(messages: StoredMessage[]): StoredMessage[] {
  return structuredClone(messages);
}
