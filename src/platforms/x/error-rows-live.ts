import type { ErrorRow } from './error-rows.js';

/** What answers to the deletion of a post mean (xdocs:x-api/posts/delete-post, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 402,
    kind: 'rejected',
    sentence: 'Copydesk has no credits left at X, so nothing was deleted. Ask whoever runs Copydesk to add credits, then try again.',
  },
  {
    status: 403,
    kind: 'rejected',
    sentence: 'X does not let this account delete this post. Look at the account on X, or delete it there.',
  },
];
