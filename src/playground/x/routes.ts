import { type Answer, jsonAnswer } from '../meta/answer.js';
import { authenticate, type Call } from './call.js';
import { append, finalize, initialize, readStatus } from './chunks.js';
import type { Incoming } from './incoming.js';
import { describe, uploadAtOnce } from './media.js';
import { exchange, revoke } from './oauth.js';
import { createPost, deletePost } from './posts.js';
import { Refusal, refuseMissing } from './problems.js';
import { listPosts, readPost } from './timeline.js';
import type { XOperation } from './types.js';
import { readMe } from './users.js';
import { now, type World } from './world.js';

/** What a request is about, known before anything is checked. */
export interface Target {
  route: Route | undefined;
  /** The id in the path, empty where it has none. */
  id: string;
  operation: XOperation | undefined;
  accountId: string | undefined;
}

/** Finds out what a request is about. Never throws. */
export function targetOf(world: World, { method, url, authorization }: Incoming): Target {
  const token = world.accessTokens.get(authorization.replace(/^Bearer /, ''));
  const accountId = world.people.find(({ id }) => id === token?.session.personId)?.userId;
  for (const route of ROUTES) {
    const found = route.method === method ? route.path.exec(url.pathname) : null;
    if (found !== null) return { route, id: found[1] ?? '', operation: route.operation, accountId };
  }
  return { route: undefined, id: '', operation: undefined, accountId };
}

/** Answers a call, refusals included. What is neither an answer nor a refusal is a fault of this stand-in and is thrown on. */
export async function answerApi(world: World, incoming: Incoming, { route, id }: Target): Promise<Answer> {
  try {
    if (route === undefined) return refuseMissing('route', incoming.url.pathname);
    if ('client' in route) return route.client(world, incoming);
    const call = authenticate(world, incoming, id);
    return jsonAnswer(route.status ?? 200, await route.handle(call), rateHeaders(world));
  } catch (error) {
    if (error instanceof Refusal) return { ...error.answer, headers: { ...rateHeaders(world), ...error.answer.headers } };
    throw error;
  }
}

type Route = { method: string; path: RegExp; operation?: XOperation } & (
  | { client: (world: World, incoming: Incoming) => Answer }
  | { handle: (call: Call) => unknown; status?: number }
);

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/2\/oauth2\/token$/, operation: 'token', client: exchange },
  { method: 'POST', path: /^\/2\/oauth2\/revoke$/, operation: 'revoke', client: revoke },
  { method: 'GET', path: /^\/2\/users\/me$/, operation: 'me', handle: readMe },
  { method: 'GET', path: /^\/2\/users\/(\d+)\/tweets$/, operation: 'user_posts', handle: listPosts },
  { method: 'POST', path: /^\/2\/tweets$/, operation: 'create_post', handle: createPost, status: 201 },
  { method: 'GET', path: /^\/2\/tweets\/(\d{1,19})$/, operation: 'read_post', handle: readPost },
  { method: 'DELETE', path: /^\/2\/tweets\/(\d+)$/, operation: 'delete_post', handle: deletePost },
  { method: 'POST', path: /^\/2\/media\/upload$/, operation: 'upload', handle: uploadAtOnce },
  { method: 'POST', path: /^\/2\/media\/upload\/initialize$/, operation: 'upload', handle: initialize },
  { method: 'POST', path: /^\/2\/media\/upload\/(\d+)\/append$/, operation: 'upload', handle: append },
  { method: 'POST', path: /^\/2\/media\/upload\/(\d+)\/finalize$/, operation: 'upload', handle: finalize },
  { method: 'GET', path: /^\/2\/media\/upload$/, operation: 'upload_status', handle: readStatus },
  { method: 'POST', path: /^\/2\/media\/metadata$/, operation: 'metadata', handle: describe },
];

/** Every answer says how much of the window is left (xdocs:x-api/fundamentals/rate-limits, November 2026). */
function rateHeaders(world: World): Record<string, string> {
  const reset = Math.ceil(now(world) / 900_000) * 900;
  return { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '99', 'x-rate-limit-reset': String(reset), 'api-version': '2.167' };
}
