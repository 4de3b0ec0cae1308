import type { ErrorRow } from './error-rows.js';

/** What answers to a change of a live post mean: they are about this post, not about the account (li:marketing/community-management/shares/posts-api, November 2026). */
export const LIVE_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 403,
    kind: 'rejected',
    meaning: 'linkedin.error.mayNotChange',
  },
  { status: 404, kind: 'rejected', meaning: 'linkedin.error.gone' },
  { status: 409, kind: 'transient', meaning: 'linkedin.error.busyWithPost' },
];
