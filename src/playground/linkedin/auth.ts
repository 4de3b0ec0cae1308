import type { Incoming } from './call.js';
import { refuse, refuseAccess, refuseValue } from './errors.js';
import { mayPost, now, personOf, stateOf, type Token, urnOf, type World } from './world.js';

/** The only version served (li:marketing/versioning, November 2026). */
export const LINKEDIN_VERSION = '202609';

/** Refuses a call whose headers are not those of the versioned API. */
export function checkHeaders({ headers }: Incoming): void {
  const version = headers['linkedin-version'];
  if (version === undefined)
    refuseValue('VERSION_MISSING', 'A version must be present. Please specify a version by adding the LinkedIn-Version header.');
  if (version !== LINKEDIN_VERSION)
    refuse({ status: 426, code: 'NONEXISTENT_VERSION', message: `Requested version ${String(version)} is not active` });
  if (headers['x-restli-protocol-version'] !== '2.0.0') refuseValue('INVALID_REQUEST', 'X-Restli-Protocol-Version must be 2.0.0');
}

/** The living token behind a Bearer value; refuses any other with 401. */
export function liveToken(world: World, value: string | undefined): Token {
  if (value === undefined)
    refuse({ status: 401, serviceErrorCode: 65604, code: 'EMPTY_ACCESS_TOKEN', message: 'Empty oauth2 access token' });
  const token = world.tokens.get(value);
  if (token === undefined || token.kind !== 'access')
    refuse({ status: 401, serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN', message: 'Invalid access token' });
  const state = stateOf(world, token);
  if (state === 'expired')
    refuse({ status: 401, serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN', message: 'The token used in the request has expired' });
  if (state === 'revoked')
    refuse({
      status: 401,
      serviceErrorCode: 65601,
      code: 'REVOKED_ACCESS_TOKEN',
      message: 'The token used in the request has been revoked by the user',
    });
  return token;
}

/** Counts the call, and refuses it once the person's day is used up (li:shared/api-guide/concepts/rate-limits, November 2026). */
export function countCall(world: World, { personId }: Token, resource: string): void {
  const day = `${personId} ${new Date(now(world)).toISOString().slice(0, 10)}`;
  const calls = (world.calls.get(day) ?? 0) + 1;
  world.calls.set(day, calls);
  if (calls > world.dailyLimit) {
    const message = `Resource level throttle MEMBER DAY limit for calls to this resource is reached: ${resource}`;
    refuse({ status: 429, serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS', message });
  }
}

/** Refuses a call that lacks every one of these scopes. */
export function needScope({ scopes }: Token, oneOf: readonly string[], resource: string): void {
  if (!oneOf.some((scope) => scopes.includes(scope))) refuseAccess(resource);
}

/** Refuses to act as an author that the token does not reach: the person with `w_member_social`, or a page they may post on. */
export function needAuthor(world: World, token: Token, author: string, resource: string): void {
  if (!/^urn:li:(person|organization):[\w-]+$/.test(author)) refuseValue('INVALID_URN_TYPE', `Invalid URN ${author}`);
  if (author.startsWith('urn:li:person:')) {
    needScope(token, ['w_member_social'], resource);
    if (author !== urnOf(personOf(world, token.personId))) refuseAccess(resource);
    return;
  }
  needScope(token, ['w_organization_social'], resource);
  if (!mayPost(world, token.personId, author)) refuseAccess(resource);
}

/** Refuses to read an author's posts: a page's need its scope and a role, a person's nobody may read. */
export function needReader(world: World, token: Token, author: string, resource: string): void {
  if (author.startsWith('urn:li:person:')) refuseAccess(resource);
  needScope(token, ['r_organization_social'], resource);
  if (world.roles.get(token.personId)?.has(author) !== true) refuseAccess(resource);
}

/** Refuses to comment as an actor that the token does not reach, as {@link needAuthor} does, by the scopes of the comments API. */
export function needCommenter(world: World, token: Token, actor: string, resource: string): void {
  const isPerson = actor.startsWith('urn:li:person:');
  needScope(token, [isPerson ? 'w_member_social_feed' : 'w_organization_social_feed'], resource);
  const reached = isPerson ? actor === urnOf(personOf(world, token.personId)) : mayPost(world, token.personId, actor);
  if (!reached) refuseAccess(resource);
}

/** Refuses to read the comments of a person's post, and of a page's without its scope and a role. */
export function needCommentReader(world: World, token: Token, author: string, resource: string): void {
  if (author.startsWith('urn:li:person:')) refuseAccess(resource);
  needScope(token, ['r_organization_social_feed'], resource);
  if (world.roles.get(token.personId)?.has(author) !== true) refuseAccess(resource);
}
