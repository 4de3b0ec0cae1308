import type { ErrorRow } from './error-rows.js';

/** What answers to a change of a live post mean: they are about this post, not about the account (li:marketing/community-management/shares/posts-api, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 403,
    kind: 'rejected',
    sentence: 'LinkedIn does not let this person change this post. Check their role on the page, or change it on LinkedIn.',
  },
  { status: 404, kind: 'rejected', sentence: 'It is not on LinkedIn any more.' },
  { status: 409, kind: 'transient', sentence: 'LinkedIn was changing the same post just now.' },
];
