import { type Answer, jsonAnswer } from './answer.js';
import { checkProof, liveToken } from './auth.js';
import type { Incoming } from './call.js';
import { errorEnvelope, GraphRefusal, refuse, refuseObject } from './errors.js';
import { debugToken, exchange } from './oauth.js';
import { nodeOf, type Route, routeOf } from './routes.js';
import type { MetaOperation } from './types.js';
import type { Token, World } from './world.js';

/** The only Graph API version served (meta:graph-api/changelog, November 2026). */
export const GRAPH_VERSION = 'v26.0';

/** What a request is about, known before anything is checked. */
export interface Target {
  segments: string[];
  /** The node's id, `me` replaced; empty for a path without one. */
  id: string;
  route: Route | undefined;
  operation: MetaOperation | undefined;
  accountId: string | undefined;
}

/** Finds out what a request is about. Never throws. */
export function targetOf(world: World, incoming: Incoming): Target {
  const segments = incoming.url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .slice(1);
  const [first = '', edge] = segments;
  if (first === 'oauth') return { segments, id: '', route: undefined, operation: 'token', accountId: undefined };
  const id = first === 'me' ? meant(world, incoming.bearer) : first;
  const node = first === 'me' && id === '' ? { kind: 'person' as const } : nodeOf(world, id);
  const route = routeOf(incoming.method, node.kind, edge);
  return { segments, id, route, operation: route?.operation, accountId: 'accountId' in node ? node.accountId : undefined };
}

/** Answers a Graph call, refusals included. What is neither an answer nor a refusal is a fault of this stand-in and is thrown on. */
export async function answerGraph(world: World, incoming: Incoming, target: Target): Promise<Answer> {
  try {
    checkForm(incoming);
    return jsonAnswer(200, await handled(world, incoming, target), { ...USAGE, ...usageOf(world, target.accountId) });
  } catch (error) {
    if (error instanceof GraphRefusal) return refusalAnswer(error);
    throw error;
  }
}

/** The answer a refusal becomes. */
export function refusalAnswer({ fields }: GraphRefusal): Answer {
  const answer = jsonAnswer(fields.status ?? 400, errorEnvelope(fields), { ...USAGE, ...fields.headers });
  return { ...answer, code: fields.code, ...(fields.subcode === undefined ? {} : { subcode: fields.subcode }) };
}

const USAGE = {
  'facebook-api-version': GRAPH_VERSION,
  'x-app-usage': JSON.stringify({ call_count: 1, total_time: 1, total_cputime: 1 }),
};

/** Meta answers with it once an account has some use to speak of (meta:graph-api/overview/rate-limiting, November 2026). */
function usageOf(world: World, accountId: string | undefined): Record<string, string> {
  const percent = world.usage.get(accountId ?? '');
  if (accountId === undefined || percent === undefined) return {};
  const use = { type: 'pages', call_count: percent, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 };
  return { 'x-business-use-case-usage': JSON.stringify({ [accountId]: [use] }) };
}

/** Query parameters that v26.0 removed, for every version since 27 October 2026 (meta:graph-api/changelog, November 2026). */
const RETIRED = ['pretty', 'debug', 'date_format', 'ids'];

function meant(world: World, bearer: string | undefined): string {
  const token = world.tokens.get(bearer ?? '');
  return token?.pageId ?? world.people.find((person) => person.id === token?.personId)?.userId ?? '';
}

function checkForm(incoming: Incoming): void {
  const { pathname, searchParams } = incoming.url;
  if (!pathname.startsWith(`/${GRAPH_VERSION}/`))
    refuse({ code: 2500, message: `Unknown path components: ${pathname}. This Graph API is ${GRAPH_VERSION}` });
  const retired = RETIRED.filter((name) => searchParams.has(name));
  if (retired.length > 0) refuse({ code: 100, message: `(#100) Parameters removed in ${GRAPH_VERSION}: ${retired.join(', ')}` });
  if (searchParams.has('access_token') || incoming.body.has('access_token')) {
    refuse({
      code: 100,
      message: '(#100) This stand-in takes a token in the Authorization header only, so that none enters a URL or a log',
    });
  }
}

async function handled(world: World, incoming: Incoming, target: Target): Promise<unknown> {
  const path = target.segments.join('/');
  if (path === 'oauth/access_token' && ['GET', 'POST'].includes(incoming.method)) return exchange(world, incoming);
  if (path === 'debug_token' && (incoming.method === 'GET' || incoming.body.get('method') === 'get')) return debugToken(world, incoming);
  const params = new Map([...incoming.url.searchParams, ...incoming.body]);
  const token = checkedToken(world, incoming, params);
  const { route, segments, id } = target;
  if (route === undefined) return refuseObject(incoming.method, id || path);
  const rest = segments[2];
  if (rest !== undefined && segments[1] !== 'permissions')
    refuse({ code: 2500, message: `Unknown path components: /${segments.slice(2).join('/')}` });
  return await route.handle({
    world,
    method: incoming.method,
    id,
    rest,
    path: incoming.url.pathname,
    params,
    files: incoming.files,
    token,
  });
}

function checkedToken(world: World, incoming: Incoming, params: Map<string, string>): Token {
  if (incoming.bearer === undefined) {
    if (incoming.url.pathname.split('/')[2] === 'me') {
      refuse({ code: 2500, message: 'An active access token must be used to query information about the current user.' });
    }
    refuse({ code: 104, message: 'An access token is required to request this resource.' });
  }
  checkProof(world, incoming.bearer, params.get('appsecret_proof'));
  return liveToken(world, incoming.bearer);
}
