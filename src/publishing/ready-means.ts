import { PlatformError } from '../platforms/errors.js';
import { type ApprovedContent, approvedContent } from './approved-content.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { type Means, meansFor } from './means.js';
import { afterErrorBefore, block, holdForPause, holdForReview } from './outcomes.js';
import type { Publication } from './publication.js';

/** Means that can act. */
export type ReadyMeans = Extract<Means, { ready: true }>;

/** What a step acts with before the send, and the words that it is about. */
export interface Ready {
  readonly approved: ApprovedContent;
  readonly means: ReadyMeans;
}

/**
 * Reads what a step before the send rests on, all of it at once. Undefined where the publication was held (its words are not the approved ones, its account is
 * not of the post's brand, the brand is paused), blocked, or put off because its token could not be had just now.
 */
export async function readyFor(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<Ready | undefined> {
  const reading = meansFor(deps, lane, publication);
  // What is held needs none.
  reading.catch(() => {});
  const approved = await approvedContent(deps, publication);
  if (approved === undefined) await holdForReview(deps, publication);
  else if (approved.paused) await holdForPause(deps, publication);
  else {
    const means = await readyMeans(deps, lane, publication, reading);
    if (means === undefined) return undefined;
    if (means.account.brand === approved.brand) return { approved, means };
    await holdForReview(deps, publication);
  }
  return undefined;
}

/** What a step before the send acts with. Undefined where the publication was blocked, or put off because its token could not be had just now. */
export async function readyMeans(
  deps: PublishingDeps,
  lane: HeldLane,
  publication: Publication,
  reading = meansFor(deps, lane, publication),
): Promise<ReadyMeans | undefined> {
  try {
    const means = await reading;
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
