import { listOf, type Meaning, say } from '../../language/index.js';

/** The permissions Copydesk asks for, and no more (xdocs:fundamentals/authentication/oauth-2-0/authorization-code, November 2026). */
export const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** Says in plain words what was not allowed, and what to do. */
export function missingScopesSentence(missing: readonly Scope[]): string {
  return say('scope.missing', { purposes: listOf(missing.map((scope) => say(PURPOSES[scope]))) });
}

const PURPOSES = {
  'tweet.read': 'scope.x.readPosts',
  'tweet.write': 'scope.x.post',
  'users.read': 'scope.x.seePerson',
  'media.write': 'scope.x.upload',
  'offline.access': 'scope.x.stayConnected',
} as const satisfies Record<Scope, Meaning>;
