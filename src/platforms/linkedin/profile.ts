import { say } from '../../language/index.js';
import { type Content, LEAD_MS, type PlatformOption, type Profile } from '../platform.js';
import { isOrganization } from './app.js';

/** The one document a post can have instead of pictures, shown page by page (li:marketing/community-management/shares/documents-api, November 2026). */
export const LINKEDIN_DOCUMENT = { mimeType: 'application/pdf', maxBytes: 100_000_000, maxParts: 300 } as const;

/**
 * What LinkedIn takes: 3,000 characters as a reader sees them, 20 pictures, descriptions of 4,086 characters
 * (li:marketing/community-management/shares/posts-api, multi-image-post-api, images-api, November 2026). It names no size of a file: bytes and width
 * are ours, far below its 36,152,320 pixels.
 */
export const LINKEDIN_PROFILE: Profile = {
  name: 'LinkedIn',
  text: { maxLength: 3000, count: 'characters' },
  images: { max: 20, maxBytes: 8_000_000, maxWidth: 2048 },
  files: { gif: { maxBytes: 8_000_000, maxParts: 250 }, document: LINKEDIN_DOCUMENT },
  link: 'prepared preview',
  options: () => [visibility()],
  altText: { maxLength: 4086 },
  requires: 'text or media',
  needsPublicUrl: false,
  leadMs,
  supports: { stage: true, poll: true, link: true, find: true, delete: true, edit: true, insights: false },
};

/** More than this many pixels LinkedIn does not take (li:marketing/community-management/shares/images-api, November 2026). */
export const MAX_PIXELS = 36_152_319;

/** Who may see a post. Pages post to everyone (li:marketing/community-management/shares/posts-api, November 2026). */
function visibility(): PlatformOption {
  return {
    key: 'visibility',
    label: say('linkedin.option.visibility'),
    choices: [
      { value: 'PUBLIC', label: say('linkedin.option.visibility.everyone') },
      { value: 'CONNECTIONS', label: say('linkedin.option.visibility.connections'), for: ({ platformId }) => !isOrganization(platformId) },
    ],
    default: 'PUBLIC',
  };
}

/** Pictures and documents are uploaded and processed before, and so is the picture of a preview. The times are ours. */
function leadMs({ media, options }: Content): number {
  if (media.length > 0) return 3 * 60_000;
  return 'linkPreview' in options ? 60_000 : LEAD_MS;
}
