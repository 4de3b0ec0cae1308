import type { ErrorRow } from './error-rows.js';

const CHANGE_TEXT = 'Change the text, then send it again.';
const ANOTHER_VIDEO = 'Choose another video, then send it again.';

/** What Facebook Pages answer (meta:graph-api/guides/error-handling; rows without a code were met in production by postiz, November 2026). */
export const PAGE_ERROR_ROWS: readonly ErrorRow[] = [
  { code: 382, kind: 'invalid_content', sentence: `The video file is too small. ${ANOTHER_VIDEO}` },
  { code: 389, kind: 'transient', sentence: 'Facebook could not fetch the video.' },
  { code: 506, kind: 'duplicate', sentence: 'Facebook says that the same post was published already.' },
  { code: 6000, kind: 'transient', sentence: 'The video upload to Facebook failed.' },
  { code: 6001, kind: 'transient', sentence: 'The video upload to Facebook failed.' },
  { subcode: 1346003, kind: 'rejected', sentence: `Facebook calls this text abusive. ${CHANGE_TEXT}` },
  {
    subcode: 1349125,
    kind: 'invalid_content',
    sentence: 'Facebook does not take this content. Change the text or the pictures, then send it again.',
  },
  { subcode: 1363040, kind: 'invalid_content', sentence: `The video has a shape that Facebook does not take. ${ANOTHER_VIDEO}` },
  { subcode: 1363047, kind: 'transient', sentence: 'Facebook could not answer just now.' },
  { subcode: 1363127, kind: 'invalid_content', sentence: `The video is too small or too large in pixels for Facebook. ${ANOTHER_VIDEO}` },
  { subcode: 1363128, kind: 'invalid_content', sentence: `The video is too short or too long for Facebook. ${ANOTHER_VIDEO}` },
  { subcode: 1363129, kind: 'invalid_content', sentence: `The video has a frame rate that Facebook does not take. ${ANOTHER_VIDEO}` },
  {
    subcode: 1366046,
    kind: 'invalid_content',
    sentence: 'Facebook cannot read a picture, or it is too large. Choose another picture, then send it again.',
  },
  { subcode: 1366051, kind: 'duplicate', sentence: 'Facebook says that these pictures were posted already.' },
  { subcode: 1390008, kind: 'rate_limited', sentence: 'Facebook says that this Page posts too fast. The post goes out a little later.' },
  {
    subcode: 1404006,
    kind: 'rejected',
    sentence: 'Facebook wants a security check. Open the Page on facebook.com, pass the check, then retry.',
  },
  {
    subcode: 1404078,
    kind: 'rejected',
    sentence: 'The Page still needs Page Publishing Authorization. Finish it on facebook.com, then retry.',
  },
  { subcode: 1404102, kind: 'rejected', sentence: `Facebook says that this goes against its community standards. ${CHANGE_TEXT}` },
  {
    subcode: 1404112,
    kind: 'rejected',
    sentence: 'Facebook has limited this account for a while. Open it on facebook.com to see why, then retry.',
  },
  { subcode: 1609005, kind: 'invalid_content', sentence: 'Facebook cannot read the link. Check the link, then send the post again.' },
  {
    subcode: 1609008,
    kind: 'invalid_content',
    sentence: 'Facebook does not take links to facebook.com. Use another link or none, then send the post again.',
  },
  { subcode: 1609010, kind: 'transient', sentence: 'Facebook could not answer just now.' },
  {
    subcode: 2061006,
    kind: 'invalid_content',
    sentence: 'Facebook says that the link is not valid. Check the link, then send the post again.',
  },
  { subcode: 2069019, kind: 'invalid_content', sentence: 'Facebook cannot use a file. Choose another file, then send the post again.' },
  {
    subcode: 4854002,
    kind: 'rejected',
    sentence: 'Facebook wants the person who connected this Page to confirm who they are on facebook.com. Then retry.',
  },
];
