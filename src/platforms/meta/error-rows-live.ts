import type { ErrorRow } from './error-rows.js';

const NOT_OURS =
  'Facebook does not let Copydesk change this post: it lets an app change only what the app posted itself, and only for people who may post on the Page. Change it on Facebook.';

/** What codes mean in answer to a change of a live post: they are about this post, not about the account (meta:pages-api/posts, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  { code: 10, kind: 'rejected', sentence: NOT_OURS },
  { code: 100, kind: 'rejected', sentence: 'Facebook did not take the new text. Change the text, then send it for review again.' },
  { code: 100, subcode: 33, kind: 'rejected', sentence: 'It is not on Facebook any more.' },
  { code: 200, codeTo: 299, kind: 'rejected', sentence: NOT_OURS },
  { code: 506, kind: 'rejected', sentence: 'Facebook says that another post has the same words already.' },
];
