import type { PlatformId } from '../platforms/platform.js';
import type { ScheduleEverywhere } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { publicationsOf } from './publications.js';

/** What has to be asked over all workspaces as time goes by. */
export function createScheduleEverywhere(mongo: Mongo): ScheduleEverywhere {
  const posts = mongo.db.collection<{ _id: string; workspace: string }>('posts');
  const brands = mongo.db.collection<{ _id: string; workspace: string }>('brands');
  const only = { projection: { workspace: 1 } };
  return {
    unapproved: async (now, limit) => {
      const over = { 'when.kind': 'at', 'when.at': { $lte: now }, state: { $in: ['in_review', 'changes_requested', 'held'] } };
      return (await posts.find(over, only).limit(limit).toArray()).map(({ _id, workspace }) => ({ workspace, post: _id }));
    },
    markReminders: async ({ now, waitingMs, nearMs }, limit) => {
      const waiting = {
        state: 'in_review',
        updatedAt: { $lte: new Date(now.getTime() - waitingMs) },
        $expr: { $ne: ['$reminded.waiting', '$updatedAt'] },
      };
      const near = {
        state: 'in_review',
        'when.kind': 'at',
        'when.at': { $gt: now, $lte: new Date(now.getTime() + nearMs) },
        $expr: {
          $and: [{ $ne: ['$reminded.near', '$when.at'] }, { $lte: ['$updatedAt', { $subtract: ['$when.at', nearMs] }] }],
        },
      };
      const mark = async (which: object, reminded: object) => {
        const found = await posts.find(which, only).limit(limit).toArray();
        for (const { _id } of found)
          await posts.updateOne({ _id, ...which }, [{ $set: { ...reminded, cardDue: true, seq: { $add: ['$seq', 1] } } }]);
        return found.map(({ _id, workspace }) => ({ workspace, post: _id }));
      };
      return [...(await mark(waiting, { 'reminded.waiting': '$updatedAt' })), ...(await mark(near, { 'reminded.near': '$when.at' }))];
    },
    halted: async (limit) => {
      const halted = { $or: [{ pause: { $exists: true } }, { resume: { $exists: true } }] };
      return (await brands.find(halted, only).limit(limit).toArray()).map(({ _id, workspace }) => ({ workspace, brand: _id }));
    },
    late: async (before, limit) => {
      const found = await publicationsOf(mongo)
        .aggregate<{ _id: string; workspace: string }>([
          {
            $match: {
              nextAt: { $exists: true },
              dueAt: { $lte: before },
              state: { $in: ['queued', 'staging', 'processing', 'ready'] },
              $or: [{ nextAt: { $lte: before } }, { trouble: { $exists: true } }],
            },
          },
          { $group: { _id: '$post', workspace: { $first: '$workspace' } } },
          { $limit: limit },
        ])
        .toArray();
      return found.map(({ _id, workspace }) => ({ workspace, post: _id }));
    },
    blockedThoughWell: async (limit) =>
      publicationsOf(mongo)
        .aggregate<{ workspace: string; account: string; platform: PlatformId }>([
          { $match: { state: 'blocked' } },
          { $group: { _id: '$account' } },
          { $lookup: { from: 'accounts', localField: '_id', foreignField: '_id', as: 'account' } },
          { $set: { account: { $first: '$account' } } },
          { $match: { 'account.disconnectedAt': null, 'account.health.state': 'good' } },
          { $lookup: { from: 'workspaces', localField: 'account.workspace', foreignField: '_id', as: 'workspace' } },
          { $match: { workspace: { $elemMatch: { uninstalledAt: null } } } },
          { $limit: limit },
          { $project: { _id: 0, workspace: '$account.workspace', account: '$_id', platform: '$account.platform' } },
        ])
        .toArray(),
  };
}
