import { Schema } from 'mongoose';
import type { Deletion, DeletionStore } from '../accounts/index.js';
import type { Mongo } from './connection.js';

/** Requests to delete data, in MongoDB. They hold a person's id only until the deletion is done. */
export function createDeletionStore({ connection }: Mongo): DeletionStore {
  const deletions = connection.model<DeletionDocument>('Deletion', deletionSchema);
  return {
    begin: async ({ code, ...fields }) => {
      await deletions.create({ _id: code, ...fields });
    },
    finish: async (code, at) => {
      await deletions.updateOne({ _id: code, doneAt: null }, { $set: { doneAt: at }, $unset: { person: 1 } });
    },
    deletion: async (code) => {
      const stored = await deletions.findById(code).lean();
      return stored === null ? undefined : toDeletion(stored);
    },
    unfinished: async (before, limit) =>
      (await deletions.find(unfinishedDeletion(before)).sort({ requestedAt: 1 }).limit(limit).lean()).map(toDeletion),
  };
}

/** What is not done yet of what was asked before then. */
export function unfinishedDeletion(before: Date) {
  return { person: { $exists: true }, requestedAt: { $lt: before } };
}

/** Indexes of the collection: the few that are not done. */
export async function createDeletionIndexes({ db }: Mongo): Promise<void> {
  await db.collection('deletions').createIndex({ requestedAt: 1 }, { partialFilterExpression: { person: { $exists: true } } });
}

interface DeletionDocument extends Omit<Deletion, 'code'> {
  readonly _id: string;
}

const deletionSchema = new Schema<DeletionDocument>(
  {
    _id: { type: String, required: true },
    family: { type: String, required: true },
    person: String,
    requestedAt: { type: Date, required: true },
    doneAt: Date,
  },
  { collection: 'deletions', versionKey: false, strict: 'throw' },
);

function toDeletion({ _id, ...fields }: DeletionDocument): Deletion {
  return { ...fields, code: _id };
}
