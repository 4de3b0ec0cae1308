import { listOf, type Meaning, say } from '../../language/index.js';

/** The permissions Copydesk asks for, and no more (meta:permissions, November 2026). */
export const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'instagram_basic',
  'instagram_content_publish',
] as const;

/** What first comments need beside, as the Page and as its Instagram account; declining them leaves posting as it is (meta:permissions, November 2026). */
export const COMMENT_SCOPES = { facebook: 'pages_manage_engagement', instagram: 'instagram_manage_comments' } as const;

/** What deleting on Instagram needs beside; declining it leaves posting as it is (meta:permissions, November 2026). */
export const DELETION_SCOPE = 'instagram_manage_contents';

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** Says in plain words what the person did not allow, and what to do. */
export function missingScopesSentence(missing: readonly Scope[]): string {
  return say('scope.missing', { purposes: listOf(missing.map((scope) => say(PURPOSES[scope]))) });
}

const PURPOSES = {
  pages_show_list: 'scope.meta.seePages',
  pages_read_engagement: 'scope.meta.readPages',
  pages_manage_posts: 'scope.meta.postAsPages',
  instagram_basic: 'scope.meta.seeInstagram',
  instagram_content_publish: 'scope.meta.postOnInstagram',
} as const satisfies Record<Scope, Meaning>;
