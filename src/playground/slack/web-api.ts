import { setTimeout as sleep } from 'node:timers/promises';
import { readArgs } from './args.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
import { fileMethods } from './methods/files.js';
import { groupMethods } from './methods/groups.js';
import type { Method } from './methods/method.js';
import { peopleMethods } from './methods/people.js';
import { viewMethods } from './methods/views.js';
import { oauthAccess } from './oauth/access.js';
import type { App } from './oauth/app.js';
import { Refusal } from './refusal.js';
import type { FaultKind, Json } from './types.js';
import { takeFault, type World } from './world.js';

/** What goes back over the wire: an HTTP answer, silence for ever, or a cut connection. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> } | 'hang' | 'reset';

/** One request to `/api/<method>`. */
export interface ApiRequest {
  method: string;
  authorization: string;
  contentType: string;
  body: string;
  query: URLSearchParams;
}

/** Answers one Web API call and writes it into the ledger. `socketUrl` is where Socket Mode connects. */
export async function answerCall(world: World, request: ApiRequest, socketUrl: () => string, app?: App): Promise<Reply> {
  const at = world.now();
  const started = performance.now();
  const call = { method: request.method, args: argsForLedger(request), status: 0, answer: undefined as unknown, at, ms: 0 };
  world.calls.push(call);
  const reply = await withFaults(world, request.method, () => run(world, request, socketUrl, app)).catch(
    (error): Reply => ({ status: 500, body: `The stand-in failed: ${error instanceof Error ? error.stack : String(error)}` }),
  );
  call.ms = performance.now() - started;
  call.status = typeof reply === 'string' ? 0 : reply.status;
  call.answer = typeof reply === 'string' ? reply : reply.body;
  return reply;
}

/** Runs a step under the faults set for `name`: before it, or after it took effect. */
export async function withFaults(world: World, name: string, step: () => Promise<Reply>): Promise<Reply> {
  const { before, after } = takeFault(world, name);
  const early = before === undefined ? undefined : await faultReply(before);
  if (early !== undefined) return early;
  const reply = await step();
  return (after === undefined ? undefined : await faultReply(after)) ?? reply;
}

/** What Slack answers to a bot token that gives no right here; undefined for one that does. */
export function botTokenProblem(world: World, token: string): string | undefined {
  const issued = world.issued.get(token);
  if (token !== world.options.botToken && issued === undefined) return 'invalid_auth';
  if (issued?.expiresAt !== undefined && issued.expiresAt <= world.now()) return 'token_expired';
  return issued?.ended ?? world.revoked;
}

const methods: Record<string, Method> = {
  ...chatMethods,
  ...viewMethods,
  ...fileMethods,
  ...peopleMethods,
  ...groupMethods,
  ...conversationMethods,
};

function argsForLedger(request: ApiRequest): Json {
  try {
    const {
      token: _token,
      client_secret: _secret,
      refresh_token: _refresh,
      ...args
    } = readArgs(request.contentType, request.body, request.query);
    return args;
  } catch {
    return {};
  }
}

async function run(world: World, request: ApiRequest, socketUrl: () => string, app?: App): Promise<Reply> {
  const headers = { 'x-oauth-scopes': world.scopes.join(',') };
  try {
    const { token: inForm, ...args } = readArgs(request.contentType, request.body, request.query);
    const token = request.authorization.replace(/^Bearer /, '') || String(inForm ?? '');
    if (request.method === 'apps.connections.open') {
      requireAppToken(world, token);
      return { status: 200, headers, body: { ok: true, url: socketUrl() } };
    }
    if (request.method === 'oauth.v2.access' && app !== undefined)
      return { status: 200, headers, body: { ok: true, ...oauthAccess(app, args) } };
    const method = methods[request.method];
    if (method === undefined) throw new Refusal('unknown_method', { req_method: request.method });
    requireBotToken(world, token);
    requireScopes(world, method.scopes?.(world, args) ?? []);
    return { status: 200, headers, body: { ok: true, ...(await method.run(world, args)) } };
  } catch (error) {
    if (error instanceof Refusal) return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } };
    throw error;
  }
}

function requireBotToken(world: World, token: string): void {
  if (token === '') throw new Refusal('not_authed');
  if (token === world.options.appToken) throw new Refusal('not_allowed_token_type');
  const problem = botTokenProblem(world, token);
  if (problem !== undefined) throw new Refusal(problem);
}

function requireAppToken(world: World, token: string): void {
  if (token === '') throw new Refusal('not_authed');
  if (token === world.options.botToken) throw new Refusal('not_allowed_token_type');
  if (token !== world.options.appToken) throw new Refusal('invalid_auth');
}

function requireScopes(world: World, scopes: string[]): void {
  const missing = scopes.filter((scope) => !world.scopes.includes(scope));
  if (missing.length > 0) throw new Refusal('missing_scope', { needed: missing.join(','), provided: world.scopes.join(',') });
}

async function faultReply(fault: FaultKind): Promise<Reply | undefined> {
  const [kind, detail = ''] = split(fault);
  switch (kind) {
    case 'error':
      return { status: 200, body: { ok: false, error: detail } };
    case 'http_500':
      return { status: 500, body: 'Internal Server Error' };
    case 'rate_limited':
      return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': detail } };
    case 'hang':
    case 'reset':
      return kind;
    case 'slow':
      await sleep(Number(detail));
      return undefined;
    default:
      throw new Error(`"${fault}" is not a fault this Slack knows`);
  }
}

function split(fault: string): [string, string?] {
  const at = fault.indexOf(':');
  return at < 0 ? [fault] : [fault.slice(0, at), fault.slice(at + 1)];
}
