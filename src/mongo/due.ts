import { DELETION_LEFT_MS } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import { LATE_MS, LOOKAHEAD_MS } from '../publishing/index.js';
import { DELETE_AFTER_MS, RELEASE_AFTER_MS } from '../workspaces/index.js';
import type { Mongo } from './connection.js';
import { unfinishedDeletion } from './deletions.js';
import { accountToCheck, grantToRenew } from './everywhere-accounts.js';
import { installationToRenew } from './everywhere-installations.js';
import { removedBefore, toRelease } from './everywhere-removed.js';
import { blockedThoughWell, latePublication, unapprovedPost } from './everywhere-schedule.js';
import { sleepingLane } from './lanes.js';
import { unheld } from './schedule.js';

/** One thing that may be due: what a pipeline finds on a collection, along an index and one after another, so that the first is found at once. */
export interface Due {
  readonly on: string;
  find(now: Date): readonly object[];
}

/** By what each turn of the ticker is due; any one is enough. */
export const DUE = {
  cards: [
    { on: 'posts', find: () => [{ $match: { cardDue: true } }, ...INSTALLED] },
    { on: 'publications', find: () => [{ $match: { cardDue: true } }, ...INSTALLED] },
  ],
  notices: [{ on: 'notices', find: (now) => [{ $match: { dueAt: { $lte: now } } }, ...INSTALLED] }],
  reminders: [{ on: 'cards', find: (now) => [{ $match: { lookAt: { $lte: now } } }] }],
  expired: [{ on: 'posts', find: (now) => [{ $match: unapprovedPost(now) }] }],
  pauses: [
    { on: 'brands', find: () => [{ $match: { 'pause.at': { $exists: true } } }, ...unheld()] },
    { on: 'brands', find: () => [{ $match: { 'resume.at': { $exists: true } } }] },
  ],
  banners: [
    {
      on: 'brands',
      find: () => [
        { $match: { 'pause.at': { $exists: true }, 'pause.banner': { $exists: false }, reviewChannel: { $exists: true } } },
        ...INSTALLED,
      ],
    },
  ],
  late: [{ on: 'publications', find: (now) => [{ $match: latePublication(before(now, LATE_MS)) }] }],
  blocked: [{ on: 'publications', find: () => blockedThoughWell() }],
  deletions: [{ on: 'deletions', find: (now) => [{ $match: unfinishedDeletion(before(now, DELETION_LEFT_MS)) }] }],
  tokens: [{ on: 'grants', find: (now) => [{ $match: grantToRenew(now) }] }],
  accounts: [{ on: 'accounts', find: (now) => [{ $match: accountToCheck(now) }] }],
  releases: [{ on: 'workspaces', find: (now) => [{ $match: toRelease(before(now, RELEASE_AFTER_MS), now) }] }],
  removals: [{ on: 'workspaces', find: (now) => [{ $match: removedBefore(before(now, DELETE_AFTER_MS)) }] }],
  botTokens: [{ on: 'installations', find: (now) => [{ $match: installationToRenew(now) }] }],
  lanes: [{ on: 'publications', find: (now) => sleepingLane(now, before(now, -LOOKAHEAD_MS)) }],
} as const satisfies Record<string, readonly Due[]>;

/** One read of all that was asked: which of it is due now, by the clock. */
export function createDueRead({ db }: Mongo, clock: Clock): (asked: readonly (readonly Due[])[]) => Promise<boolean[]> {
  return async (asked) => {
    const pipelines = dueReads(asked, clock.now());
    const [first, ...others] = pipelines;
    if (first === undefined) return [];
    const all = [...first.pipeline, ...others.map(({ on, pipeline }) => ({ $unionWith: { coll: on, pipeline } }))];
    const found = await db.collection(first.on).aggregate<{ nth: number }>(all, { maxTimeMS: 2_000 }).toArray();
    const due = new Set(found.map(({ nth }) => nth));
    return asked.map((_, nth) => due.has(nth));
  };
}

/** The single reads that it is made of, each of which ends with its first find. */
export function dueReads(asked: readonly (readonly Due[])[], now: Date): { readonly on: string; readonly pipeline: object[] }[] {
  return asked.flatMap((any, nth) =>
    any.map(({ on, find }) => ({ on, pipeline: [...find(now), { $limit: 1 }, { $project: { _id: 0, nth: { $literal: nth } } }] })),
  );
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

/** Only where the app was not removed from Slack. */
const INSTALLED = [
  { $lookup: { from: 'workspaces', localField: 'workspace', foreignField: '_id', as: 'installed' } },
  { $match: { 'installed.uninstalledAt': { $exists: false } } },
];
