import type { ErrorRow } from './error-rows.js';

const ANOTHER_PICTURE = 'Choose another picture, then send it again.';
const ANOTHER_VIDEO = 'Choose another video, then send it again.';
const FAILED = 'Instagram could not take the pictures just now.';
const TAGS = 'Instagram does not take the product tags. Take them out, then send the post again.';

/** What publishing on Instagram answers (meta:instagram-platform/instagram-graph-api/reference/error-codes; rows without a code from postiz, November 2026). */
export const INSTAGRAM_ERROR_ROWS: readonly ErrorRow[] = [
  { code: -2, subcode: 2207003, kind: 'transient', sentence: 'Instagram took too long to fetch the pictures.' },
  { code: -2, subcode: 2207020, kind: 'transient', next: 'restage', sentence: 'The prepared pictures have expired at Instagram.' },
  { code: -1, subcode: 2207001, kind: 'transient', sentence: 'Instagram had trouble of its own.' },
  { code: -1, subcode: 2207032, kind: 'transient', sentence: FAILED },
  { code: -1, subcode: 2207053, kind: 'transient', sentence: FAILED },
  {
    code: -1,
    subcode: 2207073,
    kind: 'rejected',
    sentence: 'Instagram does not let Copydesk delete this kind of post. Delete it in Instagram.',
  },
  {
    code: 1,
    subcode: 2207057,
    kind: 'invalid_content',
    sentence: 'The cover time lies outside the video. Choose another, then send the post again.',
  },
  {
    code: 4,
    subcode: 2207051,
    kind: 'rejected',
    sentence: 'Instagram has blocked this as possible spam. Open the account in Instagram to see why, then retry.',
  },
  {
    code: 9,
    subcode: 2207042,
    kind: 'rate_limited',
    rollingMs: 86_400_000,
    retryAfterMs: 3_600_000,
    sentence: 'This account has reached its daily number of posts at Instagram. The post goes out when Instagram takes it.',
  },
  // Also the answer for a container that was published before: an earlier attempt may have made the post.
  { code: 24, subcode: 2207006, kind: 'duplicate', sentence: 'Instagram says that these pictures are gone or were posted already.' },
  { code: 24, subcode: 2207008, kind: 'transient', next: 'restage', sentence: 'Instagram does not know the prepared pictures any more.' },
  {
    code: 25,
    subcode: 2207050,
    kind: 'rejected',
    sentence: 'Instagram has restricted this account. Open it in Instagram, settle what it asks for, then retry.',
  },
  { code: 100, subcode: 2207023, kind: 'rejected', sentence: 'Instagram does not know this kind of post.' },
  {
    code: 100,
    subcode: 2207028,
    kind: 'invalid_content',
    sentence: 'Instagram takes 2 to 10 pictures together. Add or remove pictures, then send it again.',
  },
  { code: 100, subcode: 2207035, kind: 'invalid_content', sentence: TAGS },
  { code: 100, subcode: 2207036, kind: 'invalid_content', sentence: TAGS },
  { code: 100, subcode: 2207037, kind: 'invalid_content', sentence: TAGS },
  {
    code: 100,
    subcode: 2207040,
    kind: 'invalid_content',
    sentence: 'Instagram takes 20 mentions at most. Take some out, then send the post again.',
  },
  { code: 352, subcode: 2207026, kind: 'invalid_content', sentence: `Instagram does not take this video format. ${ANOTHER_VIDEO}` },
  {
    code: 9004,
    subcode: 2207052,
    kind: 'transient',
    sentence:
      'Instagram could not fetch the pictures from Copydesk. Ask whoever runs Copydesk to check that PUBLIC_URL can be reached from the internet.',
  },
  { code: 9007, subcode: 2207027, kind: 'transient', next: 'poll', sentence: 'Instagram is not ready with the pictures yet.' },
  {
    code: 36000,
    subcode: 2207004,
    kind: 'invalid_content',
    sentence: `A picture is over 8 MB, which Instagram does not take. ${ANOTHER_PICTURE}`,
  },
  { code: 36001, subcode: 2207005, kind: 'invalid_content', sentence: `Instagram does not take this picture format. ${ANOTHER_PICTURE}` },
  {
    code: 36003,
    subcode: 2207009,
    kind: 'invalid_content',
    sentence: 'A picture is too wide or too tall for Instagram. Add a border or choose another picture.',
  },
  {
    code: 36004,
    subcode: 2207010,
    kind: 'invalid_content',
    sentence: 'The text is too long for Instagram, or has over 30 hashtags. Shorten it, then send it again.',
  },
  { subcode: 2207077, kind: 'transient', sentence: 'Instagram could not fetch the video.' },
  { subcode: 2207081, kind: 'rejected', sentence: 'This account may not publish trial reels at Instagram.' },
  { subcode: 2207082, kind: 'transient', sentence: 'The upload to Instagram failed.' },
];
