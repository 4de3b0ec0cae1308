import type { ErrorRow } from './error-rows.js';

/** What codes mean in answer to a change of a live post of a Page: they are about this post, not about the account (meta:pages-api/posts, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  { code: 10, kind: 'rejected', meaning: 'facebook.error.notOurs' },
  { code: 100, kind: 'rejected', meaning: 'facebook.error.newText' },
  { code: 100, subcode: 33, kind: 'rejected', meaning: 'facebook.error.gone' },
  { code: 200, codeTo: 299, kind: 'rejected', meaning: 'facebook.error.notOurs' },
  { code: 506, kind: 'rejected', meaning: 'facebook.error.sameWords' },
];

/** The same of a deletion on Instagram (meta:instagram-platform/instagram-graph-api/reference/ig-media, November 2026). */
export const INSTAGRAM_LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  { code: 10, kind: 'rejected', meaning: 'instagram.error.mayNotDelete' },
  { code: 100, subcode: 33, kind: 'rejected', meaning: 'instagram.error.deleteNotAllowed' },
  { code: 200, codeTo: 299, kind: 'rejected', meaning: 'instagram.error.mayNotDelete' },
];
