import { Agent, buildConnector, Client, type Dispatcher, errors, FormData, request as undiciRequest } from 'undici';
import { type HttpAnswer, type HttpRequest, TransportError } from './request.js';

/** Sends requests over one pool of connections. It never repeats a request. */
export interface PlatformHttp {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Makes a {@link PlatformHttp}; answers over `maxBytes` (default 5 MB) are refused. */
export function createPlatformHttp(options: { readonly maxBytes?: number } = {}): PlatformHttp {
  const pool = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, keepAliveTimeout: 10_000 });
  const maxBytes = options.maxBytes ?? 5_000_000;
  return {
    send: (request) => send(pool, maxBytes, request),
    close: () => pool.destroy(),
  };
}

async function send(pool: Agent, maxBytes: number, request: HttpRequest): Promise<HttpAnswer> {
  const url = new URL(request.url);
  const form = { ...request.form };
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  for (const [name, secret] of Object.entries(request.secretFields ?? {})) {
    if (request.form !== undefined) form[name] = secret.unwrap();
    else url.searchParams.set(name, secret.unwrap());
  }
  const guarded = request.beforeSend === undefined ? undefined : guardedClient(url.origin, request.beforeSend, request.timeoutMs);
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  try {
    const answer = await undiciRequest(url, {
      dispatcher: guarded?.client ?? pool,
      method: request.method,
      signal,
      headers: headersOf(request),
      ...bodyOf(request, form),
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    });
    return { status: answer.statusCode, headers: plainHeaders(answer.headers), body: parseBody(await readBody(answer.body, maxBytes)) };
  } catch (cause) {
    throw transportError(cause, timeout.aborted, guarded?.passed() ?? true);
  } finally {
    guarded?.end();
  }
}

/**
 * A connection of its own whose `beforeSend` runs once the socket is open and before undici writes to it. Until it `passed`, nothing can have left.
 * After `end` it is not run any more, and a connection that opens late is dropped.
 */
function guardedClient(
  origin: string,
  beforeSend: () => void,
  timeoutMs: number,
): { client: Client; passed: () => boolean; end: () => void } {
  let passed = false;
  let ended = false;
  const connect = buildConnector({ timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) });
  const client = new Client(origin, {
    connect: (options, callback) =>
      connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null);
        try {
          if (ended) throw new Error('The request was given up while the connection was opened.');
          beforeSend();
          passed = true;
        } catch (cause) {
          socket.destroy();
          return callback(new StoppedBeforeSend('The request was stopped before it left.', { cause }), null);
        }
        return callback(null, socket);
      }),
  });
  const end = () => {
    ended = true;
    client.destroy().catch(() => {});
  };
  return { client, passed: () => passed, end };
}

class StoppedBeforeSend extends Error {
  override readonly name = 'StoppedBeforeSend';
}

function headersOf(request: HttpRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.raw === undefined ? {} : { 'content-type': request.raw.mimeType }),
    ...(request.form === undefined || request.file !== undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token.unwrap()}` }),
    ...request.headers,
  };
}

function bodyOf(request: HttpRequest, form: Record<string, string>): { body?: string | Uint8Array | FormData } {
  if (request.raw !== undefined) return { body: request.raw.bytes };
  if (request.file !== undefined) {
    const data = new FormData();
    for (const [name, value] of Object.entries(form)) data.set(name, value);
    data.set(request.file.field, new File([new Uint8Array(request.file.bytes)], request.file.name, { type: request.file.mimeType }));
    return { body: data };
  }
  if (request.json !== undefined) return { body: JSON.stringify(request.json) };
  if (request.form !== undefined) return { body: new URLSearchParams(form).toString() };
  return {};
}

async function readBody(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLarge(`The answer is over ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

function transportError(cause: unknown, timedOut: boolean, mayHaveLeft: boolean): TransportError {
  if (cause instanceof AnswerTooLarge) return new TransportError('too large', true, cause);
  if (cause instanceof StoppedBeforeSend) return new TransportError('stopped', false, cause);
  const { code, name } = factsOf(cause);
  const sent = mayHaveLeft && !(cause instanceof errors.ConnectTimeoutError || NEVER_LEFT.has(code));
  if (
    timedOut ||
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError
  ) {
    return new TransportError('timeout', sent, cause);
  }
  if (name === 'AbortError') return new TransportError('aborted', sent, cause);
  return new TransportError('connection', sent, cause);
}

/** Read without `instanceof`: an error of Node's own may come from another realm. */
function factsOf(cause: unknown): { code: string; name: string } {
  const { code, name } = (typeof cause === 'object' && cause !== null ? cause : {}) as { code?: unknown; name?: unknown };
  return { code: String(code), name: String(name) };
}

/** Failures of looking up or opening the connection: the request was never written. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

const CONNECT_TIMEOUT_MS = 5_000;
