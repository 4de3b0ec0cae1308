/** The permissions Copydesk asks for, and no more (xdocs:fundamentals/authentication/oauth-2-0/authorization-code, November 2026). */
export const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** Says in plain words what was not allowed, and what to do. */
export function missingScopesSentence(missing: readonly Scope[]): string {
  const named = new Intl.ListFormat('en', { type: 'conjunction' }).format(missing.map((scope) => PURPOSES[scope]));
  return `Copydesk was not allowed to ${named}. Connect again and leave every permission on.`;
}

const PURPOSES: Record<Scope, string> = {
  'tweet.read': 'read your posts',
  'tweet.write': 'post for you',
  'users.read': 'see who you are on X',
  'media.write': 'upload pictures',
  'offline.access': 'stay connected',
};
