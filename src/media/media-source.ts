import { sha256 } from '../lib/ids.js';
import type { MediaSource, Medium } from '../platforms/platform.js';
import { MediaChangedError, type MediaStore } from './ports.js';
import { type PublicLinkDeps, publicLink } from './public-link.js';

/** What {@link mediaSource} works with. */
export interface MediaSourceDeps extends PublicLinkDeps {
  readonly media: Pick<MediaStore, 'renditionBytes' | 'saveMediaLink'>;
}

/**
 * The pictures of one workspace for a platform, on behalf of `owner` (a publication), whose addresses `MediaStore.endMediaLinks` ends.
 * Both methods hash the stored bytes first and throw {@link MediaChangedError} unless they are the approved ones.
 */
export function mediaSource(
  deps: MediaSourceDeps,
  { workspace, owner }: { readonly workspace: string; readonly owner: string },
): MediaSource {
  return {
    bytes: (medium) => approvedBytes(deps, workspace, medium),
    url: async (medium) => {
      await approvedBytes(deps, workspace, medium);
      return await publicLink(deps, { workspace, rendition: medium.rendition, owner });
    },
  };
}

async function approvedBytes({ media }: MediaSourceDeps, workspace: string, medium: Medium): Promise<Uint8Array> {
  const bytes = await media.renditionBytes(workspace, medium.rendition);
  if (bytes === undefined) throw new MediaChangedError(`The picture ${medium.rendition} is no longer stored.`);
  if (sha256(bytes) !== medium.sha256) throw new MediaChangedError(`The picture ${medium.rendition} is not the one that was approved.`);
  return bytes;
}
