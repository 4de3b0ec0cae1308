import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import type { MediaStore } from './ports.js';

/** What {@link publicLink} works with. `publicUrl` is the origin platforms reach us at. */
export interface PublicLinkDeps {
  readonly media: Pick<MediaStore, 'saveMediaLink'>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/**
 * A new public address of a rendition, for whoever knows it, until `MediaStore.endMediaLinks(owner)`, while the publication is not
 * over, and for 24 hours at most. Each call makes another one: only its hash is stored, so an old one cannot be told again.
 */
export async function publicLink(
  { media, ids, clock, publicUrl }: PublicLinkDeps,
  { workspace, rendition, owner }: { readonly workspace: string; readonly rendition: string; readonly owner: string },
): Promise<string> {
  const id = ids.unguessable();
  await media.saveMediaLink({ id, workspace, rendition, owner, expiresAt: new Date(clock.now().getTime() + LINK_LIFE_MS) });
  return new URL(`/media/${id}`, publicUrl).href;
}

/** How long Instagram may take over a container (`meta:instagram-platform/content-publishing`, September 2026); our address lives as long. */
const LINK_LIFE_MS = 24 * 60 * 60 * 1000;
