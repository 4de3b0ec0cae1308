import type { Json } from '../../slack/types.js';

/** Whether something is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; none when it is no list. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** A text, or nothing when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The words of a text object. */
export function wordsOf(value: unknown): string {
  return isJson(value) ? textOf(value.text) : '';
}
