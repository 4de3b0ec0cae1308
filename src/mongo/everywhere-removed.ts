import type { RemovedWorkspaces } from '../workspaces/index.js';
import type { Mongo } from './connection.js';
import { WORKSPACE_COLLECTIONS } from './workspace-data.js';

/** Workspaces that Copydesk was removed from, in MongoDB: the way of their data out of it. */
export function createRemovedWorkspaces({ db }: Mongo): RemovedWorkspaces {
  const workspaces = db.collection<StoredWorkspace>('workspaces');
  return {
    claimRelease: async (before, now, until) => {
      return (await workspaces.findOneAndUpdate(toRelease(before, now), { $set: { releaseAt: until } }, { projection: { _id: 1 } }))?._id;
    },
    released: async (workspace, at) => {
      await workspaces.updateOne({ _id: workspace, uninstalledAt: { $exists: true } }, { $set: { releasedAt: at } });
    },
    toDelete: async (before) =>
      (
        await workspaces
          .find(removedBefore(before), { projection: { _id: 1 } })
          .limit(20)
          .toArray()
      ).map(({ _id }) => _id),
    beginDeletion: async (workspace, before, at) =>
      (await workspaces.updateOne({ _id: workspace, ...removedBefore(before) }, { $set: { deletingAt: at } })).matchedCount === 1,
    deleteAll: async (workspace) => {
      await deleteBytes(db, workspace);
      for (const name of WORKSPACE_COLLECTIONS) await db.collection(name).deleteMany({ workspace });
      for (const name of WORKSPACE_COLLECTIONS) if ((await db.collection(name).findOne({ workspace })) !== null) return false;
      return (await workspaces.deleteOne({ _id: workspace, deletingAt: { $exists: true } })).deletedCount === 1;
    },
  };
}

/** What was removed before `before`, where accesses are still to be given back and nobody tries now. */
export function toRelease(before: Date, now: Date) {
  return {
    uninstalledAt: { $lte: before },
    releasedAt: { $exists: false },
    $or: [{ releaseAt: { $exists: false } }, { releaseAt: { $lte: now } }],
  };
}

/** What was removed before `before`. */
export function removedBefore(before: Date) {
  return { uninstalledAt: { $lte: before } };
}

/** A file's document goes last, so that what a crash leaves is found again. */
async function deleteBytes(db: Mongo['db'], workspace: string): Promise<void> {
  const files = db.collection('media.files');
  for await (const { _id } of files.find({ 'metadata.workspace': workspace }, { projection: { _id: 1 } })) {
    await db.collection('media.chunks').deleteMany({ files_id: _id });
    await files.deleteOne({ _id });
  }
}

interface StoredWorkspace {
  readonly _id: string;
  readonly uninstalledAt?: Date;
  /** Nobody tries before it. */
  readonly releaseAt?: Date;
  readonly releasedAt?: Date;
  readonly deletingAt?: Date;
}
