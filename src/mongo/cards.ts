import type { Card, CardCopy, CardStore } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { publicationsOf } from './publications.js';

/** Cards in MongoDB, one document per post. */
export function createCardStore(mongo: Mongo): CardStore {
  const cards = mongo.db.collection<StoredCard>('cards');
  const posts = mongo.db.collection<{ _id: string; workspace: string; cardDue: boolean; seq: number }>('posts');
  const workspaces = mongo.db.collection<{ _id: string; uninstalledAt?: Date }>('workspaces');
  return {
    claim: async (workspace, post, owner) => {
      await cards.updateOne(
        { _id: post, workspace },
        { $setOnInsert: { pictures: {}, owner: null, leaseUntil: new Date(0) } },
        { upsert: true },
      );
      const claimed = await cards.findOneAndUpdate(
        { _id: post, workspace, $or: [{ owner }, { owner: null }, { $expr: { $lte: ['$leaseUntil', '$$NOW'] } }] },
        [{ $set: { owner, leaseUntil: { $add: ['$$NOW', LEASE_MS] } } }],
        { returnDocument: 'after' },
      );
      return claimed === null ? undefined : toCard(claimed);
    },
    card: async (workspace, post) => {
      const found = await cards.findOne({ _id: post, workspace });
      return found === null ? undefined : toCard(found);
    },
    save: async ({ workspace, post, ...card }, owner) => {
      await cards.updateOne({ _id: post, workspace, owner }, { $set: card });
    },
    release: async (workspace, post, owner) => {
      await cards.updateOne({ _id: post, workspace, owner }, { $set: { owner: null } });
    },
    lookAgain: async (workspace, post, lookAt) => {
      await cards.updateOne({ _id: post, workspace }, lookAt === undefined ? { $unset: { lookAt: 1 } } : { $set: { lookAt } });
    },
    clearDue: async (workspace, post, { seq, publications }) => {
      await posts.updateOne({ _id: post, workspace, seq }, { $set: { cardDue: false } });
      for (const { id, version } of publications)
        await publicationsOf(mongo).updateOne({ _id: id, workspace, version }, { $set: { cardDue: false } });
    },
    due: async (limit) => {
      const removed = await workspaces.find({ uninstalledAt: { $exists: true } }, { projection: { _id: 1 } }).toArray();
      const due = { cardDue: true, ...(removed.length === 0 ? {} : { workspace: { $nin: removed.map(({ _id }) => _id) } }) } as const;
      const fromPosts = await posts
        .find(due, { projection: { workspace: 1 } })
        .limit(limit)
        .toArray();
      const fromPublications = await publicationsOf(mongo)
        .find(due, { projection: { workspace: 1, post: 1 } })
        .limit(limit)
        .toArray();
      const all = new Map(fromPosts.map(({ _id, workspace }) => [_id, workspace]));
      for (const { post, workspace } of fromPublications) all.set(post, workspace);
      return [...all].map(([post, workspace]) => ({ workspace, post }));
    },
  };
}

/** The cards that are to be drawn again by themselves. */
export async function createCardIndexes({ db }: Mongo): Promise<void> {
  await db.collection('cards').createIndex({ lookAt: 1 }, { sparse: true });
}

interface StoredCard {
  _id: string;
  workspace: string;
  channel?: string;
  ts?: string;
  pictures: Record<string, string>;
  copies?: readonly CardCopy[];
  lookAt?: Date;
  owner: string | null;
  leaseUntil: Date;
}

function toCard({ _id, workspace, channel, ts, pictures, copies, lookAt }: StoredCard): Card {
  return {
    workspace,
    post: _id,
    pictures,
    ...(channel === undefined ? {} : { channel }),
    ...(ts === undefined ? {} : { ts }),
    ...(copies === undefined ? {} : { copies }),
    ...(lookAt === undefined ? {} : { lookAt }),
  };
}

const LEASE_MS = 30_000;
