import type { Content, Profile } from '../platform.js';

/**
 * What a Facebook Page takes. Text: postiz; ten pictures: openpost; 4 MB: postiz, below the documented 10 MB (meta:pages-api/posts, November 2026).
 * Meta documents neither a width nor a limit of alternative text: both are ours.
 */
export const FACEBOOK_PROFILE: Profile = {
  name: 'Facebook',
  text: { maxLength: 63_206, count: 'characters' },
  images: { max: 10, maxBytes: 4_000_000, maxWidth: 2048 },
  link: 'preview',
  altText: { maxLength: 1000 },
  requires: 'text or media',
  needsPublicUrl: false,
  leadMs,
  supports: { stage: true, poll: false, link: true, find: true, delete: true, edit: true, insights: false },
};

/** Pictures are uploaded before; for text the newest post is read before. The times are ours. */
function leadMs({ media }: Content): number {
  if (media.some(({ mimeType }) => mimeType.startsWith('video/'))) return 15 * 60_000;
  return media.length > 0 ? 60_000 : 10_000;
}
