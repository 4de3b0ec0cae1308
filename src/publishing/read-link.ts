import type { PublishingDeps } from './deps.js';
import { awaitsComment } from './first-comment.js';
import type { HeldLane } from './lane.js';
import { meansFor } from './means.js';
import { write } from './outcomes.js';
import { isConfirmedRef, type Publication } from './publication.js';

/**
 * Reads the public address of what was published; where it cannot be read, the profile's is kept. A step of its own, so that a crash after
 * the post leaves no card without a link. What was published needs its pictures no more. Where a first comment is
 * still to come, its turn stays. Resolves to the publication as it is then; undefined when it was changed meanwhile.
 */
export async function readLink(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<Publication | undefined> {
  const link = await addressOf(deps, lane, publication);
  if (lane.signal.aborted) return undefined;
  await deps.media.end(publication.workspace, publication.id);
  const { nextAt, ...rest } = publication;
  const turn = nextAt !== undefined && awaitsComment(publication) ? { nextAt } : {};
  return write(deps, publication, { ...rest, ...turn, ...(link === undefined ? {} : { link }) });
}

async function addressOf(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<string | undefined> {
  const [account] = await deps.accounts.accountsById(publication.workspace, [publication.account]);
  const platform = deps.platforms.get(publication.platform);
  const profile = account === undefined ? undefined : platform?.profileUrl(account);
  const ref = publication.acts.flatMap((act) => act.ref ?? [])[0];
  if (platform?.link === undefined || ref === undefined || isConfirmedRef(ref)) return profile;
  try {
    const means = await meansFor(deps, lane, publication);
    if (!means.ready) return profile;
    const context = { ...means.context, signal: AbortSignal.any([lane.signal, AbortSignal.timeout(LINK_TIMEOUT_MS)]) };
    return await platform.link(context, ref);
  } catch (error) {
    deps.log.warn({ err: error, publication: publication.id }, 'The address of a published post could not be read.');
    return profile;
  }
}

const LINK_TIMEOUT_MS = 10_000;
