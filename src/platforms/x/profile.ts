import { type Content, LEAD_MS, mediaKind, type PlatformAccount, type PlatformOption, type Profile } from '../platform.js';
import { LONG_POSTS } from './options.js';
import type { PriceList } from './price.js';

/** What X takes, and what a thread may be. */
export interface XProfile extends Profile {
  /** The most a post of an account with a subscription may weigh. */
  readonly longPostLength: number;
  readonly thread: { readonly maxParts: number };
  readonly price: PriceList;
}

/** Whether the parts of a thread end with their number, as in `1/4`. */
const NUMBERING: PlatformOption = {
  key: 'numbering',
  label: 'Parts of a thread',
  choices: [
    { value: false, label: 'Without numbers' },
    { value: true, label: 'Numbered, as in 1/4' },
  ],
  default: false,
};

/** One long post is for accounts with a subscription only. */
const LONG_POST: PlatformOption = {
  key: 'longPost',
  label: 'A text that is too long for one post',
  choices: [
    { value: false, label: 'A thread' },
    { value: true, label: 'One long post', for: ({ features = [] }: PlatformAccount) => features.includes(LONG_POSTS) },
  ],
  default: false,
};

/**
 * What an X account takes. Text: xdocs:fundamentals/counting-characters; pictures: xdocs:x-api/media; 25,000 characters with a subscription: postiz;
 * prices: xdocs:changelog, November 2026. The width of pictures and the 25 parts are ours.
 */
export const X_PROFILE: XProfile = {
  name: 'X',
  text: { maxLength: 280, count: 'weighted' },
  longPostLength: 25_000,
  thread: { maxParts: 25 },
  images: { max: 4, maxBytes: 5_000_000, maxWidth: 4096 },
  files: { gif: { maxBytes: 15_000_000, maxParts: 350 } },
  link: 'none',
  options: [NUMBERING, LONG_POST],
  altText: { maxLength: 1000 },
  requires: 'text or media',
  needsPublicUrl: false,
  leadMs,
  supports: { stage: true, poll: true, link: true, find: true, delete: true, insights: false },
  price: { currency: 'USD', post: 0.015, postWithLink: 0.2, altText: 0.005, ownRead: 0.001, since: '2026-04-20' },
};

/** Pictures are uploaded before; a moving one is processed, too. The times are ours. */
function leadMs({ media }: Content): number {
  if (media.length === 0) return LEAD_MS;
  return media.some((medium) => mediaKind(medium) === 'gif') ? 3 * 60_000 : 60_000;
}
