import { isJson } from './block-kit/rule.js';
import { deliver, type Line } from './delivery.js';
import { type Placed, placed, valuesAfter } from './elements.js';
import { elementAt, fillElement, stateFor } from './fill.js';
import { messageAt } from './messages.js';
import { baseOf, inMessage, inView } from './payloads.js';
import { issueResponseUrl } from './response-urls.js';
import { issueTrigger } from './triggers.js';
import type { ClickChoice, ClickTarget, Delivery, Json, StoredMessage } from './types.js';
import { topView } from './views.js';
import type { ViewRecord, World } from './world.js';

/** Clicks, or chooses in, one element of a view or message: sends `block_actions`. Throws when it is not there for this person. */
export function clickOn(line: Line, userId: string, target: ClickTarget, actionId: string, choice: ClickChoice): Promise<Delivery> {
  if (typeof target === 'object') return clickMessage(line, userId, target.message, actionId, choice);
  const record = target === 'home' ? line.world.homes.get(userId) : topView(line.world, userId);
  if (record === undefined) throw new Error(`${userId} has no ${target === 'home' ? 'Home tab' : 'modal'} to click in`);
  return clickView(line, record, actionId, choice);
}

/** Types into an external select: sends `block_suggestion` and keeps the options answered. */
export async function suggestIn(line: Line, userId: string, actionId: string, text: string): Promise<Delivery> {
  const record = topView(line.world, userId) ?? line.world.homes.get(userId);
  if (record === undefined) throw new Error(`${userId} has no view with an external select`);
  const at = elementAt(record.blocks, actionId);
  if (!String(at.element.type).includes('external_select'))
    throw new Error(`"${actionId}" is a ${String(at.element.type)}: it suggests nothing`);
  const least = Number(at.element.min_query_length ?? 3);
  if (text.length < least) throw new Error(`"${actionId}" asks only from ${least} characters on`);
  const { trigger_id: _none, ...where } = inView(line.world, record);
  const payload = {
    ...baseOf(line.world, 'block_suggestion', userId),
    ...where,
    action_id: at.actionId,
    block_id: at.blockId,
    value: text,
  };
  const delivery = await deliver(line, 'block_suggestion', payload);
  const options = answered(delivery.answer);
  if (delivery.status === 200 && options === undefined)
    return Object.assign(delivery, { refused: ['neither options nor option_groups, or more than 100'] });
  if (options !== undefined) record.offered.set(`${at.blockId}/${at.actionId}`, options);
  return delivery;
}

function clickView(line: Line, record: ViewRecord, actionId: string, choice: ClickChoice): Promise<Delivery> {
  const at = choose(record.blocks, actionId, choice);
  const holds = record.values[at.blockId]?.[at.actionId] !== undefined;
  if (holds) fillElement(line.world, record, at, chosenIn(choice));
  const action = holds ? { ...record.values[at.blockId]?.[at.actionId] } : pressed(line.world, record.userId, at, choice);
  const payload = {
    ...baseOf(line.world, 'block_actions', record.userId),
    ...inView(line.world, record),
    actions: [stamped(line.world, at, action)],
  };
  return deliver(line, 'block_actions', payload);
}

function clickMessage(
  line: Line,
  userId: string,
  place: { channel: string; ts: string; seen?: StoredMessage },
  actionId: string,
  choice: ClickChoice,
): Promise<Delivery> {
  const { world } = line;
  const message = place.seen ?? visibleTo(world, userId, place.channel, place.ts);
  const conversation = world.conversations.get(message.channel);
  if (conversation?.members.has(userId) !== true) throw new Error(`${userId} is not in ${message.channel}`);
  const at = choose(message.blocks, actionId, choice);
  const values = valuesAfter(message.blocks, {});
  const holds = values[at.blockId]?.[at.actionId] !== undefined;
  const action = holds ? stateFor(world, userId, at, chosenIn(choice), []) : pressed(world, userId, at, choice);
  if (holds) values[at.blockId] = { ...values[at.blockId], [at.actionId]: action };
  const original = message.to === undefined ? message : world.ephemerals.find((other) => other.ts === message.ts && other.to === userId);
  const payload = {
    ...baseOf(world, 'block_actions', userId),
    ...inMessage(world, message, conversation),
    trigger_id: issueTrigger(world, userId),
    state: { values },
    response_url: issueResponseUrl(world, userId, message.channel, original),
    actions: [stamped(world, at, action)],
  };
  return deliver(line, 'block_actions', payload);
}

function visibleTo(world: World, userId: string, channel: string, ts: string): StoredMessage {
  const own = world.ephemerals.find((message) => message.channel === channel && message.ts === ts && message.to === userId);
  const message = messageAt(world, channel, ts) ?? own;
  if (message === undefined) throw new Error(`${userId} sees no message ${ts} in ${channel}`);
  return message;
}

function choose(blocks: Json[], actionId: string, choice: ClickChoice): Placed {
  const same = placed(blocks).filter(
    (at) => at.actionId === actionId && (at.element.type !== 'button' || choice.value === undefined || at.element.value === choice.value),
  );
  const found = same[choice.index ?? 0];
  if (found === undefined) {
    const there = placed(blocks).map((at) => `${at.actionId}${at.element.value === undefined ? '' : `=${String(at.element.value)}`}`);
    throw new Error(`There is no "${actionId}" to click. There is: ${there.join(', ') || 'nothing'}`);
  }
  if (same.length > 1 && choice.index === undefined) throw new Error(`There are ${same.length} "${actionId}": say which by value or index`);
  if (found.block.type === 'input' && found.block.dispatch_action !== true)
    throw new Error(`"${actionId}" is an input without dispatch_action: fill it`);
  return found;
}

function pressed(world: World, userId: string, at: Placed, choice: ClickChoice): Json {
  const { element } = at;
  if (element.type === 'button')
    return { type: 'button', text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  if (element.type !== 'overflow') throw new Error(`"${at.actionId}" is a ${String(element.type)}: it cannot be clicked`);
  const asSelect = { ...at, element: { ...element, type: 'static_select' } };
  return { type: 'overflow', selected_option: stateFor(world, userId, asSelect, chosenIn(choice), []).selected_option };
}

function chosenIn(choice: ClickChoice): string | string[] {
  const value = choice.select ?? choice.files ?? choice.value;
  if (value === undefined) throw new Error('Say what to choose: select, files or value');
  return value;
}

function stamped(world: World, at: Placed, action: Json): Json {
  return { ...action, action_id: at.actionId, block_id: at.blockId, action_ts: (world.now() / 1000).toFixed(6) };
}

function answered(answer: unknown): Json[] | undefined {
  if (!isJson(answer)) return undefined;
  const groups = Array.isArray(answer.option_groups) ? answer.option_groups.filter(isJson).map((group) => group.options) : [answer.options];
  if (!groups.every(Array.isArray) || groups.length > 100) return undefined;
  return groups.some((options) => options.length > 100) ? undefined : groups.flat().filter(isJson);
}
