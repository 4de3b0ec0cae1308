import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';

/** Workspaces that Copydesk was removed from, wherever they stand. */
export interface RemovedWorkspaces {
  /** Claims one, removed before `before`, whose accesses are still to be given back and nobody tries before `until`. */
  claimRelease(before: Date, now: Date, until: Date): Promise<string | undefined>;
  /** Its accesses are given back. */
  released(workspace: string, at: Date): Promise<void>;
  /** Those removed before `before`, and those whose deletion has begun. */
  toDelete(before: Date): Promise<readonly string[]>;
  /** From here on it can only be deleted; false when it was installed again. */
  beginDeletion(workspace: string, before: Date, at: Date): Promise<boolean>;
  /** Deletes everything of it, itself last. False while there is still something left. Repeatable. */
  deleteAll(workspace: string): Promise<boolean>;
}

/** What giving back and deleting rest on; `release` resolves to false where it has to be tried again. */
export interface RemovedDeps {
  readonly removed: RemovedWorkspaces;
  readonly release: (workspace: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gives back the accesses of workspaces that Copydesk was removed from an hour ago: a reinstall within that hour loses nothing. */
export async function releaseRemoved({ removed, release, clock }: RemovedDeps): Promise<void> {
  for (;;) {
    const now = clock.now();
    const workspace = await removed.claimRelease(ago(now, RELEASE_AFTER_MS), now, new Date(now.getTime() + RELEASE_AGAIN_MS));
    if (workspace === undefined) return;
    if (await release(workspace)) await removed.released(workspace, clock.now());
  }
}

/** Deletes everything of workspaces that Copydesk was removed from 30 days ago. What a crash cuts off goes on at the next turn. */
export async function deleteRemoved({ removed, clock, log }: RemovedDeps): Promise<void> {
  const now = clock.now();
  const before = ago(now, DELETE_AFTER_MS);
  for (const workspace of await removed.toDelete(before)) {
    if (!(await removed.beginDeletion(workspace, before, now))) continue;
    if (await removed.deleteAll(workspace)) log.warn({ workspace }, 'everything of a removed workspace was deleted');
  }
}

/** How long accesses are kept after a removal. */
export const RELEASE_AFTER_MS = 60 * 60_000;

/** How long everything else is kept after a removal. */
export const DELETE_AFTER_MS = 30 * 24 * 60 * 60_000;

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

const RELEASE_AGAIN_MS = 10 * 60_000;
