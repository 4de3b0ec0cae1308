import { createHash } from 'node:crypto';
import { sha256 } from '../lib/ids.js';
import type { MediaSource, Medium } from '../platforms/platform.js';
import { MediaChangedError, type MediaStore } from './ports.js';
import { type PublicLinkDeps, publicLink } from './public-link.js';

/** What {@link mediaSource} works with. */
export interface MediaSourceDeps extends PublicLinkDeps {
  readonly media: Pick<MediaStore, 'openRendition' | 'renditionBytes' | 'saveMediaLink'>;
}

/**
 * The pictures and videos of one workspace for a platform, on behalf of `owner` (a publication), whose addresses `MediaStore.endMediaLinks` ends.
 * All methods but `part` hash the stored bytes first and throw {@link MediaChangedError} unless they are the approved ones.
 */
export function mediaSource(
  deps: MediaSourceDeps,
  { workspace, owner }: { readonly workspace: string; readonly owner: string },
): MediaSource {
  return {
    bytes: (medium) => approvedBytes(deps, workspace, medium),
    check: (medium) => checkApproved(deps, workspace, medium),
    part: async (medium, start, end) => {
      const opened = await deps.media.openRendition(workspace, medium.rendition, { start, end });
      if (opened === undefined) throw notStored(medium);
      return Buffer.concat(await opened.toArray());
    },
    url: async (medium) => {
      await checkApproved(deps, workspace, medium);
      return await publicLink(deps, { workspace, rendition: medium.rendition, owner });
    },
  };
}

async function approvedBytes({ media }: MediaSourceDeps, workspace: string, medium: Medium): Promise<Uint8Array> {
  const bytes = await media.renditionBytes(workspace, medium.rendition);
  if (bytes === undefined) throw notStored(medium);
  if (sha256(bytes) !== medium.sha256) throw notApproved(medium);
  return bytes;
}

async function checkApproved({ media }: MediaSourceDeps, workspace: string, medium: Medium): Promise<void> {
  const opened = await media.openRendition(workspace, medium.rendition);
  if (opened === undefined) throw notStored(medium);
  const hash = createHash('sha256');
  for await (const part of opened) hash.update(part);
  if (hash.digest('hex') !== medium.sha256) throw notApproved(medium);
}

function notStored({ rendition }: Medium): MediaChangedError {
  return new MediaChangedError(`The file ${rendition} is no longer stored.`);
}

function notApproved({ rendition }: Medium): MediaChangedError {
  return new MediaChangedError(`The file ${rendition} is not the one that was approved.`);
}
