import type { Content, Profile } from '../platform.js';

/** What an Instagram Business account takes by the API (meta:instagram-platform/content-publishing and /instagram-api/reference/ig-user/media, November 2026). */
export const INSTAGRAM_PROFILE: Profile = {
  name: 'Instagram',
  text: { maxLength: 2200, count: 'characters', maxHashtags: 30, maxMentions: 20 },
  images: { max: 10, maxBytes: 8 * 1024 * 1024, maxWidth: 1440, ratio: { min: 0.8, max: 1.91 } },
  link: 'none',
  altText: { maxLength: 1000 },
  requires: 'media',
  needsPublicUrl: true,
  leadMs,
  supports: { stage: true, poll: true, link: true, find: true, delete: true, edit: false, insights: false },
};

/** Containers are made and polled before; one lives 24 h (meta:instagram-platform/content-publishing, November 2026). The times are ours. */
function leadMs({ media }: Content): number {
  return media.some(({ mimeType }) => mimeType.startsWith('video/')) ? 15 * 60_000 : 3 * 60_000;
}
