import { isJson } from './block-kit/rule.js';
import { clickOn, suggestIn } from './click.js';
import { deliver, type Line } from './delivery.js';
import { withIds } from './elements.js';
import { sendEvent } from './events.js';
import { shareIn, uploadAs } from './files.js';
import { elementAt, fillElement } from './fill.js';
import { messageAt, post, wireMessage } from './messages.js';
import { baseOf, commandFields } from './payloads.js';
import { Refusal } from './refusal.js';
import { issueResponseUrl, speak } from './response-urls.js';
import { closeTopOf, submitTop } from './submit.js';
import { issueTrigger } from './triggers.js';
import { typedBlocks } from './typed.js';
import type { Delivery, SlackPerson } from './types.js';
import { seenView, topView, wireView } from './views.js';
import { type Conversation, personOf, type World } from './world.js';

/** One person's hands and eyes in this Slack. Throws when nobody has that id. */
export function personIn(line: Line, userId: string): SlackPerson {
  const { world } = line;
  personOf(world, userId);
  return {
    command: (command, text = '', channel = world.channels.review) => runCommand(line, userId, { command, text }, channel),
    shortcut: async (callbackId) => shortcut(line, userId, callbackId),
    messageShortcut: async (callbackId, channel, ts) => messageShortcut(line, userId, callbackId, { channel, ts }),
    upload: (name, bytes, options) => uploadAs(world, userId, name, bytes, options?.mimetype),
    view() {
      const record = topView(world, userId);
      return record === undefined ? undefined : seenView(record);
    },
    home() {
      const record = world.homes.get(userId);
      return record === undefined ? undefined : seenView(record);
    },
    openHome: () => openHome(line, userId),
    fill(values) {
      const record = topView(world, userId);
      if (record === undefined) throw new Error(`${userId} has no modal to fill`);
      for (const [id, value] of Object.entries(values)) fillElement(world, record, elementAt(record.blocks, id), value);
    },
    submit: () => submitTop(line, userId),
    closeView: () => closeTopOf(line, userId),
    click: async (target, actionId, choice = {}) => clickOn(line, userId, target, actionId, choice),
    suggest: (actionId, text) => suggestIn(line, userId, actionId, text),
    postMessage: (channel, text, files = [], threadTs) =>
      say(world, userId, { channel, text, ...(threadTs === undefined ? {} : { threadTs }) }, files),
  };
}

async function runCommand(line: Line, userId: string, words: { command: string; text: string }, channel: string): Promise<Delivery> {
  const { world } = line;
  const conversation = inside(world, userId, channel);
  refuseStranger(world, userId);
  const answered = { userId, channel, at: world.now(), uses: 0 };
  const payload = {
    ...commandFields(world, userId, words, conversation),
    response_url: issueResponseUrl(world, userId, channel),
    trigger_id: issueTrigger(world, userId),
  };
  const delivery = await deliver(line, 'slash_command', payload);
  if (delivery.status !== 200 || delivery.answer === '') return delivery;
  const answer = isJson(delivery.answer) ? delivery.answer : { text: String(delivery.answer) };
  try {
    await speak(world, answered, answer);
    return delivery;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Object.assign(delivery, { refused: [error.code, JSON.stringify(error.extra)] });
  }
}

async function shortcut(line: Line, userId: string, callbackId: string): Promise<Delivery> {
  const { world } = line;
  refuseStranger(world, userId);
  const trigger = issueTrigger(world, userId);
  return deliver(line, 'shortcut', {
    ...baseOf(world, 'shortcut', userId),
    callback_id: callbackId,
    trigger_id: trigger,
    action_ts: stamp(world),
  });
}

async function messageShortcut(line: Line, userId: string, callbackId: string, place: { channel: string; ts: string }): Promise<Delivery> {
  const { world } = line;
  const conversation = inside(world, userId, place.channel);
  refuseStranger(world, userId);
  const message = messageAt(world, place.channel, place.ts);
  if (message === undefined) throw new Error(`${userId} sees no message ${place.ts} in ${place.channel}`);
  return deliver(line, 'message_action', {
    ...baseOf(world, 'message_action', userId),
    callback_id: callbackId,
    trigger_id: issueTrigger(world, userId),
    response_url: issueResponseUrl(world, userId, place.channel, message),
    action_ts: stamp(world),
    message_ts: message.ts,
    channel: { id: conversation.id, name: conversation.name },
    message: wireMessage(world, message),
  });
}

function openHome(line: Line, userId: string): Promise<Delivery> {
  const shown = line.world.homes.get(userId);
  const view = shown === undefined ? {} : { view: wireView(line.world, shown) };
  return sendEvent(line, 'app_home_opened', { user: userId, channel: `D${userId.slice(1)}`, tab: 'home', ...view });
}

async function say(
  world: World,
  userId: string,
  words: { channel: string; text: string; threadTs?: string },
  files: string[],
): Promise<{ ts: string }> {
  inside(world, userId, words.channel);
  const records = files.map((id) => world.files.get(id));
  const { channel, text, ...thread } = words;
  const message = await post(world, channel, { text: text || ' ', blocks: withIds(typedBlocks(text)), ...thread }, userId);
  for (const file of records) {
    if (file === undefined || file.owner !== userId) throw new Error(`${userId} has no such file to post`);
    shareIn(file, words.channel);
    message.files.push(file.id);
  }
  return { ts: message.ts };
}

function refuseStranger(world: World, userId: string): void {
  if (personOf(world, userId).isStranger)
    throw new Error("People of another organisation have none of this workspace's commands and shortcuts");
}

function inside(world: World, userId: string, channel: string): Conversation {
  const conversation = world.conversations.get(channel);
  if (conversation?.members.has(userId) !== true) throw new Error(`${userId} is not in ${channel}`);
  return conversation;
}

function stamp(world: World): string {
  return (world.now() / 1000).toFixed(6);
}
