import type { ErrorRow } from './error-rows.js';

/** What Facebook Pages answer (meta:graph-api/guides/error-handling; rows without a code were met in production by postiz, November 2026). */
export const PAGE_ERROR_ROWS: readonly ErrorRow[] = [
  { code: 382, kind: 'invalid_content', meaning: 'facebook.error.videoTooSmall' },
  { code: 389, kind: 'transient', meaning: 'facebook.error.videoNotFetched' },
  { code: 506, kind: 'duplicate', meaning: 'facebook.error.duplicate' },
  { code: 6000, kind: 'transient', meaning: 'facebook.error.videoUpload' },
  { code: 6001, kind: 'transient', meaning: 'facebook.error.videoUpload' },
  { subcode: 1346003, kind: 'rejected', meaning: 'facebook.error.abusive' },
  {
    subcode: 1349125,
    kind: 'invalid_content',
    meaning: 'facebook.error.content',
  },
  { subcode: 1363040, kind: 'invalid_content', meaning: 'facebook.error.videoShape' },
  { subcode: 1363047, kind: 'transient', meaning: 'facebook.error.noAnswer' },
  { subcode: 1363127, kind: 'invalid_content', meaning: 'facebook.error.videoPixels' },
  { subcode: 1363128, kind: 'invalid_content', meaning: 'facebook.error.videoLength' },
  { subcode: 1363129, kind: 'invalid_content', meaning: 'facebook.error.videoFrameRate' },
  {
    subcode: 1366046,
    kind: 'invalid_content',
    meaning: 'facebook.error.picture',
  },
  { subcode: 1366051, kind: 'duplicate', meaning: 'facebook.error.picturesDuplicate' },
  { subcode: 1390008, kind: 'rate_limited', meaning: 'facebook.error.tooFast' },
  {
    subcode: 1404006,
    kind: 'rejected',
    meaning: 'facebook.error.securityCheck',
  },
  {
    subcode: 1404078,
    kind: 'rejected',
    meaning: 'facebook.error.publishingAuthorization',
  },
  { subcode: 1404102, kind: 'rejected', meaning: 'facebook.error.againstStandards' },
  {
    subcode: 1404112,
    kind: 'rejected',
    meaning: 'facebook.error.limited',
  },
  { subcode: 1609005, kind: 'invalid_content', meaning: 'facebook.error.linkUnreadable' },
  {
    subcode: 1609008,
    kind: 'invalid_content',
    meaning: 'facebook.error.linkToFacebook',
  },
  { subcode: 1609010, kind: 'transient', meaning: 'facebook.error.noAnswer' },
  {
    subcode: 2061006,
    kind: 'invalid_content',
    meaning: 'facebook.error.linkInvalid',
  },
  { subcode: 2069019, kind: 'invalid_content', meaning: 'facebook.error.file' },
  {
    subcode: 4854002,
    kind: 'rejected',
    meaning: 'facebook.error.confirmPerson',
  },
];
