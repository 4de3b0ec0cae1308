import type { IncomingMessage } from 'node:http';
import { refuseValue } from './errors.js';
import type { Token, World } from './world.js';

/** A request as it arrived: its body is read whole and, where it is JSON or a form, taken apart. */
export interface Incoming {
  method: string;
  url: URL;
  /** Path and query as they stood in the request line: what was percent-encoded still is. */
  target: string;
  headers: IncomingMessage['headers'];
  bearer: string | undefined;
  bytes: Buffer;
  form: URLSearchParams;
  /** Undefined where the body is no JSON object. */
  json: Record<string, unknown> | undefined;
}

/** A call of the API, its token checked. */
export interface Call {
  world: World;
  incoming: Incoming;
  token: Token;
  /** What the path names: a URN, decoded; empty where it names none. */
  id: string;
  query: URLSearchParams;
}

/** Reads a request. */
export async function readIncoming(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    target: request.url ?? '/',
    headers: request.headers,
    bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
    bytes,
    form: new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? bytes.toString('utf8') : ''),
    json: type.startsWith('application/json') ? parsed(bytes) : undefined,
  };
}

/** Refuses a call that does not name the Rest.li method which its HTTP method cannot say. */
export function needMethod({ incoming }: Call, name: 'FINDER' | 'BATCH_GET' | 'DELETE' | 'PARTIAL_UPDATE'): void {
  if (incoming.headers['x-restli-method'] !== name) refuseValue('INVALID_REQUEST', `X-RestLi-Method must be ${name}`);
}

/** A whole number of the query; `otherwise` when absent. */
export function numberParam(call: Call, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) refuseValue('INVALID_VALUE_FOR_FIELD', `${name} must be a whole number`);
  return Number(text);
}

function parsed(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
