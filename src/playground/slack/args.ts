import { isJson } from './block-kit/rule.js';
import { Refusal } from './refusal.js';
import type { Json } from './types.js';

const nested: Record<string, string> = {
  blocks: 'invalid_blocks',
  attachments: 'invalid_attachments',
  metadata: 'invalid_metadata_format',
  view: 'invalid_arguments',
  files: 'invalid_arguments',
};

/** The arguments of a Web API call: JSON, or a form whose nested values are JSON in a string. Throws the error Slack names for what does not parse. */
export function readArgs(contentType: string, body: string, query: URLSearchParams): Json {
  if (contentType.startsWith('application/json')) return body === '' ? {} : parsed(body, 'invalid_json');
  const form = new URLSearchParams(contentType.startsWith('application/x-www-form-urlencoded') ? body : '');
  const args: Json = Object.fromEntries([...query, ...form]);
  for (const [name, code] of Object.entries(nested)) {
    const value = args[name];
    if (typeof value === 'string') args[name] = parsed(value, code);
  }
  return args;
}

function parsed(text: string, code: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isJson(value) || Array.isArray(value)) return value as Json;
  } catch (cause) {
    throw Object.assign(new Refusal(code), { cause });
  }
  throw new Refusal(code);
}
