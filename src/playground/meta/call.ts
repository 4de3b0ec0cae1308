import type { IncomingMessage } from 'node:http';
import { refuseParameter } from './errors.js';
import { type FieldTree, parseFields } from './fields.js';
import type { Token, World } from './world.js';

/** A request as it arrived: its body is read whole and taken apart. */
export interface Incoming {
  method: string;
  url: URL;
  bearer: string | undefined;
  body: Map<string, string>;
  files: Map<string, Buffer>;
  /** Every value of each form field, for forms that repeat one. */
  form: URLSearchParams;
}

/** A Graph call on one node, its token checked. */
export interface Call {
  world: World;
  method: string;
  /** The id in the path, `me` replaced by the id it stands for. */
  id: string;
  /** What follows the edge in the path, as in `permissions/{permission}`. */
  rest: string | undefined;
  path: string;
  /** Query and body together. */
  params: Map<string, string>;
  files: Map<string, Buffer>;
  token: Token;
}

/** Reads a request: a form, multipart or JSON body; the parts of a JSON body that are not text become JSON text again. */
export async function readIncoming(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const incoming: Incoming = {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
    body: new Map(),
    files: new Map(),
    form: new URLSearchParams(),
  };
  await readBody(incoming, bytes, request.headers['content-type'] ?? '');
  return incoming;
}

/** The fields a call asks for, or the ones named when it asks for none. */
export function fieldsOf(call: Call, otherwise: string): FieldTree {
  return parseFields(call.params.get('fields') ?? otherwise);
}

/** A parameter that means yes or no; undefined when absent. */
export function booleanParam(call: Call, name: string): boolean | undefined {
  const text = call.params.get(name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  return refuseParameter(`Param ${name} must be a boolean`);
}

async function readBody(incoming: Incoming, bytes: Buffer, type: string): Promise<void> {
  if (bytes.length === 0) return;
  if (type.startsWith('application/json')) return readJson(incoming, bytes.toString('utf8'));
  if (type.startsWith('multipart/form-data')) return await readMultipart(incoming, bytes, type);
  incoming.form = new URLSearchParams(bytes.toString('utf8'));
  for (const [name, value] of incoming.form) incoming.body.set(name, value);
}

function readJson(incoming: Incoming, text: string): void {
  const value = JSON.parse(text) as Record<string, unknown>;
  for (const [name, each] of Object.entries(value)) incoming.body.set(name, typeof each === 'string' ? each : JSON.stringify(each));
}

async function readMultipart(incoming: Incoming, bytes: Buffer, type: string): Promise<void> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') incoming.body.set(name, value);
    else incoming.files.set(name, Buffer.from(await value.arrayBuffer()));
  }
}
