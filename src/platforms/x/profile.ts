import { say } from '../../language/index.js';
import {
  type Content,
  type FileRules,
  LEAD_MS,
  mediaKind,
  type PlatformAccount,
  type PlatformOption,
  type Profile,
  type VideoRules,
} from '../platform.js';
import { LONG_POSTS } from './options.js';
import type { PriceList } from './price.js';

/** What X takes, and what a thread may be. */
export interface XProfile extends Profile {
  /** The most a post of an account with a subscription may weigh. */
  readonly longPostLength: number;
  readonly thread: { readonly maxParts: number };
  readonly price: PriceList;
  readonly files: NonNullable<Profile['files']> & { readonly gif: FileRules; readonly video: VideoRules };
  /** GIFs and videos are sent in chunks of this many bytes. */
  readonly chunkBytes: number;
}

/**
 * The videos X takes (xdocs:x-api/media/quickstart/best-practices, November 2026); four hours with a subscription: x-help:using-x/x-videos, November
 * 2026. Subscribers may have more bytes, too; 512 MB is what Copydesk takes in.
 */
const VIDEO: VideoRules = {
  mimeTypes: ['video/mp4', 'video/quicktime'],
  videoCodecs: ['avc'],
  audioCodecs: ['aac'],
  maxBytes: 512_000_000,
  minMs: 500,
  maxMs: 140_000,
  more: { feature: LONG_POSTS, maxMs: 4 * 3_600_000 },
  maxFrameRate: 60,
  minSide: 32,
  longSide: 1280,
  shortSide: 1024,
  ratio: { min: 1 / 3, max: 3 },
};

/**
 * What an X account takes. Text: xdocs:fundamentals/counting-characters; pictures: xdocs:x-api/media; 25,000 characters with a subscription: postiz;
 * prices: xdocs:changelog, November 2026; chunks of 5 MB at most: field reports, November 2026. The width of pictures and the 25 parts are ours.
 */
export const X_PROFILE: XProfile = {
  name: 'X',
  text: { maxLength: 280, count: 'weighted' },
  longPostLength: 25_000,
  thread: { maxParts: 25 },
  images: { max: 4, maxBytes: 5_000_000, maxWidth: 4096 },
  files: { gif: { maxBytes: 15_000_000, maxParts: 350 }, video: VIDEO },
  chunkBytes: 4_000_000,
  link: 'none',
  options: () => [numbering(), longPost()],
  altText: { maxLength: 1000 },
  requires: 'text or media',
  needsPublicUrl: false,
  leadMs,
  supports: { stage: true, poll: true, link: true, find: true, delete: true, edit: false, insights: false },
  price: { currency: 'USD', post: 0.015, postWithLink: 0.2, altText: 0.005, ownRead: 0.001, since: '2026-04-20' },
};

/** Whether the parts of a thread end with their number, as in `1/4`. */
function numbering(): PlatformOption {
  return {
    key: 'numbering',
    label: say('x.option.numbering'),
    choices: [
      { value: false, label: say('x.option.numbering.off') },
      { value: true, label: say('x.option.numbering.on') },
    ],
    default: false,
  };
}

/** One long post is for accounts with a subscription only. */
function longPost(): PlatformOption {
  return {
    key: 'longPost',
    label: say('x.option.longPost'),
    choices: [
      { value: false, label: say('x.option.longPost.off') },
      { value: true, label: say('x.option.longPost.on'), for: ({ features = [] }: PlatformAccount) => features.includes(LONG_POSTS) },
    ],
    default: false,
  };
}

/** Pictures are uploaded before; what moves is processed, too. The times are ours. */
function leadMs({ media }: Content): number {
  if (media.length === 0) return LEAD_MS;
  const kinds = media.map(mediaKind);
  if (kinds.includes('video')) return 15 * 60_000;
  return kinds.includes('gif') ? 3 * 60_000 : 60_000;
}
