import type { PlatformId } from '../platforms/platform.js';
import type { ScheduleEverywhere } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { publicationsOf } from './publications.js';

/** What has to be asked over all workspaces as time goes by. */
export function createScheduleEverywhere(mongo: Mongo): ScheduleEverywhere {
  const posts = mongo.db.collection<{ _id: string; workspace: string; cardDue: boolean; seq: number }>('posts');
  const cards = mongo.db.collection<{ _id: string; workspace: string; lookAt?: Date }>('cards');
  const brands = mongo.db.collection<{ _id: string; workspace: string }>('brands');
  const only = { projection: { workspace: 1 } };
  return {
    unapproved: async (now, limit) =>
      (await posts.find(unapprovedPost(now), only).limit(limit).toArray()).map(({ _id, workspace }) => ({ workspace, post: _id })),
    markReminders: async (now, limit) => {
      const found = await cards
        .find({ lookAt: { $lte: now } }, only)
        .limit(limit)
        .toArray();
      const ids = found.map(({ _id }) => _id);
      await posts.updateMany({ _id: { $in: ids } }, { $set: { cardDue: true }, $inc: { seq: 1 } });
      await cards.updateMany({ _id: { $in: ids }, lookAt: { $lte: now } }, { $unset: { lookAt: 1 } });
      return found.map(({ _id, workspace }) => ({ workspace, post: _id }));
    },
    halted: async (limit) => {
      const halted = { $or: [{ pause: { $exists: true } }, { resume: { $exists: true } }] };
      return (await brands.find(halted, only).limit(limit).toArray()).map(({ _id, workspace }) => ({ workspace, brand: _id }));
    },
    late: async (before, limit) => {
      const found = await publicationsOf(mongo)
        .aggregate<{ _id: string; workspace: string }>([
          { $match: latePublication(before) },
          { $group: { _id: '$post', workspace: { $first: '$workspace' } } },
          { $limit: limit },
        ])
        .toArray();
      return found.map(({ _id, workspace }) => ({ workspace, post: _id }));
    },
    blockedThoughWell: async (limit) =>
      publicationsOf(mongo)
        .aggregate<{ workspace: string; account: string; platform: PlatformId }>([
          ...blockedThoughWell(),
          { $limit: limit },
          { $project: { _id: 0, workspace: '$account.workspace', account: '$_id', platform: '$account.platform' } },
        ])
        .toArray(),
  };
}

/** A post that waits for a review although its time is over. */
export function unapprovedPost(now: Date) {
  return { 'when.kind': 'at', 'when.at': { $lte: now }, state: { $in: ['in_review', 'changes_requested', 'held'] } };
}

/** Approved, due before then, neither out nor held, and not being tried on time. */
export function latePublication(before: Date) {
  return {
    nextAt: { $exists: true },
    dueAt: { $lte: before },
    state: { $in: ['queued', 'staging', 'processing', 'ready'] as const },
    $or: [{ nextAt: { $lte: before } }, { trouble: { $exists: true } }],
  };
}

/** From publications to the accounts that something is blocked on although they could publish; `account` is the whole account. */
export function blockedThoughWell() {
  return [
    { $match: { state: 'blocked' } },
    { $group: { _id: '$account' } },
    { $lookup: { from: 'accounts', localField: '_id', foreignField: '_id', as: 'account' } },
    { $set: { account: { $first: '$account' } } },
    { $match: { 'account.disconnectedAt': null, 'account.health.state': 'good' } },
    { $lookup: { from: 'workspaces', localField: 'account.workspace', foreignField: '_id', as: 'workspace' } },
    { $match: { workspace: { $elemMatch: { uninstalledAt: null } } } },
  ];
}
