import { sha256 } from '../lib/ids.js';
import type { MediaEverywhere } from '../media/index.js';
import { isFinal } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { createMediaBytes } from './media-bytes.js';
import { mediaLinkSchema, renditionSchema } from './media-schemas.js';
import { publicationsOf } from './publications.js';

/** Finds renditions by their public address, in whatever workspace they are. */
export function createMediaEverywhere(mongo: Mongo): MediaEverywhere {
  const renditions = mongo.connection.model('Rendition', renditionSchema);
  const links = mongo.connection.model('MediaLink', mediaLinkSchema);
  const bucket = createMediaBytes(mongo);
  return {
    mediaByLink: async (link, now) => {
      const found = await links.findOne({ _id: sha256(link), expiresAt: { $gt: now } }).lean();
      if (found === null || (await isOver(mongo, found))) return undefined;
      const media = await renditions.findOne({ _id: found.rendition, workspace: found.workspace }).lean();
      if (media === null) return undefined;
      const { mimeType, size, sha256: hash, bytes } = media;
      return { mimeType, size, sha256: hash, open: (range = { start: 0, end: size }) => bucket.open(bytes, range) };
    },
  };
}

/** Nothing is made of its pictures any more, whichever way it came to that. */
async function isOver(mongo: Mongo, { workspace, owner }: { readonly workspace: string; readonly owner: string }): Promise<boolean> {
  const publication = await publicationsOf(mongo).findOne({ _id: owner, workspace }, { projection: { state: 1 } });
  return publication !== null && isFinal(publication.state);
}
