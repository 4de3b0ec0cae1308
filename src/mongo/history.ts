import type { HistoryEntry, HistoryStore } from '../workspaces/index.js';
import { isDuplicateKey, type Mongo } from './connection.js';

/** History in MongoDB. Nothing here updates or deletes. */
export function createHistoryStore({ db }: Mongo): HistoryStore {
  const history = db.collection<StoredEntry>('history');
  return {
    add: async (entries) => {
      if (entries.length === 0) return;
      const documents = entries.map(({ id, ...entry }) => ({ ...entry, _id: id }));
      try {
        await history.insertMany(documents, { ordered: false });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    ofPost: async (workspace, post, { skip, limit }) =>
      (await history.find({ workspace, post }).sort({ at: -1, _id: -1 }).skip(skip).limit(limit).toArray()).map(toEntry),
    between: async (workspace, brand, { since, until }, limit) =>
      (
        await history
          .find({ workspace, brand, at: { $gte: since, $lt: until } })
          .sort({ at: 1, _id: 1 })
          .limit(limit)
          .toArray()
      ).map(toEntry),
  };
}

/** Indexes of the collection: a post's entries and a brand's, in time. */
export async function createHistoryIndexes({ db }: Mongo): Promise<void> {
  await db.collection('history').createIndex({ workspace: 1, post: 1, at: -1 });
  await db.collection('history').createIndex({ workspace: 1, brand: 1, at: 1 });
}

type StoredEntry = Omit<HistoryEntry, 'id'> & { _id: string };

function toEntry({ _id, ...entry }: StoredEntry): HistoryEntry {
  return { ...entry, id: _id };
}
