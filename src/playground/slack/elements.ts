import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { optionsOf } from './block-kit/objects.js';
import { isJson } from './block-kit/rule.js';
import type { Json } from './types.js';

/** One interactive element and the block it stands in. */
export interface Placed {
  block: Json;
  element: Json;
  blockId: string;
  actionId: string;
}

/** The values of elements, by block id, then action id: the shape of `view.state.values`. */
export type Values = Record<string, Record<string, Json>>;

/**
 * Copies blocks and gives every block and element without an id a random one, as Slack does. A block that stood so in `before` keeps its ids:
 * a click on what a redraw left as it was still counts.
 */
export function withIds(blocks: unknown, before: readonly Json[] = []): Json[] {
  const copy = structuredClone(Array.isArray(blocks) ? blocks.filter(isJson) : []);
  const stood = [...before];
  for (const [index, block] of copy.entries()) {
    const same = stood.findIndex((other) => isDeepStrictEqual({ ...other, block_id: undefined }, { ...block, block_id: undefined }));
    if (same >= 0) {
      const [kept] = stood.splice(same, 1);
      copy[index] = { ...block, block_id: block.block_id ?? kept?.block_id };
      continue;
    }
    block.block_id ??= randomId();
    for (const element of elementsIn(block)) {
      if (element.type !== 'image') element.action_id ??= randomId();
    }
  }
  return copy;
}

/** Every interactive element, in reading order. */
export function placed(blocks: Json[]): Placed[] {
  return blocks.flatMap((block) =>
    elementsIn(block)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ block, element, blockId: String(block.block_id), actionId: String(element.action_id) })),
  );
}

/**
 * What the elements hold after blocks were rendered. An element that was there before, by block id and action id, keeps what it held, whatever
 * its initial value says now: that is Slack's trap. A new one starts from its initial value.
 */
export function valuesAfter(blocks: Json[], before: Values): Values {
  const values: Values = {};
  for (const { element, blockId, actionId } of placed(blocks)) {
    const start = startOf(element);
    if (start === undefined) continue;
    const old = before[blockId]?.[actionId];
    const kept = old !== undefined && old.type === element.type && stillOffered(element, old) ? old : start;
    values[blockId] = { ...values[blockId], [actionId]: kept };
  }
  return values;
}

/** The options of an element that are chosen in a state. */
export function chosen(state: Json): Json[] {
  const several = Array.isArray(state.selected_options) ? state.selected_options : [];
  return [...several, state.selected_option].filter(isJson);
}

function elementsIn(block: Json): Json[] {
  if (block.type === 'actions' && Array.isArray(block.elements)) return block.elements.filter(isJson);
  const single = block.type === 'input' ? block.element : block.type === 'section' ? block.accessory : undefined;
  return isJson(single) ? [single] : [];
}

function stillOffered(element: Json, state: Json): boolean {
  if (String(element.type).includes('external')) return true;
  const offered = optionsOf(element).map((option) => option.value);
  return chosen(state).every((option) => offered.includes(option.value));
}

function startOf(element: Json): Json | undefined {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      return undefined;
  }
}

function randomId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
