import type { ScheduleStore } from '../publishing/index.js';
import { freeBlocked } from './connected-again.js';
import type { Mongo } from './connection.js';
import { publicationsOf, type StoredPublication, toPublication } from './publications.js';
import { waitsAgain } from './waits-again.js';

/** Publications by their times, in MongoDB. */
export function createScheduleStore(mongo: Mongo): ScheduleStore {
  const publications = publicationsOf(mongo);
  return {
    pause: async (workspace, brand) => {
      const waiting = { workspace, account: { $in: await accountsOf(mongo, workspace, brand) }, holds: { $ne: 'pause' as const } };
      const going = { ...waiting, state: { $in: GOING } };
      const stopped = { ...waiting, state: { $in: STOPPED } };
      const changed = await publications.distinct('post', { ...waiting, state: { $in: [...GOING, ...STOPPED] } });
      const held = { $addToSet: { holds: 'pause' as const }, $inc: { version: 1 } };
      await publications.updateMany(going, { ...held, $set: { state: 'held', cardDue: true }, $unset: { nextAt: 1 } });
      await publications.updateMany(stopped, { ...held, $set: { cardDue: true } });
      return changed;
    },
    resume: async (workspace, brand, now) => {
      const accounts = await accountsOf(mongo, workspace, brand);
      const paused = { workspace, account: { $in: accounts }, holds: 'pause' as const, dueAt: { $gt: now } };
      const held = { ...paused, state: 'held' as const };
      const found = await publications.find(paused, { projection: { post: 1, account: 1 } }).toArray();
      await publications.updateMany(held, waitsAgain(now, ['pause']));
      await publications.updateMany(
        { ...paused, state: { $ne: 'held' } },
        { $pull: { holds: 'pause' }, $inc: { version: 1 }, $set: { cardDue: true } },
      );
      return { posts: [...new Set(found.map(({ post }) => post))], accounts: [...new Set(found.map(({ account }) => account))] };
    },
    unblock: async (workspace, account, now) => {
      const blocked = { workspace, account, state: 'blocked' as const };
      const posts = await publications.distinct('post', blocked);
      await freeBlocked(mongo, workspace, [account], now);
      return posts;
    },
    overdue: async (workspace, brand, now, limit) =>
      all(
        await publications
          .find({ workspace, account: { $in: await accountsOf(mongo, workspace, brand) }, holds: 'pause', dueAt: { $lte: now } })
          .sort({ dueAt: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      ),
  };
}

/** From paused brands to those on whose accounts something waits that the pause does not hold yet. */
export function unheld() {
  const going = [{ $match: { state: { $in: [...GOING, ...STOPPED] }, holds: { $ne: 'pause' } } }, { $limit: 1 }, { $project: { _id: 1 } }];
  const accounts = [
    { $match: { $expr: { $eq: ['$brand', '$$brand'] } } },
    { $lookup: { from: 'publications', localField: '_id', foreignField: 'account', pipeline: going, as: 'going' } },
    { $match: { 'going.0': { $exists: true } } },
    { $limit: 1 },
    { $project: { _id: 1 } },
  ];
  const ofBrand = { from: 'accounts', localField: 'workspace', foreignField: 'workspace', let: { brand: '$_id' }, pipeline: accounts };
  return [{ $lookup: { ...ofBrand, as: 'unheld' } }, { $match: { 'unheld.0': { $exists: true } } }];
}

/** Every account of a brand, disconnected ones too. */
async function accountsOf({ db }: Mongo, workspace: string, brand: string): Promise<string[]> {
  const found = await db
    .collection<{ _id: string }>('accounts')
    .find({ workspace, brand }, { projection: { _id: 1 } })
    .toArray();
  return found.map(({ _id }) => _id);
}

function all(stored: readonly StoredPublication[]) {
  return stored.flatMap((each) => toPublication(each) ?? []);
}

const GOING: StoredPublication['state'][] = ['queued', 'staging', 'processing', 'ready'];
const STOPPED: StoredPublication['state'][] = ['held', 'blocked'];
