import { LRUCache } from 'lru-cache';
import type { Workspace, WorkspaceStore } from '../workspaces/index.js';

/** Workspaces as they were read within the last second, those without an installation fresh every time. Rights never rest on it: the rooms read the workspace again. */
export interface RecentWorkspaces {
  workspace(workspace: string): Promise<Workspace | undefined>;
  /** Makes the next read a fresh one. */
  forget(workspace: string): void;
}

/** Shares one read of a workspace between all requests of a second: a read for each more than halves how many requests a second are answered. */
export function createRecentWorkspaces(store: Pick<WorkspaceStore, 'workspace'>): RecentWorkspaces {
  const reads = new LRUCache<string, Promise<Workspace | undefined>>({ max: 1_000, ttl: 1_000 });
  return {
    workspace: (workspace) => {
      const kept = reads.get(workspace);
      if (kept !== undefined) return kept;
      const read = store.workspace(workspace);
      reads.set(workspace, read);
      read.then(
        (found) => (found === undefined || found.uninstalledAt !== undefined) && reads.delete(workspace),
        () => reads.delete(workspace),
      );
      return read;
    },
    forget: (workspace) => {
      reads.delete(workspace);
    },
  };
}
