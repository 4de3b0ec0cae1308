import type { IncomingMessage } from 'node:http';
import { refuseInvalid } from './problems.js';

/** A request as it arrived: its body is read whole and taken apart. */
export interface Incoming {
  method: string;
  url: URL;
  authorization: string;
  /** The body's type, without its parameters. */
  type: string;
  json: Record<string, unknown>;
  form: URLSearchParams;
  files: Map<string, Buffer>;
}

/** Reads a request: a JSON, form or multipart body. Refuses JSON that does not parse. */
export async function readIncoming(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const contentType = request.headers['content-type'] ?? '';
  const incoming: Incoming = {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    authorization: request.headers.authorization ?? '',
    type: contentType.split(';')[0] ?? '',
    json: {},
    form: new URLSearchParams(),
    files: new Map(),
  };
  await readBody(incoming, Buffer.concat(chunks), contentType);
  return incoming;
}

/** A field of the body that is text; undefined when it is absent. Refuses any other value. */
export function textField(json: Record<string, unknown>, name: string): string | undefined {
  const value = json[name];
  if (value === undefined || typeof value === 'string') return value;
  return refuseInvalid(`$.${name}: expected a string`, { [name]: [value] });
}

/** Refuses fields that X does not know. */
export function onlyFields(json: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(json).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    refuseInvalid(`$.${unknown[0]}: is not defined in the schema and the schema does not allow additional properties`);
}

async function readBody(incoming: Incoming, bytes: Buffer, contentType: string): Promise<void> {
  if (incoming.type === 'application/json') incoming.json = parseObject(bytes.toString('utf8'));
  else if (incoming.type === 'application/x-www-form-urlencoded') incoming.form = new URLSearchParams(bytes.toString('utf8'));
  else if (incoming.type === 'multipart/form-data') await readMultipart(incoming, bytes, contentType);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Refused below, as whatever is no object.
  }
  return refuseInvalid('The body is no JSON object');
}

async function readMultipart(incoming: Incoming, bytes: Buffer, contentType: string): Promise<void> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') incoming.form.append(name, value);
    else incoming.files.set(name, Buffer.from(await value.arrayBuffer()));
  }
}
