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

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** Says in plain words what the person did not allow, and what to do. */
export function missingScopesSentence(missing: readonly Scope[]): string {
  const named = new Intl.ListFormat('en', { type: 'conjunction' }).format(missing.map((scope) => PURPOSES[scope]));
  return `Copydesk was not allowed to ${named}. Connect again and leave every permission on.`;
}

const PURPOSES: Record<Scope, string> = {
  pages_show_list: 'see the list of your Pages',
  pages_read_engagement: 'read what your Pages have posted',
  pages_manage_posts: 'post on your Pages',
  instagram_basic: 'see your Instagram accounts',
  instagram_content_publish: 'post on Instagram',
};
