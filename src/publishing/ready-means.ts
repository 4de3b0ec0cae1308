import { PlatformError } from '../platforms/errors.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { type Means, meansFor } from './means.js';
import { afterErrorBefore, block } from './outcomes.js';
import type { Publication } from './publication.js';

/** Means that can act. */
export type ReadyMeans = Extract<Means, { ready: true }>;

/** What a step before the send acts with. Undefined where the publication was blocked, or put off because its token could not be had just now. */
export async function readyMeans(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<ReadyMeans | undefined> {
  try {
    const means = await meansFor(deps, lane, publication);
    if (means.ready) return means;
    await block(deps, publication, means.sentence);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    await afterErrorBefore(deps, lane, publication, NO_TOKEN, error);
  }
  return undefined;
}

/** No token was used, so no refusal of one can be meant. */
const NO_TOKEN = Number.POSITIVE_INFINITY;
