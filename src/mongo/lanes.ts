import type { Clock } from '../lib/clock.js';
import { createGather } from '../lib/gather.js';
import type { LaneStore, OwnedLane } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { type Claim, claimTogether, ownedLane, renewTogether } from './lane-leases.js';
import { openOf } from './lane-open.js';
import { createReleases, lanesOf, mine } from './lane-writes.js';
import { publicationsOf, WORKABLE } from './publications.js';

/**
 * Lanes in MongoDB, one document per account. Leases go by the server's `$$NOW`; when a lane is runnable goes by the clock. Never written
 * inside a transaction.
 */
export function createLaneStore(mongo: Mongo, clock: Clock): LaneStore {
  const lanes = lanesOf(mongo);
  const release = createReleases(mongo);
  const claim = createGather((asked: readonly Claim[]) => claimTogether(mongo, clock, asked), { most: MOST });
  const renew = createGather((owned: readonly OwnedLane[]) => renewTogether(mongo, clock, owned), { most: MOST });
  const open = createGather((accounts: readonly string[]) => openOf(mongo, accounts), { most: 100 });
  return {
    candidates: async (until, limit) =>
      (
        await lanes
          .find({ runnableAt: { $lte: until } }, { projection: { _id: 1, runnableAt: 1 }, batchSize: limit, ...QUICK })
          .sort({ runnableAt: 1, _id: 1 })
          .limit(limit)
          .toArray()
      ).map(({ _id, runnableAt }) => ({ account: _id, runnableAt })),
    claim: (account, owner, until) => claim({ account, owner, until }),
    renew,
    open: ({ account }) => open(account),
    release: (lane, runnableAt) =>
      release(lane, {
        owner: null,
        leaseUntil: EPOCH,
        runnableAt: runnableAt === undefined ? NEVER : { $max: [clock.now(), '$closedUntil', runnableAt] },
      }),
    reread: async (lane) => {
      const found = await lanes.findOne(mine(lane));
      return found === null ? undefined : ownedLane(found, lane.leasedAt);
    },
    close: async (lane, until, closedFor) => {
      await lanes.updateOne(mine(lane), { $set: { closedUntil: until, closedFor } }, QUICK);
      await publicationsOf(mongo).updateMany({ account: lane.account, nextAt: { $lte: until } }, { $set: { cardDue: true } });
    },
    closed: async (workspace, accounts, now) => {
      const found = await lanes.find({ _id: { $in: [...accounts] }, workspace, closedUntil: { $gt: now } }).toArray();
      return new Map(found.map(({ _id, closedUntil, closedFor = '' }) => [_id, { until: closedUntil, sentence: closedFor }]));
    },
    wake: async (workspace, accounts, at) => {
      await wakeAll(
        mongo,
        accounts.map((account) => ({ workspace, account, at })),
        clock.now(),
      );
    },
    wakeSleeping: async (until, limit) => {
      const due = await publicationsOf(mongo)
        .aggregate<{ _id: string; workspace: string; nextAt: Date }>([...sleepingLane(clock.now(), until), { $limit: limit }])
        .toArray();
      await wakeAll(
        mongo,
        due.map(({ _id, workspace, nextAt }) => ({ workspace, account: _id, at: nextAt })),
        clock.now(),
      );
      return due.length;
    },
  };
}

/** From publications to the accounts on which something is due by `until` although the lane sleeps, or is missing. */
export function sleepingLane(now: Date, until: Date) {
  const sleeps = [{ $lte: ['$lane.leaseUntil', '$$NOW'] }, { $gt: ['$lane.runnableAt', until] }, { $lte: ['$lane.closedUntil', now] }];
  return [
    { $match: { nextAt: { $lte: until }, state: { $in: WORKABLE } } },
    { $group: { _id: '$account', workspace: { $first: '$workspace' }, nextAt: { $min: '$nextAt' } } },
    { $lookup: { from: 'lanes', localField: '_id', foreignField: '_id', as: 'lane' } },
    { $set: { lane: { $first: '$lane' } } },
    { $match: { $expr: { $or: [{ $eq: [{ $type: '$lane' }, 'missing'] }, { $and: sleeps }] } } },
  ];
}

/** The one index every candidate read walks. */
export async function createLaneIndexes({ db }: Mongo): Promise<void> {
  await db.collection('lanes').createIndex({ runnableAt: 1, _id: 1 });
}

interface Wake {
  readonly workspace: string;
  readonly account: string;
  readonly at: Date;
}

/** Of two that make a missing lane at once, MongoDB may refuse one: it is then there to be woken. */
async function wakeAll(mongo: Mongo, all: readonly Wake[], now: Date): Promise<void> {
  const operations = all.map((each) => wakeOperation(each, now));
  if (operations.length === 0) return;
  await lanesOf(mongo)
    .bulkWrite(operations, { ordered: false })
    .catch(() => Promise.all(operations.map((operation) => lanesOf(mongo).bulkWrite([operation]))));
}

function wakeOperation({ workspace, account, at }: Wake, now: Date) {
  const asleep = { $max: ['$closedUntil', { $min: ['$runnableAt', { $max: [now, at] }] }] };
  const known = {
    workspace,
    owner: { $ifNull: ['$owner', null] },
    fence: { $ifNull: ['$fence', 0] },
    leaseUntil: { $ifNull: ['$leaseUntil', EPOCH] },
    closedUntil: { $ifNull: ['$closedUntil', EPOCH] },
    runnableAt: { $ifNull: ['$runnableAt', NEVER] },
    wakes: { $add: [{ $ifNull: ['$wakes', 0] }, 1] },
  };
  const runnableAt = { $cond: [{ $gt: ['$leaseUntil', '$$NOW'] }, '$runnableAt', asleep] };
  return { updateOne: { filter: { _id: account }, update: [{ $set: known }, { $set: { runnableAt } }], upsert: true } };
}

const MOST = 500;
const QUICK = { maxTimeMS: 2_000 };
const EPOCH = new Date(0);
const NEVER = new Date('9999-01-01T00:00:00Z');
