import type { Meaning } from '../../language/index.js';
import type { PlatformErrorKind } from '../errors.js';
import { INSTAGRAM_ERROR_ROWS } from './error-rows-instagram.js';
import { PAGE_ERROR_ROWS } from './error-rows-page.js';

/** What one of Meta's codes means. */
export interface ErrorRow {
  readonly status?: number;
  /** Absent where the subcode is known and its code is not; such a number may also stand in the place of the code. */
  readonly code?: number;
  /** The end of a range that begins at `code`. */
  readonly codeTo?: number;
  readonly subcode?: number;
  /** `transient` becomes `unknown_outcome` when it answers the irreversible request, unless `next` says that nothing was made. */
  readonly kind: Exclude<PlatformErrorKind, 'unknown_outcome'>;
  /** What is said of it, a message without arguments. */
  readonly meaning: Extract<Meaning, `${'meta' | 'facebook' | 'instagram'}.error.${string}`>;
  readonly next?: 'poll' | 'restage';
  /** `rate_limited`: how long to wait, in ms, when the answer names no time. */
  readonly retryAfterMs?: number;
  /** `rate_limited`: the posts of the last ms are all that is allowed. */
  readonly rollingMs?: number;
}

const COMMON_ERROR_ROWS: readonly ErrorRow[] = [
  { code: -2, kind: 'transient', meaning: 'meta.error.noAnswer' },
  { code: -1, kind: 'transient', meaning: 'meta.error.noAnswer' },
  { code: 1, kind: 'transient', meaning: 'meta.error.noAnswer' },
  { code: 2, kind: 'transient', meaning: 'meta.error.noAnswer' },
  {
    code: 3,
    kind: 'rejected',
    meaning: 'meta.error.app',
  },
  { code: 4, kind: 'rate_limited', meaning: 'meta.error.limit' },
  { code: 17, kind: 'rate_limited', meaning: 'meta.error.limit' },
  {
    code: 32,
    kind: 'rate_limited',
    meaning: 'facebook.error.limit',
  },
  { code: 341, kind: 'rate_limited', meaning: 'meta.error.limit' },
  { code: 613, kind: 'rate_limited', meaning: 'meta.error.limit' },
  {
    code: 80001,
    kind: 'rate_limited',
    meaning: 'facebook.error.limit',
  },
  {
    code: 80002,
    kind: 'rate_limited',
    meaning: 'instagram.error.limit',
  },
  { code: 10, kind: 'reauth_needed', meaning: 'meta.error.permission' },
  { code: 100, kind: 'rejected', meaning: 'meta.error.part' },
  {
    code: 100,
    subcode: 33,
    kind: 'reauth_needed',
    meaning: 'meta.error.accountGone',
  },
  { code: 102, kind: 'reauth_needed', meaning: 'meta.error.signInEnded' },
  { code: 190, kind: 'reauth_needed', meaning: 'meta.error.signInRefused' },
  { code: 190, subcode: 458, kind: 'reauth_needed', meaning: 'meta.error.appRemoved' },
  {
    code: 190,
    subcode: 459,
    kind: 'reauth_needed',
    meaning: 'meta.error.logInFirst',
  },
  { code: 190, subcode: 460, kind: 'reauth_needed', meaning: 'meta.error.passwordChanged' },
  { code: 190, subcode: 463, kind: 'reauth_needed', meaning: 'meta.error.signInExpired' },
  {
    code: 190,
    subcode: 464,
    kind: 'reauth_needed',
    meaning: 'meta.error.personNotConfirmed',
  },
  { code: 190, subcode: 467, kind: 'reauth_needed', meaning: 'meta.error.signInInvalid' },
  {
    code: 190,
    subcode: 490,
    kind: 'reauth_needed',
    meaning: 'meta.error.confirmFirst',
  },
  {
    code: 190,
    subcode: 492,
    kind: 'reauth_needed',
    meaning: 'meta.error.noRole',
  },
  { code: 200, codeTo: 299, kind: 'reauth_needed', meaning: 'meta.error.permission' },
  {
    status: 403,
    code: 200,
    kind: 'reauth_needed',
    meaning: 'meta.error.notAllowed',
  },
  {
    code: 368,
    kind: 'rejected',
    meaning: 'meta.error.blocked',
  },
];

/** Every code Copydesk knows (meta:graph-api/guides/error-handling, meta:instagram-platform/instagram-graph-api/reference/error-codes, postiz, November 2026). */
export const META_ERROR_ROWS: readonly ErrorRow[] = [...COMMON_ERROR_ROWS, ...PAGE_ERROR_ROWS, ...INSTAGRAM_ERROR_ROWS];
