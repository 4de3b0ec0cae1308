import { isJson } from './block-kit/rule.js';
import { type Placed, placed, type Values } from './elements.js';
import type { Json } from './types.js';

const MOST_FILE_BYTES = 10_000_000;

/** What Slack's client refuses before it sends a modal, by block id; empty when it would send it. */
export function clientErrors(blocks: Json[], values: Values): Record<string, string> {
  const inputs = placed(blocks).filter(({ block }) => block.type === 'input');
  const found = inputs.map((at): [string, string | undefined] => [at.blockId, errorIn(at, values[at.blockId]?.[at.actionId] ?? {})]);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function errorIn({ block, element }: Placed, state: Json): string | undefined {
  if (isEmpty(state)) return block.optional === true ? undefined : 'Please complete this required field.';
  if (typeof state.value === 'string') return errorInText(element, state.value);
  if (Array.isArray(state.files)) return errorInFiles(element, state.files.filter(isJson));
  const chosen = Object.values(state).find(Array.isArray)?.length ?? 0;
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  return chosen > most ? `Select at most ${most}.` : undefined;
}

function isEmpty(state: Json): boolean {
  const { type: _type, ...held } = state;
  return Object.values(held).every((value) => value === null || value === '' || (Array.isArray(value) && value.length === 0));
}

function errorInText(element: Json, value: string): string | undefined {
  const most = Number(element.max_length ?? 3000);
  const least = Number(element.min_length ?? 0);
  if (value.length > most) return `Must be at most ${most} characters.`;
  if (value.length < least) return `Must be at least ${least} characters.`;
  if (element.type === 'url_text_input' && !URL.canParse(value)) return 'Must be a valid URL.';
  if (element.type === 'email_text_input' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return 'Must be a valid email address.';
  return element.type === 'number_input' ? errorInNumber(element, value) : undefined;
}

function errorInNumber(element: Json, value: string): string | undefined {
  const allowed = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!allowed.test(value)) return 'Must be a number.';
  if (element.min_value !== undefined && Number(value) < Number(element.min_value)) return `Must be at least ${String(element.min_value)}.`;
  if (element.max_value !== undefined && Number(value) > Number(element.max_value)) return `Must be at most ${String(element.max_value)}.`;
  return undefined;
}

function errorInFiles(element: Json, files: Json[]): string | undefined {
  const most = Number(element.max_files ?? 10);
  if (files.length > most) return `Add at most ${most} files.`;
  if (files.some((file) => Number(file.size) > MOST_FILE_BYTES)) return 'A file is larger than 10 MB.';
  const types = Array.isArray(element.filetypes) ? element.filetypes.map((type) => String(type).toLowerCase()) : undefined;
  const wrong = files.find((file) => types !== undefined && !types.includes(extension(String(file.name))));
  return wrong === undefined ? undefined : `${String(wrong.name)} is not one of these types: ${types?.join(', ')}.`;
}

function extension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
