import type { Incoming } from './incoming.js';
import { refuse, refuseForbidden } from './problems.js';
import type { XPerson } from './types.js';
import { now, personOf, type World } from './world.js';

/** A call to the API by an account, its token checked. */
export interface Call {
  world: World;
  incoming: Incoming;
  /** The id in the path, empty where it has none. */
  id: string;
  person: XPerson;
  scopes: readonly string[];
}

/** The account behind a Bearer token that is alive; refuses any other with 401. */
export function authenticate(world: World, incoming: Incoming, id: string): Call {
  const token = world.accessTokens.get(/^Bearer (.+)$/.exec(incoming.authorization)?.[1] ?? '');
  if (token === undefined || token.expiresAt <= now(world)) refuse({ status: 401, title: 'Unauthorized', detail: 'Unauthorized' });
  return { world, incoming, id, person: personOf(world, token.session.personId), scopes: token.session.scopes };
}

/** Refuses a call whose consent lacks one of these permissions. */
export function needScopes(call: Call, ...scopes: string[]): void {
  if (scopes.some((scope) => !call.scopes.includes(scope))) refuseForbidden();
}
