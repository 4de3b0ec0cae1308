import type { Meaning } from '../../language/index.js';
import type { PlatformErrorKind } from '../errors.js';

/** What one of LinkedIn's answers means, by its status and, where that is not enough, its code. */
export interface ErrorRow {
  readonly status: number;
  /** Absent in the row for every other code of that status. */
  readonly code?: string;
  /** `transient` becomes `unknown_outcome` when it answers the irreversible request, unless `next` says that nothing was made. */
  readonly kind: Exclude<PlatformErrorKind, 'unknown_outcome'>;
  /** What is said of it, a message without arguments. */
  readonly meaning: Extract<Meaning, `linkedin.error.${string}`>;
  readonly next?: 'restage';
}

/**
 * Every answer Copydesk knows (li:marketing/community-management/shares/posts-api, li:shared/authentication/token-introspection, li:marketing/versioning,
 * November 2026). The codes of 422 and of a missing version are seen in the field (Arisamiga/Linkedin-RSS issue 5).
 */
export const LINKEDIN_ERROR_ROWS: readonly ErrorRow[] = [
  {
    status: 400,
    code: 'INVALID_URN_ID',
    kind: 'rejected',
    meaning: 'linkedin.error.accountOrMention',
  },
  {
    status: 400,
    code: 'INVALID_URN_TYPE',
    kind: 'rejected',
    meaning: 'linkedin.error.mention',
  },
  {
    status: 400,
    code: 'FIELD_LENGTH_TOO_LONG',
    kind: 'invalid_content',
    meaning: 'linkedin.error.textTooLong',
  },
  { status: 400, code: 'INVALID_VALUE_FOR_FIELD', kind: 'invalid_content', meaning: 'linkedin.error.fields' },
  { status: 400, code: 'MISSING_FIELD', kind: 'invalid_content', meaning: 'linkedin.error.fields' },
  {
    status: 400,
    code: 'MEDIA_ASSET_PROCESSING_FAILED',
    kind: 'invalid_content',
    meaning: 'linkedin.error.fileUnreadable',
  },
  { status: 400, code: 'MEDIA_ASSET_WAITING_UPLOAD', kind: 'transient', next: 'restage', meaning: 'linkedin.error.filesGone' },
  { status: 400, code: 'EXPIRED_UPLOAD_URL', kind: 'transient', next: 'restage', meaning: 'linkedin.error.filesGone' },
  { status: 400, code: 'VERSION_MISSING', kind: 'rejected', meaning: 'linkedin.error.tooOld' },
  { status: 401, kind: 'reauth_needed', meaning: 'linkedin.error.signInRefused' },
  { status: 401, code: 'EXPIRED_ACCESS_TOKEN', kind: 'reauth_needed', meaning: 'linkedin.error.signInExpired' },
  {
    status: 401,
    code: 'REVOKED_ACCESS_TOKEN',
    kind: 'reauth_needed',
    meaning: 'linkedin.error.signInRevoked',
  },
  {
    status: 401,
    code: 'EMPTY_ACCESS_TOKEN',
    kind: 'reauth_needed',
    meaning: 'linkedin.error.signInMissing',
  },
  {
    status: 403,
    kind: 'reauth_needed',
    meaning: 'linkedin.error.notAllowed',
  },
  { status: 404, kind: 'rejected', meaning: 'linkedin.error.notKnown' },
  {
    status: 409,
    kind: 'rejected',
    meaning: 'linkedin.error.busy',
  },
  { status: 422, code: 'DUPLICATE_POST', kind: 'duplicate', meaning: 'linkedin.error.duplicate' },
  { status: 422, kind: 'invalid_content', meaning: 'linkedin.error.fields' },
  { status: 426, kind: 'rejected', meaning: 'linkedin.error.tooOld' },
  { status: 429, kind: 'rate_limited', meaning: 'linkedin.error.dailyLimit' },
];
