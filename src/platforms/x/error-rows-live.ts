import type { ErrorRow } from './error-rows.js';

/** What answers to the deletion of a post mean (xdocs:x-api/posts/delete-post, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 402,
    kind: 'rejected',
    meaning: 'x.error.deleteCredits',
  },
  {
    status: 403,
    kind: 'rejected',
    meaning: 'x.error.deleteNotAllowed',
  },
];
