import type { Clock } from '../lib/clock.js';
import { type LaneStore, LEASE_MS, LOOKAHEAD_MS, leaseStart, type OwnedLane } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { OPEN, publicationsOf, toPublication } from './publications.js';

/**
 * Lanes in MongoDB, one document per account. Leases go by the server's `$$NOW`; when a lane is runnable goes by the clock. Never written
 * inside a transaction.
 */
export function createLaneStore(mongo: Mongo, clock: Clock): LaneStore {
  const lanes = mongo.db.collection<StoredLane>('lanes');
  return {
    candidates: async (until, limit) =>
      (
        await lanes
          .find({ runnableAt: { $lte: until } }, { projection: { _id: 1, runnableAt: 1 }, ...QUICK })
          .sort({ runnableAt: 1, _id: 1 })
          .limit(limit)
          .toArray()
      ).map(({ _id }) => _id),
    claim: async (account, owner, until) => {
      const leasedAt = leaseStart();
      const claimed = await lanes.findOneAndUpdate(
        { _id: account, runnableAt: { $lte: until }, $expr: { $lte: ['$leaseUntil', '$$NOW'] } },
        [{ $set: { owner, fence: { $add: ['$fence', 1] }, ...leased(clock) } }],
        { returnDocument: 'after', ...QUICK },
      );
      return claimed === null ? undefined : ownedLane(claimed, leasedAt);
    },
    renew: async (lane) => {
      const leasedAt = leaseStart();
      const renewed = await lanes.findOneAndUpdate(mine(lane), [{ $set: leased(clock) }], { returnDocument: 'after', ...QUICK });
      return renewed === null ? undefined : ownedLane(renewed, leasedAt);
    },
    open: async ({ account }) =>
      (
        await publicationsOf(mongo)
          .find({ account, $or: [{ state: { $in: OPEN } }, { state: 'published', nextAt: { $exists: true } }] })
          .sort({ dueAt: 1, _id: 1 })
          .limit(200)
          .toArray()
      ).flatMap((stored) => toPublication(stored) ?? []),
    release: async (lane, runnableAt) => {
      const released = await lanes.updateOne(
        { ...mine(lane), wakes: lane.wakes },
        [
          {
            $set: {
              owner: null,
              leaseUntil: EPOCH,
              runnableAt: runnableAt === undefined ? NEVER : { $max: [clock.now(), '$closedUntil', runnableAt] },
            },
          },
        ],
        QUICK,
      );
      if (released.matchedCount === 1) return 'released';
      return (await lanes.countDocuments(mine(lane), QUICK)) === 1 ? 'woken' : 'lost';
    },
    reread: async (lane) => {
      const found = await lanes.findOne(mine(lane));
      return found === null ? undefined : ownedLane(found, lane.leasedAt);
    },
    close: async (lane, until) => {
      await lanes.updateOne(mine(lane), { $set: { closedUntil: until } }, QUICK);
    },
    wake: async (workspace, accounts, at) => {
      await Promise.all(accounts.map((account) => wake(mongo, workspace, account, at, clock.now())));
    },
    wakeSleeping: async (until, limit) => {
      const due = await publicationsOf(mongo)
        .aggregate<{ _id: string; workspace: string; nextAt: Date }>([
          { $match: { nextAt: { $lte: until }, state: { $in: [...OPEN, 'published'] } } },
          { $group: { _id: '$account', workspace: { $first: '$workspace' }, nextAt: { $min: '$nextAt' } } },
          { $lookup: { from: 'lanes', localField: '_id', foreignField: '_id', as: 'lane' } },
          { $set: { lane: { $first: '$lane' } } },
          {
            $match: {
              $expr: {
                $or: [
                  { $eq: [{ $type: '$lane' }, 'missing'] },
                  {
                    $and: [
                      { $lte: ['$lane.leaseUntil', '$$NOW'] },
                      { $gt: ['$lane.runnableAt', until] },
                      { $lte: ['$lane.closedUntil', clock.now()] },
                    ],
                  },
                ],
              },
            },
          },
          { $limit: limit },
        ])
        .toArray();
      for (const { _id, workspace, nextAt } of due) await wake(mongo, workspace, _id, nextAt, clock.now());
      return due.length;
    },
  };
}

/** The one index every candidate read walks. */
export async function createLaneIndexes({ db }: Mongo): Promise<void> {
  await db.collection('lanes').createIndex({ runnableAt: 1, _id: 1 });
}

async function wake(mongo: Mongo, workspace: string, account: string, at: Date, now: Date): Promise<void> {
  const asleep = { $max: ['$closedUntil', { $min: ['$runnableAt', { $max: [now, at] }] }] };
  await mongo.db.collection<StoredLane>('lanes').updateOne(
    { _id: account },
    [
      {
        $set: {
          workspace,
          owner: { $ifNull: ['$owner', null] },
          fence: { $ifNull: ['$fence', 0] },
          leaseUntil: { $ifNull: ['$leaseUntil', EPOCH] },
          closedUntil: { $ifNull: ['$closedUntil', EPOCH] },
          runnableAt: { $ifNull: ['$runnableAt', NEVER] },
          wakes: { $add: [{ $ifNull: ['$wakes', 0] }, 1] },
        },
      },
      { $set: { runnableAt: { $cond: [{ $gt: ['$leaseUntil', '$$NOW'] }, '$runnableAt', asleep] } } },
    ],
    { upsert: true },
  );
}

interface StoredLane {
  _id: string;
  workspace: string;
  owner: string | null;
  fence: number;
  wakes: number;
  leaseUntil: Date;
  runnableAt: Date;
  closedUntil: Date;
}

function mine({ account, owner, fence }: OwnedLane) {
  return { _id: account, owner, fence };
}

function ownedLane({ _id, workspace, owner, fence, wakes, closedUntil }: StoredLane, leasedAt: OwnedLane['leasedAt']): OwnedLane {
  return { account: _id, workspace, owner: owner ?? '', fence, wakes, closedUntil, leasedAt };
}

/** A lease from now; the lane is parked past it, so that busy lanes never stand first and a dead owner's comes back by itself. */
function leased(clock: Clock) {
  return {
    leaseUntil: { $add: ['$$NOW', LEASE_MS] },
    runnableAt: new Date(clock.now().getTime() + LEASE_MS + LOOKAHEAD_MS),
  };
}

const QUICK = { maxTimeMS: 2_000 };
const EPOCH = new Date(0);
const NEVER = new Date('9999-01-01T00:00:00Z');
