import { createGather } from '../lib/gather.js';
import type { OwnedLane } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { ALONE_MS, type Landed, type Outcome, type Write, writeTogether } from './write-together.js';

/** A lane as it is stored. */
export interface StoredLane {
  _id: string;
  workspace: string;
  owner: string | null;
  /** Of the last claim that took it: what was claimed together is read back by it. */
  claim?: string;
  fence: number;
  wakes: number;
  leaseUntil: Date;
  runnableAt: Date;
  closedUntil: Date;
  closedFor?: string;
}

/** The collection, by the driver. */
export function lanesOf({ db }: Mongo) {
  return db.collection<StoredLane>('lanes');
}

/** The filter of a lane that is still owned by this claim. */
export function mine({ account, owner, fence }: OwnedLane) {
  return { _id: account, owner, fence };
}

/** Gives lanes up together, each by a compare-and-set on (owner, fence, wakes). */
export function createReleases(mongo: Mongo): (lane: OwnedLane, update: object) => Promise<'released' | 'woken' | 'lost'> {
  const lanes = lanesOf(mongo);
  const read = async (writes: readonly Release[], level: 'local' | 'majority') => {
    const found = await lanes
      .find(
        { _id: { $in: writes.map(({ lane }) => lane.account) } },
        { projection: { owner: 1, fence: 1 }, readConcern: { level }, maxTimeMS: ALONE_MS },
      )
      .toArray();
    return new Map(found.map((each) => [each._id, each]));
  };
  const landed: Landed<Release> = async (writes, level) => {
    const found = await read(writes, level);
    const isFree = ({ lane }: Release) => found.get(lane.account)?.owner === null && found.get(lane.account)?.fence === lane.fence;
    return new Set(writes.filter(isFree));
  };
  const release = createGather(
    async (writes: readonly Release[]) => {
      const outcomes = await writeTogether(mongo.db.collection('lanes'), writes, landed);
      const lost = writes.filter((_, index) => outcomes[index] === 'lost');
      const now = lost.length === 0 ? new Map<string, StoredLane>() : await read(lost, 'local');
      return writes.map(({ lane }, index) => {
        const outcome: Outcome | undefined = outcomes[index];
        if (outcome === 'won') return 'released';
        if (outcome instanceof Error) return outcome;
        const { owner, fence } = now.get(lane.account) ?? {};
        return owner === lane.owner && fence === lane.fence ? 'woken' : 'lost';
      });
    },
    { most: MOST },
  );
  return async (lane, update) => {
    const filter = { ...mine(lane), wakes: lane.wakes } as object;
    const outcome = await release({ lane, operation: { updateOne: { filter, update: [{ $set: update }] } } });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
}

interface Release extends Write {
  readonly lane: OwnedLane;
}

const MOST = 250;
