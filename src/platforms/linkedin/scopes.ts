import { listOf, type Meaning, say } from '../../language/index.js';

/** What a person's own profile needs (li:shared/authentication, November 2026). */
const PROFILE_SCOPES = ['openid', 'profile', 'w_member_social'] as const;

/** What pages need beside: to find them, to post on them, and to look there after an unknown outcome. */
const PAGE_SCOPES = ['r_organization_admin', 'w_organization_social', 'r_organization_social'] as const;

/**
 * What first comments need beside, for a person, for pages, and to look for a page's comment after an unknown outcome; only apps with the Community
 * Management product have them (li:marketing/community-management/shares/comments-api, November 2026).
 */
export const COMMENT_SCOPES = {
  person: 'w_member_social_feed',
  page: 'w_organization_social_feed',
  read: 'r_organization_social_feed',
} as const;

/** A permission Copydesk asks for. */
export type Scope = (typeof PROFILE_SCOPES)[number] | (typeof PAGE_SCOPES)[number];

/**
 * The permissions to ask for, and no more; those for pages only where the app has them, because LinkedIn refuses the whole consent otherwise. Asking
 * for another set later ends every older sign-in of the person (li:shared/authentication/authorization-code-flow, November 2026).
 */
export function scopesFor(organizations: boolean): readonly Scope[] {
  return organizations ? [...PROFILE_SCOPES, ...PAGE_SCOPES] : PROFILE_SCOPES;
}

/** Says in plain words what was not allowed, and what to do. */
export function missingScopesSentence(missing: readonly Scope[]): string {
  const purposes = new Set(missing.map((scope) => say(PURPOSES[scope])));
  return say('linkedin.scopesMissing', { purposes: listOf(purposes) });
}

const PURPOSES = {
  openid: 'scope.linkedin.seePerson',
  profile: 'scope.linkedin.seePerson',
  w_member_social: 'scope.linkedin.postAsPerson',
  r_organization_admin: 'scope.linkedin.seePages',
  w_organization_social: 'scope.linkedin.postAsPages',
  r_organization_social: 'scope.linkedin.readPages',
} as const satisfies Record<Scope, Meaning>;
