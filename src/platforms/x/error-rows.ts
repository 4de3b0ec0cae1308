import type { Meaning } from '../../language/index.js';
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
  /** What is said of it, a message without arguments. */
  readonly meaning: Extract<Meaning, `x.error.${string}`>;
  /** `rate_limited`: how long to wait, in ms, when the answer names no time. */
  readonly retryAfterMs?: number;
}

/**
 * Problems: xdocs:x-api/fundamentals/response-codes-and-errors; 402 and the details of 403: field reports; the codes: Twitter's response codes of
 * API 1.1, which X still sends in places. November 2026.
 */
export const X_ERROR_ROWS: readonly ErrorRow[] = [
  { status: 400, kind: 'invalid_content', meaning: 'x.error.part' },
  { status: 400, parameter: 'media.media_ids', kind: 'invalid_content', meaning: 'x.error.pictures' },
  { status: 401, kind: 'reauth_needed', meaning: 'x.error.signInRefused' },
  { status: 402, kind: 'rejected', meaning: 'x.error.credits' },
  { status: 403, kind: 'rejected', meaning: 'x.error.notAllowed' },
  { status: 403, type: 'client-forbidden', kind: 'rejected', meaning: 'x.error.app' },
  { status: 403, type: 'unsupported-authentication', kind: 'reauth_needed', meaning: 'x.error.signInRefused' },
  { status: 403, detail: 'You are not allowed to create a Tweet with duplicate content.', kind: 'duplicate', meaning: 'x.error.duplicate' },
  { status: 403, detail: 'You are not allowed to create a Post with duplicate content.', kind: 'duplicate', meaning: 'x.error.duplicate' },
  {
    status: 403,
    detail: 'You attempted to reply to a Tweet that is deleted or not visible to you.',
    kind: 'rejected',
    meaning: 'x.error.parentGone',
  },
  { status: 404, kind: 'rejected', meaning: 'x.error.gone' },
  { status: 413, kind: 'invalid_content', meaning: 'x.error.pictureTooLarge' },
  { status: 429, kind: 'rate_limited', meaning: 'x.error.limit' },
  { status: 429, type: 'usage-capped', kind: 'rejected', meaning: 'x.error.spendingLimit' },
  { code: 32, kind: 'reauth_needed', meaning: 'x.error.signInRefused' },
  { code: 64, kind: 'rejected', meaning: 'x.error.suspended' },
  { code: 88, kind: 'rate_limited', meaning: 'x.error.limit' },
  { code: 89, kind: 'reauth_needed', meaning: 'x.error.signInRefused' },
  { code: 185, kind: 'rate_limited', meaning: 'x.error.dailyLimit', retryAfterMs: 3_600_000 },
  { code: 186, kind: 'invalid_content', meaning: 'x.error.textTooLong' },
  { code: 187, kind: 'duplicate', meaning: 'x.error.duplicate' },
  { code: 226, kind: 'rejected', meaning: 'x.error.automated' },
  { code: 261, kind: 'rejected', meaning: 'x.error.app' },
  { code: 324, kind: 'invalid_content', meaning: 'x.error.pictures' },
  { code: 325, kind: 'invalid_content', meaning: 'x.error.pictures' },
  { code: 326, kind: 'rejected', meaning: 'x.error.locked' },
  { code: 385, kind: 'rejected', meaning: 'x.error.parentGone' },
];

/** What is said of each limit that can be used up. */
export const LIMIT_MEANINGS = {
  short: 'x.error.limit',
  daily: 'x.error.dailyLimit',
  'app daily': 'x.error.appDailyLimit',
} as const;
