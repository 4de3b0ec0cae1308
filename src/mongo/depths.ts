import type { Clock } from '../lib/clock.js';
import type { Mongo } from './connection.js';
import { OPEN, publicationsOf } from './publications.js';

/** How much there is to do, over all workspaces. */
export interface Depths {
  /** Each is a walk along one index. */
  publications(): Promise<{ readonly due: number; readonly waiting: number; readonly unknown: number }>;
}

/** Makes it. What waits is counted up to 100,000, which tells as much as the rest would. */
export function createDepths(mongo: Mongo, clock: Clock): Depths {
  const publications = publicationsOf(mongo);
  const atMost = { limit: 100_000, maxTimeMS: 2_000 };
  return {
    publications: async () => {
      const now = clock.now();
      const [due, waiting, unknown] = await Promise.all([
        publications.countDocuments({ nextAt: { $lte: now }, state: { $in: OPEN } }, atMost),
        publications.countDocuments({ nextAt: { $gt: now } }, { ...atMost, hint: { nextAt: 1, account: 1 } }),
        publications.countDocuments({ state: 'unknown' }, { ...atMost, hint: UNKNOWN }),
      ]);
      return { due, waiting, unknown };
    },
  };
}

/** The index over the few that nobody knows the outcome of. */
export async function createDepthIndexes(mongo: Mongo): Promise<void> {
  await publicationsOf(mongo).createIndex({ state: 1 }, { name: UNKNOWN, partialFilterExpression: { state: 'unknown' } });
}

const UNKNOWN = 'unknown';
