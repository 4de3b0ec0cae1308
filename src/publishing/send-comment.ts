import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import type { Publication } from './publication.js';
import { readLink } from './read-link.js';
import { sendAct } from './send.js';

/**
 * Goes on with the first comment of a post that is out. Nothing is prepared for it; but the post's address is kept first, so that people can open the
 * post whatever comes of the comment.
 */
export async function sendComment(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  const linked = publication.link === undefined ? await linkFirst(deps, lane, publication) : publication;
  if (linked !== undefined) await sendAct(deps, lane, { ...linked, state: 'ready' });
}

async function linkFirst(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<Publication | undefined> {
  const leave = await lane.places.steps.take();
  return readLink(deps, lane, publication).finally(leave);
}
