import type { PlatformErrorKind } from '../errors.js';

/** What one of X's answers means: it fits when everything it names is so. */
export interface ErrorRow {
  readonly status?: number;
  /** The last segment of the problem's `type`. */
  readonly type?: string;
  /** The problem's whole `detail`: X has no code for these. */
  readonly detail?: string;
  /** The code of the older shape, `{"errors":[{"code"}]}`. */
  readonly code?: number;
  /** A parameter that the problem blames. */
  readonly parameter?: string;
  /** A refusal: with a status of 500 and above nothing is known, whatever is said. */
  readonly kind: Exclude<PlatformErrorKind, 'transient' | 'unknown_outcome'>;
  readonly sentence: string;
  /** `rate_limited`: how long to wait, in ms, when the answer names no time. */
  readonly retryAfterMs?: number;
}

const BUSY = 'X limits how often this account may be used. The post goes out when the limit is over.';
const DAILY = 'This account has used up what X allows in 24 hours. The post goes out when X takes posts again.';
const RECONNECT = 'X does not accept the access to this account any more. Reconnect the account to go on.';
const CHANGE = 'X refused a part of this post. Change the text or the pictures, then send it again.';
const PICTURES = 'X did not take the pictures of this post. Replace them, then send it again.';
const ALREADY = 'X says that this account has posted the same words already. Change the text to post it again.';
const NOT_ALLOWED = 'X does not allow this account to post this. Look at the account on X, then change the text or retry.';
const APP = "X does not let Copydesk's app do this. Ask whoever runs Copydesk to check the app's access and permissions at X.";
const CREDITS = 'Copydesk has no credits left at X, so nothing was posted. Ask whoever runs Copydesk to add credits, then retry.';
const CAPPED = 'Copydesk has reached its spending limit at X. Ask whoever runs Copydesk to raise it, then retry.';
const PARENT_GONE = 'The part of the thread before this one is not on X any more, so the thread cannot go on.';

/**
 * Problems: xdocs:x-api/fundamentals/response-codes-and-errors; 402 and the details of 403: field reports; the codes: Twitter's response codes of
 * API 1.1, which X still sends in places. November 2026.
 */
export const X_ERROR_ROWS: readonly ErrorRow[] = [
  { status: 400, kind: 'invalid_content', sentence: CHANGE },
  { status: 400, parameter: 'media.media_ids', kind: 'invalid_content', sentence: PICTURES },
  { status: 401, kind: 'reauth_needed', sentence: RECONNECT },
  { status: 402, kind: 'rejected', sentence: CREDITS },
  { status: 403, kind: 'rejected', sentence: NOT_ALLOWED },
  { status: 403, type: 'client-forbidden', kind: 'rejected', sentence: APP },
  { status: 403, type: 'unsupported-authentication', kind: 'reauth_needed', sentence: RECONNECT },
  { status: 403, detail: 'You are not allowed to create a Tweet with duplicate content.', kind: 'duplicate', sentence: ALREADY },
  { status: 403, detail: 'You are not allowed to create a Post with duplicate content.', kind: 'duplicate', sentence: ALREADY },
  {
    status: 403,
    detail: 'You attempted to reply to a Tweet that is deleted or not visible to you.',
    kind: 'rejected',
    sentence: PARENT_GONE,
  },
  { status: 404, kind: 'rejected', sentence: 'X does not have this any more. It may be deleted already; look at the account.' },
  { status: 413, kind: 'invalid_content', sentence: 'A picture is too large for X. Choose a smaller one.' },
  { status: 429, kind: 'rate_limited', sentence: BUSY },
  { status: 429, type: 'usage-capped', kind: 'rejected', sentence: CAPPED },
  { code: 32, kind: 'reauth_needed', sentence: RECONNECT },
  { code: 64, kind: 'rejected', sentence: 'X has suspended this account. Settle that at X, then retry.' },
  { code: 88, kind: 'rate_limited', sentence: BUSY },
  { code: 89, kind: 'reauth_needed', sentence: RECONNECT },
  { code: 185, kind: 'rate_limited', sentence: DAILY, retryAfterMs: 3_600_000 },
  { code: 186, kind: 'invalid_content', sentence: 'The text is too long for X. Shorten it, then send it again.' },
  { code: 187, kind: 'duplicate', sentence: ALREADY },
  { code: 226, kind: 'rejected', sentence: 'X took this for an automated post. Change the text, or post it on X yourself.' },
  { code: 261, kind: 'rejected', sentence: APP },
  { code: 324, kind: 'invalid_content', sentence: PICTURES },
  { code: 325, kind: 'invalid_content', sentence: PICTURES },
  { code: 326, kind: 'rejected', sentence: 'X has locked this account. Unlock it on X, then retry.' },
  { code: 385, kind: 'rejected', sentence: PARENT_GONE },
];

/** What is said of each limit that can be used up. */
export const LIMIT_SENTENCES = {
  short: BUSY,
  daily: DAILY,
  'app daily': 'Copydesk has used up what X allows all its accounts in 24 hours. The post goes out when X takes posts again.',
} as const;
