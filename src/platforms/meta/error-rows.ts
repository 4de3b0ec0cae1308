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
  readonly sentence: string;
  readonly next?: 'poll' | 'restage';
  /** `rate_limited`: how long to wait, in ms, when the answer names no time. */
  readonly retryAfterMs?: number;
  /** `rate_limited`: the posts of the last ms are all that is allowed. */
  readonly rollingMs?: number;
}

const RECONNECT = 'Reconnect the account to go on.';
const BUSY = 'Meta limits how often Copydesk may call. The post goes out when the limit is over.';
const TROUBLE = 'Meta could not answer just now.';
const PERMISSION = 'Meta says that a permission is missing. Reconnect and leave every permission on.';

const COMMON_ERROR_ROWS: readonly ErrorRow[] = [
  { code: -2, kind: 'transient', sentence: TROUBLE },
  { code: -1, kind: 'transient', sentence: TROUBLE },
  { code: 1, kind: 'transient', sentence: TROUBLE },
  { code: 2, kind: 'transient', sentence: TROUBLE },
  {
    code: 3,
    kind: 'rejected',
    sentence: "Copydesk's app at Meta may not do this yet. Ask whoever runs Copydesk to check the app's permissions at Meta.",
  },
  { code: 4, kind: 'rate_limited', sentence: BUSY },
  { code: 17, kind: 'rate_limited', sentence: BUSY },
  {
    code: 32,
    kind: 'rate_limited',
    sentence: 'Facebook limits how often this Page may be called. The post goes out when the limit is over.',
  },
  { code: 341, kind: 'rate_limited', sentence: BUSY },
  { code: 613, kind: 'rate_limited', sentence: BUSY },
  {
    code: 80001,
    kind: 'rate_limited',
    sentence: 'Facebook limits how often this Page may be called. The post goes out when the limit is over.',
  },
  {
    code: 80002,
    kind: 'rate_limited',
    sentence: 'Instagram limits how often this account may be called. The post goes out when the limit is over.',
  },
  { code: 10, kind: 'reauth_needed', sentence: PERMISSION },
  { code: 100, kind: 'rejected', sentence: 'Meta refused a part of this post. Change the text, link or pictures, then send it again.' },
  {
    code: 100,
    subcode: 33,
    kind: 'reauth_needed',
    sentence: 'Copydesk cannot see this account at Meta any more. Reconnect and leave the Page ticked.',
  },
  { code: 102, kind: 'reauth_needed', sentence: `The sign-in at Meta has ended. ${RECONNECT}` },
  { code: 190, kind: 'reauth_needed', sentence: `The sign-in at Meta does not work any more. ${RECONNECT}` },
  { code: 190, subcode: 458, kind: 'reauth_needed', sentence: `Copydesk was removed on Facebook. ${RECONNECT}` },
  {
    code: 190,
    subcode: 459,
    kind: 'reauth_needed',
    sentence: 'Facebook asks the person who connected this account to log in on facebook.com first. Then reconnect the account.',
  },
  { code: 190, subcode: 460, kind: 'reauth_needed', sentence: `The Facebook password was changed. ${RECONNECT}` },
  { code: 190, subcode: 463, kind: 'reauth_needed', sentence: `The sign-in at Meta has expired. ${RECONNECT}` },
  {
    code: 190,
    subcode: 464,
    kind: 'reauth_needed',
    sentence: 'The Facebook account that connected this is not confirmed. Confirm it on facebook.com, then reconnect the account.',
  },
  { code: 190, subcode: 467, kind: 'reauth_needed', sentence: `The sign-in at Meta is not valid any more. ${RECONNECT}` },
  {
    code: 190,
    subcode: 490,
    kind: 'reauth_needed',
    sentence: 'Facebook asks the person who connected this account to confirm something on facebook.com. Then reconnect the account.',
  },
  {
    code: 190,
    subcode: 492,
    kind: 'reauth_needed',
    sentence: 'The person who connected this account has no role on the Page any more. Someone who has one must reconnect it.',
  },
  { code: 200, codeTo: 299, kind: 'reauth_needed', sentence: PERMISSION },
  {
    status: 403,
    code: 200,
    kind: 'reauth_needed',
    sentence:
      'Meta does not let this person publish here. Ask the admin of the Page for full access, then reconnect and leave every permission on.',
  },
  {
    code: 368,
    kind: 'rejected',
    sentence: 'Meta has blocked this for a while because of its policies. Look at the account on facebook.com before you retry.',
  },
];

/** Every code Copydesk knows (meta:graph-api/guides/error-handling, meta:instagram-platform/instagram-graph-api/reference/error-codes, postiz, November 2026). */
export const META_ERROR_ROWS: readonly ErrorRow[] = [...COMMON_ERROR_ROWS, ...PAGE_ERROR_ROWS, ...INSTAGRAM_ERROR_ROWS];
