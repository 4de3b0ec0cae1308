import type { Platform } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { afterErrorBefore, write } from './outcomes.js';
import { type Publication, unknownAttempts } from './publication.js';
import { readyFor, readyMeans } from './ready-means.js';
import { SEND_AHEAD_MS } from './send.js';

/** Its platform prepares nothing, and its time has come: it can be sent as it is. */
export function isReady(deps: Pick<PublishingDeps, 'platforms' | 'clock'>, { platform, dueAt }: Publication): boolean {
  if (dueAt.getTime() - deps.clock.now().getTime() > SEND_AHEAD_MS) return false;
  const found = deps.platforms.get(platform);
  return found !== undefined && preparesNothing(found);
}

/**
 * Prepares what is approved at the platform: uploads and containers, nothing public. What was staged before is used again; what is unfinished is
 * taken one step further and stored, so that a crash costs one step and whatever else is due has its turn in between.
 */
export async function stage(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  const read = await readyFor(deps, lane, publication);
  if (read === undefined) return;
  const { approved, means } = read;
  const { platform, context } = means;
  const begun = publication.staged?.unfinished === true ? publication.staged : undefined;
  if (publication.staged !== undefined && begun === undefined) {
    const polls = platform.poll !== undefined && unknownAttempts(publication).length === 0;
    const nextAt = polls ? deps.clock.now() : publication.dueAt;
    await write(deps, publication, { ...publication, state: polls ? 'processing' : 'ready', nextAt });
    return;
  }
  if (preparesNothing(platform)) {
    await write(deps, publication, { ...publication, state: 'ready', nextAt: publication.dueAt });
    return;
  }
  const staging =
    publication.state === 'staging'
      ? publication
      : await write(deps, publication, { ...publication, state: 'staging', nextAt: deps.clock.now() });
  if (staging === undefined) return;
  try {
    const staged = (await platform.stage?.(context, approved.content, begun)) ?? {};
    const { trouble: _trouble, ...rest } = staging;
    if (staged.unfinished === true) {
      await deps.publications.change(staging, { ...rest, staged, tries: 0, nextAt: deps.clock.now() });
      return;
    }
    const next: Publication = { ...rest, staged, tries: 0, state: platform.poll === undefined ? 'ready' : 'processing' };
    await write(deps, staging, { ...next, nextAt: platform.poll === undefined ? staging.dueAt : deps.clock.now() });
  } catch (error) {
    await afterErrorBefore(deps, lane, staging, means.grantVersion, error);
  }
}

/** Asks whether what was staged can be published now. */
export async function poll(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  const means = await readyMeans(deps, lane, publication);
  if (means === undefined) return;
  try {
    const result = (await means.platform.poll?.(means.context, publication.staged ?? {})) ?? { ready: true as const };
    const now = deps.clock.now();
    const next: Publication = result.ready
      ? { ...publication, state: 'ready', nextAt: publication.dueAt }
      : { ...publication, nextAt: new Date(now.getTime() + result.retryAfterMs) };
    await write(deps, publication, next);
  } catch (error) {
    await afterErrorBefore(deps, lane, publication, means.grantVersion, error);
  }
}

function preparesNothing({ stage: prepare, poll: ask }: Platform): boolean {
  return prepare === undefined && ask === undefined;
}
