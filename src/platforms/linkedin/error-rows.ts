import type { PlatformErrorKind } from '../errors.js';

/** What one of LinkedIn's answers means, by its status and, where that is not enough, its code. */
export interface ErrorRow {
  readonly status: number;
  /** Absent in the row for every other code of that status. */
  readonly code?: string;
  /** `transient` becomes `unknown_outcome` when it answers the irreversible request, unless `next` says that nothing was made. */
  readonly kind: Exclude<PlatformErrorKind, 'unknown_outcome'>;
  readonly sentence: string;
  readonly next?: 'restage';
}

const RECONNECT = 'Reconnect the account to go on.';
const FIELDS = 'LinkedIn did not take something in the post. Change the text, the link or the pictures, then send it again.';
const TOO_OLD = "Copydesk is too old for LinkedIn's interface. Ask whoever runs Copydesk to update it, then retry.";
const LOST_UPLOAD = 'LinkedIn does not have the prepared files any more.';

/**
 * Every answer Copydesk knows (li:marketing/community-management/shares/posts-api, li:shared/authentication/token-introspection, li:marketing/versioning,
 * November 2026). The codes of 422 and of a missing version are seen in the field (Arisamiga/Linkedin-RSS issue 5).
 */
export const LINKEDIN_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 400,
    code: 'INVALID_URN_ID',
    kind: 'rejected',
    sentence: `LinkedIn does not know this account or a mention in the text. ${RECONNECT}`,
  },
  {
    status: 400,
    code: 'INVALID_URN_TYPE',
    kind: 'rejected',
    sentence: 'LinkedIn does not know one of the mentions. Pick it again or take it out.',
  },
  {
    status: 400,
    code: 'FIELD_LENGTH_TOO_LONG',
    kind: 'invalid_content',
    sentence: 'LinkedIn says that a text is too long. Shorten it, then send the post again.',
  },
  { status: 400, code: 'INVALID_VALUE_FOR_FIELD', kind: 'invalid_content', sentence: FIELDS },
  { status: 400, code: 'MISSING_FIELD', kind: 'invalid_content', sentence: FIELDS },
  {
    status: 400,
    code: 'MEDIA_ASSET_PROCESSING_FAILED',
    kind: 'invalid_content',
    sentence: 'LinkedIn could not read one of the files. Choose another one.',
  },
  { status: 400, code: 'MEDIA_ASSET_WAITING_UPLOAD', kind: 'transient', next: 'restage', sentence: LOST_UPLOAD },
  { status: 400, code: 'EXPIRED_UPLOAD_URL', kind: 'transient', next: 'restage', sentence: LOST_UPLOAD },
  { status: 400, code: 'VERSION_MISSING', kind: 'rejected', sentence: TOO_OLD },
  { status: 401, kind: 'reauth_needed', sentence: `LinkedIn does not accept the sign-in of this account. ${RECONNECT}` },
  { status: 401, code: 'EXPIRED_ACCESS_TOKEN', kind: 'reauth_needed', sentence: `The sign-in at LinkedIn has expired. ${RECONNECT}` },
  {
    status: 401,
    code: 'REVOKED_ACCESS_TOKEN',
    kind: 'reauth_needed',
    sentence: `Someone took back Copydesk's access at LinkedIn. ${RECONNECT}`,
  },
  {
    status: 401,
    code: 'EMPTY_ACCESS_TOKEN',
    kind: 'reauth_needed',
    sentence: `Copydesk has no sign-in for this account any more. ${RECONNECT}`,
  },
  {
    status: 403,
    kind: 'reauth_needed',
    sentence: 'LinkedIn does not let this person do that. Check their role on the page, then reconnect and allow everything.',
  },
  { status: 404, kind: 'rejected', sentence: 'LinkedIn does not know what was asked for. Look at the account on LinkedIn, then retry.' },
  {
    status: 409,
    kind: 'rejected',
    sentence: 'LinkedIn was changing the same thing just now. Look at the account on LinkedIn, then retry.',
  },
  { status: 422, code: 'DUPLICATE_POST', kind: 'duplicate', sentence: 'LinkedIn says that the same post is there already.' },
  { status: 422, kind: 'invalid_content', sentence: FIELDS },
  { status: 426, kind: 'rejected', sentence: TOO_OLD },
  { status: 429, kind: 'rate_limited', sentence: 'LinkedIn takes no more requests today. The post goes out after midnight UTC.' },
];
