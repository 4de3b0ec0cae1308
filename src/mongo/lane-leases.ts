import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.js';
import { LEASE_MS, LOOKAHEAD_MS, leaseStart, type OwnedLane } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { lanesOf, type StoredLane } from './lane-writes.js';
import { ALONE_MS, QUICK_MS } from './write-together.js';

/** A claim of one lane, as it is asked for. */
export interface Claim {
  readonly account: string;
  readonly owner: string;
  readonly until: Date;
}

/** One update for each owner, under an id of its own by which what it took is read back. */
export async function claimTogether(mongo: Mongo, clock: Clock, asked: readonly Claim[]): Promise<(OwnedLane | undefined)[]> {
  const claims = new Map(asked.map(({ owner, until }) => [`${owner} ${until.getTime()}`, { owner, until, id: randomUUID() }]));
  const idOf = ({ owner, until }: Claim) => claims.get(`${owner} ${until.getTime()}`)?.id;
  const leasedAt = leaseStart();
  for (const { owner, until, id } of claims.values()) {
    const accounts = asked.filter((each) => idOf(each) === id).map(({ account }) => account);
    await leaseTogether(accounts, (some, maxTimeMS) =>
      lanesOf(mongo).updateMany(
        { _id: { $in: [...some] }, runnableAt: { $lte: until }, $expr: { $lte: ['$leaseUntil', '$$NOW'] } },
        [{ $set: { owner, claim: id, fence: { $add: ['$fence', 1] }, ...leased(clock) } }],
        { maxTimeMS },
      ),
    );
  }
  const ids = [...claims.values()].map(({ id }) => id);
  const found = await lanesOf(mongo)
    .find({ _id: { $in: asked.map(({ account }) => account) }, claim: { $in: ids } })
    .toArray();
  const byAccount = new Map(found.map((lane) => [lane._id, lane]));
  return asked.map((each) => {
    const lane = byAccount.get(each.account);
    return lane?.claim === undefined || lane.claim !== idOf(each) ? undefined : ownedLane(lane, leasedAt);
  });
}

/** One update for all of an owner's. A lane that was lost, and claimed anew by the same owner, is renewed too, but not under the old fence. */
export async function renewTogether(mongo: Mongo, clock: Clock, owned: readonly OwnedLane[]): Promise<(OwnedLane | undefined)[]> {
  const leasedAt = leaseStart();
  const owners = [...new Set(owned.map(({ owner }) => owner))];
  await leaseTogether(
    owned.map(({ account }) => account),
    (some, maxTimeMS) =>
      lanesOf(mongo).updateMany({ _id: { $in: [...some] }, owner: { $in: owners } }, [{ $set: leased(clock) }], { maxTimeMS }),
  );
  const found = await lanesOf(mongo)
    .find({ _id: { $in: owned.map(({ account }) => account) } })
    .toArray();
  const byAccount = new Map(found.map((lane) => [lane._id, lane]));
  return owned.map(({ account, owner, fence }) => {
    const lane = byAccount.get(account);
    return lane?.owner === owner && lane.fence === fence ? ownedLane(lane, leasedAt) : undefined;
  });
}

/** A stored lane as its owner holds it. */
export function ownedLane({ _id, workspace, owner, fence, wakes, closedUntil }: StoredLane, leasedAt: OwnedLane['leasedAt']): OwnedLane {
  return { account: _id, workspace, owner: owner ?? '', fence, wakes, closedUntil, leasedAt };
}

/** A lease from now; the lane is parked past it, so that busy lanes never stand first and a dead owner's comes back by itself. */
function leased(clock: Clock) {
  return {
    leaseUntil: { $add: ['$$NOW', LEASE_MS] },
    runnableAt: new Date(clock.now().getTime() + LEASE_MS + LOOKAHEAD_MS),
  };
}

/**
 * Writes a lease over many lanes at once, `write` being idempotent: when no answer comes within {@link QUICK_MS}, each is written by itself.
 */
async function leaseTogether(accounts: readonly string[], write: (accounts: readonly string[], maxTimeMS: number) => Promise<unknown>) {
  try {
    await write(accounts, QUICK_MS);
  } catch {
    await Promise.all(accounts.map((account) => write([account], ALONE_MS)));
  }
}
