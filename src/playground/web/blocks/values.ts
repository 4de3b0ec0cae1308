import type { FillValue } from '../../page/contract.js';
import type { Json } from '../../slack/types.js';
import { isJson, listOf } from './json.js';

/** `block id/action id`: how a field is known. */
export function fieldId(blockId: string, element: Json): string {
  return `${blockId}/${String(element.action_id)}`;
}

/** What an element starts with, from its own `initial_...`. */
export function startOf(element: Json): FillValue {
  const { initial_option: option, initial_options: options } = element;
  if (isJson(option)) return String(option.value);
  if (Array.isArray(options)) return listOf(options).map(({ value }) => String(value));
  const single =
    element.initial_value ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    element.initial_conversation ??
    element.initial_channel ??
    element.initial_user;
  if (single !== undefined) return String(single);
  const several = element.initial_conversations ?? element.initial_users;
  return Array.isArray(several) ? several.map(String) : null;
}

/** What an element holds, from its part of `view.state.values`. */
export function heldIn(state: Json): FillValue {
  if (isJson(state.selected_option)) return String(state.selected_option.value);
  if (Array.isArray(state.selected_options)) return listOf(state.selected_options).map(({ value }) => String(value));
  if (Array.isArray(state.files)) return listOf(state.files).map(({ id }) => String(id));
  const several = state.selected_conversations ?? state.selected_users;
  if (Array.isArray(several)) return several.map(String);
  const single =
    state.value ??
    state.selected_date ??
    state.selected_time ??
    state.selected_date_time ??
    state.selected_conversation ??
    state.selected_channel ??
    state.selected_user;
  return single === undefined || single === null ? null : String(single);
}

/** The options an element's state names as chosen. */
export function chosenIn(state: Json | undefined): Json[] {
  if (state === undefined) return [];
  return [...listOf(state.selected_options), ...(isJson(state.selected_option) ? [state.selected_option] : [])];
}

/** A value as a list. */
export function several(value: FillValue): readonly string[] {
  return value === null ? [] : typeof value === 'string' ? [value] : value;
}

/** A value as one text. */
export function single(value: FillValue): string {
  return several(value)[0] ?? '';
}
