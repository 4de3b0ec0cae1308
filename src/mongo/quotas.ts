import type { Quota, QuotaStore } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { publicationsOf } from './publications.js';

/** Quotas in MongoDB, one document per account. */
export function createQuotaStore(mongo: Mongo): QuotaStore {
  const quotas = mongo.db.collection<StoredQuota>('quotas');
  return {
    keep: async (workspace, account, { unit, limit, used, resetsAt }, times, now) => {
      const sameDay = { $and: [{ $gt: ['$resetsAt', now] }, { $eq: ['$unit', unit] }] };
      const counted = used ?? { $cond: [sameDay, { $add: ['$used', times] }, times] };
      const kept = await quotas.findOneAndUpdate(
        { _id: account },
        [{ $set: { workspace, unit, limit, at: now, used: counted, ...(resetsAt === undefined ? {} : { resetsAt }) } }],
        { upsert: true, returnDocument: 'after' },
      );
      if (kept === null) throw new Error(`The quota of account ${account} was not stored.`);
      return toQuota(kept);
    },
    quotas: async (workspace, accounts) => {
      const found = await quotas.find({ _id: { $in: [...accounts] }, workspace }).toArray();
      return new Map(found.map((stored) => [stored._id, toQuota(stored)]));
    },
    publishedSince: async (workspace, account, since) => {
      const found = await publicationsOf(mongo)
        .find({ account, workspace, publishedAt: { $gt: since } }, { projection: { publishedAt: 1 } })
        .sort({ publishedAt: 1 })
        .limit(1_000)
        .toArray();
      return found.flatMap(({ publishedAt }) => publishedAt ?? []);
    },
  };
}

/** What an account published, by when. */
export async function createQuotaIndexes(mongo: Mongo): Promise<void> {
  const published = { partialFilterExpression: { publishedAt: { $exists: true } } };
  await publicationsOf(mongo).createIndex({ account: 1, publishedAt: 1 }, published);
}

type StoredQuota = Quota & { _id: string; workspace: string };

function toQuota({ _id, workspace: _workspace, ...quota }: StoredQuota): Quota {
  return quota;
}
