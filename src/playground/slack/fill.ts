import { optionsOf } from './block-kit/objects.js';
import { isJson } from './block-kit/rule.js';
import { type Placed, placed } from './elements.js';
import type { Fill, Json } from './types.js';
import type { ViewRecord, World } from './world.js';

/** Finds one element by action id when only one has it, else by block id or `block id/action id`. Throws with what is there. */
export function elementAt(blocks: Json[], id: string): Placed {
  const all = placed(blocks);
  const byAction = all.filter((candidate) => candidate.actionId === id);
  const found = byAction.length === 1 ? byAction : all.filter(({ blockId, actionId }) => blockId === id || `${blockId}/${actionId}` === id);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const there = all.map(({ element, blockId, actionId }) => `${blockId}/${actionId} (${String(element.type)})`);
  throw new Error(
    `${found.length === 0 ? 'Nothing' : 'More than one element'} here is "${id}". There is: ${there.join(', ') || 'nothing to fill'}`,
  );
}

/** Puts a value into one element of a view, as the person's client would. Throws when the element does not offer it. */
export function fillElement(world: World, record: ViewRecord, at: Placed, value: Fill): void {
  const now = record.values[at.blockId]?.[at.actionId];
  const chosen = isJson(now) && Array.isArray(now.selected_options) ? now.selected_options.filter(isJson) : [];
  const offered = [...(record.offered.get(`${at.blockId}/${at.actionId}`) ?? []), ...chosen];
  const state = stateFor(world, record.userId, at, value, offered);
  record.values[at.blockId] = { ...record.values[at.blockId], [at.actionId]: state };
}

/** The state an element has once it holds a value; `offered` are the options an external select was answered, and those chosen already. */
export function stateFor(world: World, userId: string, { element, actionId }: Placed, value: Fill, offered: Json[]): Json {
  const type = String(element.type);
  const one = Array.isArray(value) ? value[0] : (value ?? undefined);
  const several = Array.isArray(value) ? value : value === null ? [] : [value];
  const option = (wanted: string) => pick(actionId, [...optionsOf(element), ...offered, ...initials(element)], wanted);
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: one === undefined || one === '' ? null : one };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: one === undefined ? null : option(one) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: several.map(option) };
    case 'conversations_select':
      return { type, selected_conversation: one === undefined ? null : reachable(world, userId, one) };
    case 'multi_conversations_select':
      return { type, selected_conversations: several.map((id) => reachable(world, userId, id)) };
    case 'channels_select':
      return { type, selected_channel: one === undefined ? null : reachable(world, userId, one) };
    case 'users_select':
      return { type, selected_user: one === undefined ? null : someone(world, one) };
    case 'multi_users_select':
      return { type, selected_users: several.map((id) => someone(world, id)) };
    case 'datepicker':
      return { type, selected_date: one === undefined ? null : matching(one, /^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD') };
    case 'timepicker':
      return { type, selected_time: one === undefined ? null : matching(one, /^\d{2}:\d{2}$/, 'a time as HH:mm') };
    case 'datetimepicker':
      return { type, selected_date_time: one === undefined ? null : Number(matching(one, /^\d{10}$/, 'unix seconds')) };
    case 'file_input':
      return { type, files: several.map((id) => ownFile(world, userId, id)) };
    default:
      throw new Error(`"${actionId}" is a ${type}: nothing can be filled into it`);
  }
}

function pick(actionId: string, options: Json[], wanted: string): Json {
  const found = options.find((option) => option.value === wanted);
  if (found === undefined)
    throw new Error(
      `"${actionId}" does not offer "${wanted}". It offers: ${options.map((option) => option.value).join(', ') || 'nothing yet'}`,
    );
  return found;
}

function initials(element: Json): Json[] {
  return [element.initial_option, ...(Array.isArray(element.initial_options) ? element.initial_options : [])].filter(isJson);
}

function reachable(world: World, userId: string, id: string): string {
  const conversation = world.conversations.get(id);
  if (conversation?.members.has(userId) !== true || conversation.isArchived)
    throw new Error(`${userId} cannot choose the conversation ${id}`);
  return id;
}

function someone(world: World, id: string): string {
  if (!world.people.has(id)) throw new Error(`There is no person ${id} to choose`);
  return id;
}

function matching(value: string, expression: RegExp, words: string): string {
  if (!expression.test(value)) throw new Error(`"${value}" is not ${words}`);
  return value;
}

function ownFile(world: World, userId: string, id: string): Json {
  const file = world.files.get(id);
  if (file === undefined || file.owner !== userId) throw new Error(`${userId} has not uploaded a file ${id}`);
  return file.wire;
}
