/** Every collection whose documents belong to a workspace, named by their field `workspace`. A test holds it against what the database has. */
export const WORKSPACE_COLLECTIONS = [
  'brands',
  'library',
  'signatures',
  'drafts',
  'posts',
  'revisions',
  'decisions',
  'publications',
  'lanes',
  'quotas',
  'cards',
  'notices',
  'noticePlaces',
  'noticeSettings',
  'homes',
  'history',
  'assets',
  'renditions',
  'mediaLinks',
  'accounts',
  'grants',
  'pendingChoices',
  'tickets',
  'slackEvents',
  'installations',
] as const;

/** Collections without a workspace: what is due on this server, consents and deletions that no workspace is known of. */
export const SHARED_COLLECTIONS = ['chores', 'deletions', 'installStates'] as const;

/** What an export holds, in this order. */
export const EXPORTED_COLLECTIONS = [
  'brands',
  'library',
  'signatures',
  'accounts',
  'posts',
  'revisions',
  'decisions',
  'publications',
  'history',
] as const;
