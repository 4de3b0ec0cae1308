import { say } from '../language/index.js';
import type { PlatformError } from '../platforms/errors.js';
import type { Platform, PlatformAccount, PlatformContext, Rest, Usage } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import type { Publication } from './publication.js';

/** Requests for one account, noting on its lane what the answers tell of its limits. */
export function noting(
  deps: Pick<PublishingDeps, 'http' | 'clock'>,
  lane: HeldLane,
  platform: Platform,
  account: PlatformAccount,
): PlatformContext['http'] {
  return async (request) => {
    const answer = await deps.http(request);
    const usage = platform.usage?.({ account, request, answer, now: deps.clock.now() });
    if (usage !== undefined) lane.usage.noted.push(usage);
    return answer;
  };
}

/** Keeps what the answers of a step told, and closes the lane before the platform refuses. */
export async function keepUsage(deps: Pick<PublishingDeps, 'quotas' | 'clock' | 'platforms'>, lane: HeldLane): Promise<void> {
  const noted = lane.usage.noted.splice(0);
  const closed = longest([...noted.flatMap((usage) => usage.closed ?? []), ...(await keepQuota(deps, lane, noted))]);
  const rest = longest(noted.flatMap((usage) => usage.rest ?? []));
  if (rest !== undefined) lane.usage.rest = rest;
  if (closed !== undefined && closed.until > lane.closedUntil()) await lane.close(closed.until, closed.sentence);
}

/** Rests where an answer advised it. True when the lane was closed for that. */
export async function takeRest(lane: HeldLane, now: Date): Promise<boolean> {
  const { rest } = lane.usage;
  delete lane.usage.rest;
  if (rest === undefined || rest.until <= now || rest.until <= lane.closedUntil()) return false;
  await lane.close(rest.until, rest.sentence);
  return true;
}

/** When a rolling window that is full has room: when our oldest post in it is older. Undefined where nothing says so. */
export async function roomAt(
  deps: Pick<PublishingDeps, 'quotas' | 'clock'>,
  publication: Publication,
  { details }: PlatformError,
): Promise<Date | undefined> {
  if (details.kind !== 'rate_limited' || details.rollingMs === undefined) return undefined;
  const since = new Date(deps.clock.now().getTime() - details.rollingMs);
  const [oldest] = await deps.quotas.publishedSince(publication.workspace, publication.account, since);
  return oldest === undefined ? undefined : new Date(oldest.getTime() + details.rollingMs);
}

async function keepQuota(deps: Pick<PublishingDeps, 'quotas' | 'clock'>, lane: HeldLane, noted: readonly Usage[]): Promise<Rest[]> {
  const readings = noted.flatMap(({ quota }) => quota ?? []);
  const last = readings.at(-1);
  if (last === undefined) return [];
  const { resetsAt, used, limit } = await deps.quotas.keep(lane.workspace, lane.account, last, readings.length, deps.clock.now());
  if (resetsAt === undefined || used < limit) return [];
  return [{ until: resetsAt, sentence: say('publishing.dayUsedUp') }];
}

function longest(rests: readonly Rest[]): Rest | undefined {
  return [...rests].sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}
