import { DuplicateError, type ItemOf, type LibraryItem, type LibraryStore, type Signature } from '../posts/index.js';
import { isDuplicateKey, type Mongo } from './connection.js';

/** Templates, snippets, labels and signatures in MongoDB. */
export function createLibraryStore({ db }: Mongo): LibraryStore {
  const items = db.collection<StoredItem>('library');
  const signatures = db.collection<StoredSignature>('signatures');
  return {
    items: async (workspace, brand, kind) => {
      const found = await items.find({ workspace, brand, kind }).sort({ key: 1 }).toArray();
      return found.map(toItem) as ItemOf<typeof kind>[];
    },
    findLabels: async (workspace, brands, words, limit) => {
      const found = items.find({ workspace, brand: { $in: [...brands] }, kind: 'label' }).sort({ key: 1 });
      const labels: ItemOf<'label'>[] = [];
      for await (const stored of found) {
        if (stored.key.includes(words.trim().toLowerCase())) labels.push(toItem(stored) as ItemOf<'label'>);
        if (labels.length === limit) break;
      }
      return labels;
    },
    item: async (workspace, id) => {
      const found = await items.findOne({ _id: id, workspace });
      return found === null ? undefined : toItem(found);
    },
    labels: async (workspace, brand, ids) => {
      const found = await items
        .find({ _id: { $in: [...ids] }, workspace, brand, kind: 'label' })
        .sort({ key: 1 })
        .toArray();
      return found.map(toItem) as ItemOf<'label'>[];
    },
    save: async ({ id, ...item }) => {
      const { workspace, brand, kind } = item;
      try {
        await items.replaceOne({ _id: id, workspace, brand, kind }, { ...item, key: item.name.toLowerCase() }, { upsert: true });
      } catch (error) {
        if (isDuplicateKey(error)) throw new DuplicateError(`The brand has a ${kind} of this name.`, { cause: error });
        throw error;
      }
    },
    remove: async (workspace, id) => (await items.deleteOne({ _id: id, workspace })).deletedCount === 1,
    signatures: async (workspace, accounts) => {
      if (accounts.length === 0) return [];
      const found = await signatures.find({ _id: { $in: [...accounts] }, workspace }).toArray();
      return found.map(({ _id, ...signature }) => ({ ...signature, account: _id }));
    },
    saveSignature: async ({ account, workspace, ...signature }) => {
      await signatures.updateOne({ _id: account, workspace }, { $set: signature }, { upsert: true });
    },
    removeSignature: async (workspace, account) => {
      await signatures.deleteOne({ _id: account, workspace });
    },
  };
}

/** A brand has one item of a kind by each name; what a workspace has of signatures is found to be deleted with it. */
export async function createLibraryIndexes({ db }: Mongo): Promise<void> {
  await db.collection('library').createIndex({ workspace: 1, brand: 1, kind: 1, key: 1 }, { unique: true });
  await db.collection('signatures').createIndex({ workspace: 1, brand: 1 });
}

/** `key` is the name as names are compared. */
type StoredItem = Omit<LibraryItem, 'id'> & { _id: string; key: string };

type StoredSignature = Omit<Signature, 'account'> & { _id: string };

function toItem({ _id, key: _key, ...item }: StoredItem): LibraryItem {
  return { ...item, id: _id } as LibraryItem;
}
