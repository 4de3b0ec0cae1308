import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createLaneIndexes, createLaneStore } from '../../src/mongo/lanes.js';
import { createPublicationIndexes, publicationsOf } from '../../src/mongo/publications.js';
import { type LaneStore, LEASE_MS, LOOKAHEAD_MS, type Publication } from '../../src/publishing/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { publicationOf } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;
let lanes: LaneStore;

beforeAll(async () => {
  database = await openTestDatabase('lanes');
  mongo = await connectMongo(new Secret(database.uri));
  lanes = createLaneStore(mongo, systemClock);
  await Promise.all([createLaneIndexes(mongo), createPublicationIndexes(mongo)]);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const stored = () => mongo.db.collection<{ _id: string; runnableAt: Date; leaseUntil: Date; owner: string | null; wakes: number }>('lanes');
const inMs = (ms: number) => new Date(Date.now() + ms);
const soon = () => inMs(LOOKAHEAD_MS);

/** Which lanes are candidates now. */
async function candidates(limit = 1_000): Promise<string[]> {
  return (await lanes.candidates(soon(), limit)).map(({ account }) => account);
}

async function lane(id: string) {
  const found = await stored().findOne({ _id: id });
  if (found === null) throw new Error(`There is no lane ${id}.`);
  return found;
}

async function awake(): Promise<string> {
  const account = randomIds.id();
  await lanes.wake('W', [account], new Date());
  return account;
}

async function claimed(owner = 'me') {
  const account = await awake();
  const own = await lanes.claim(account, owner, soon());
  if (own === undefined) throw new Error('The lane was not claimed.');
  return { account, own };
}

/** The owner is dead and its lease over. */
async function leaseOver(account: string): Promise<void> {
  await stored().updateOne({ _id: account }, { $set: { leaseUntil: inMs(-1), runnableAt: inMs(LOOKAHEAD_MS - 1) } });
}

async function keep(fields: Partial<Publication>): Promise<void> {
  const { id, ...publication } = publicationOf(fields);
  await publicationsOf(mongo).insertOne({ ...publication, _id: id });
}

describe('a claim', () => {
  test('goes to one of many at once, and leases by the time of the server', async () => {
    const account = await awake();
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => lanes.claim(account, `owner ${index}`, soon())));
    const winners = all.filter((each) => each !== undefined);
    expect(winners).toHaveLength(1);
    const { owner, leaseUntil, runnableAt } = await lane(account);
    expect(owner).toBe(winners[0]?.owner);
    expect(Math.abs(leaseUntil.getTime() - Date.now() - LEASE_MS)).toBeLessThan(2_000);
    expect(Math.abs(runnableAt.getTime() - leaseUntil.getTime() - LOOKAHEAD_MS)).toBeLessThan(500);
  });

  test('is not had before the lane is runnable, nor while a lease lives', async () => {
    const account = randomIds.id();
    await lanes.wake('W', [account], inMs(60_000));
    expect(await lanes.claim(account, 'early', soon())).toBeUndefined();
    const busy = await claimed();
    expect(await lanes.claim(busy.account, 'other', inMs(60_000))).toBeUndefined();
  });

  test('parks the lane, so that busy lanes are no candidates', async () => {
    const { account } = await claimed();
    expect(await candidates()).not.toContain(account);
  });

  test('comes back by itself when its owner is dead', async () => {
    const { account, own } = await claimed('dead');
    await leaseOver(account);
    expect(await candidates()).toContain(account);
    const next = await lanes.claim(account, 'alive', soon());
    expect(next?.fence).toBe(own.fence + 1);
  });

  test('that was taken over is fenced off', async () => {
    const { account, own } = await claimed('slow');
    await leaseOver(account);
    await lanes.claim(account, 'slow', soon());
    expect(await lanes.renew(own)).toBeUndefined();
    expect(await lanes.release(own, inMs(0))).toBe('lost');
    expect(await lanes.reread(own)).toBeUndefined();
    await lanes.close(own, inMs(60_000), 'Too many calls.');
    expect((await lanes.renew({ ...own, fence: own.fence + 1 }))?.closedUntil.getTime()).toBe(0);
  });

  test('lives on by renewal, and parks again', async () => {
    const { account, own } = await claimed();
    await stored().updateOne({ _id: account }, { $set: { leaseUntil: inMs(100), runnableAt: inMs(100) } });
    expect(await lanes.renew(own)).toMatchObject({ fence: own.fence, wakes: own.wakes });
    const { leaseUntil, runnableAt } = await lane(account);
    expect(leaseUntil.getTime() - Date.now()).toBeGreaterThan(LEASE_MS - 2_000);
    expect(Math.abs(runnableAt.getTime() - leaseUntil.getTime() - LOOKAHEAD_MS)).toBeLessThan(500);
  });
});

describe('a wake', () => {
  test('makes a lane that was never there, once, however many wake it', async () => {
    const account = randomIds.id();
    await Promise.all(Array.from({ length: 12 }, () => lanes.wake('W', [account], new Date())));
    expect((await lane(account)).wakes).toBe(12);
  });

  test('makes a sleeping lane runnable at its time, and never later than it was', async () => {
    const account = randomIds.id();
    const at = inMs(60_000);
    await lanes.wake('W', [account], at);
    expect((await lane(account)).runnableAt).toEqual(at);
    await lanes.wake('W', [account], inMs(120_000));
    expect((await lane(account)).runnableAt).toEqual(at);
    await lanes.wake('W', [account], inMs(-60_000));
    expect(Math.abs((await lane(account)).runnableAt.getTime() - Date.now())).toBeLessThan(2_000);
  });

  test('leaves a leased lane parked and is counted', async () => {
    const { account, own } = await claimed();
    const parked = (await lane(account)).runnableAt;
    await lanes.wake('W', [account], new Date());
    expect(await lane(account)).toMatchObject({ runnableAt: parked, wakes: own.wakes + 1 });
  });

  test('does not open a closed lane, before or after its release', async () => {
    const { account, own } = await claimed();
    const until = inMs(60_000);
    await lanes.close(own, until, 'Too many calls.');
    expect(await lanes.release(own, new Date())).toBe('released');
    expect((await lane(account)).runnableAt).toEqual(until);
    await lanes.wake('W', [account], new Date());
    expect((await lane(account)).runnableAt).toEqual(until);
  });
});

describe('a release', () => {
  test('lets the lane sleep until it is woken, or until the next thing is due', async () => {
    const sleeping = await claimed();
    expect(await lanes.release(sleeping.own, undefined)).toBe('released');
    expect((await lane(sleeping.account)).runnableAt.getUTCFullYear()).toBe(9999);
    const due = await claimed();
    const at = inMs(30_000);
    expect(await lanes.release(due.own, at)).toBe('released');
    expect(await lane(due.account)).toMatchObject({ runnableAt: at, owner: null });
    expect(await lanes.claim(due.account, 'other', inMs(40_000))).toBeDefined();
  });

  test('misses when the lane was woken, and passes once that is known', async () => {
    const { account, own } = await claimed();
    await lanes.wake('W', [account], new Date());
    expect(await lanes.release(own, undefined)).toBe('woken');
    const newer = await lanes.reread(own);
    expect(newer?.wakes).toBe(own.wakes + 1);
    expect(await lanes.release(newer ?? own, undefined)).toBe('released');
  });

  test('never loses a wake that comes at the same moment', async () => {
    const accounts = await Promise.all(Array.from({ length: 150 }, () => claimed()));
    const outcomes = await Promise.all(
      accounts.map(async ({ account, own }) => {
        const [released] = await Promise.all([lanes.release(own, undefined), lanes.wake('W', [account], new Date())]);
        const { runnableAt } = await lane(account);
        return released === 'woken' || runnableAt <= inMs(LOOKAHEAD_MS);
      }),
    );
    expect(outcomes.every((safe) => safe)).toBe(true);
  });
});

describe('the read of candidates', () => {
  test('walks its one index: nothing is fetched and nothing sorted, soonest first', async () => {
    const [late, early] = [await awake(), await awake()];
    await stored().updateOne({ _id: early }, { $set: { runnableAt: new Date(1) } });
    await stored().updateOne({ _id: late }, { $set: { runnableAt: new Date(2) } });
    expect(await candidates(2)).toEqual([early, late]);
    const profile = await profiled(() => candidates(2));
    expect(profile.planSummary).toBe('IXSCAN { runnableAt: 1, _id: 1 }');
    expect([profile.docsExamined, profile.hasSortStage ?? false]).toEqual([0, false]);
    expect(profile.keysExamined).toBeLessThanOrEqual(3);
  });

  test.each([1_000, 1_000_000])('walks no more of it among %i lanes', async (count) => {
    const large = await openTestDatabase('many_lanes');
    const own = await connectMongo(new Secret(large.uri));
    try {
      await fill(own, count);
      const store = createLaneStore(own, systemClock);
      const found = await store.candidates(soon(), 100);
      expect(found.map(({ account }) => account)).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
      const profile = await profiled(() => store.candidates(soon(), 100), own);
      expect(profile.planSummary).toBe('IXSCAN { runnableAt: 1, _id: 1 }');
      expect([profile.docsExamined, profile.hasSortStage ?? false]).toEqual([0, false]);
      expect(profile.keysExamined).toBeLessThanOrEqual(51);
    } finally {
      await own.close();
      await large.drop();
    }
  });

  /** So many lanes, the first 50 of them due one after the other, the rest from tomorrow on. Made by mongod itself: it would take a client half a minute. */
  async function fill({ db }: Mongo, count: number): Promise<void> {
    const number = { $add: [{ $multiply: ['$thousands', 1_000] }, '$ones'] };
    const due = { $dateSubtract: { startDate: '$$NOW', unit: 'second', amount: { $subtract: [60, number] } } };
    await db
      .aggregate([
        { $documents: [{}] },
        { $set: { thousands: { $range: [0, count / 1_000] } } },
        { $unwind: '$thousands' },
        { $set: { ones: { $range: [0, 1_000] } } },
        { $unwind: '$ones' },
        {
          $project: {
            _id: { $toString: number },
            runnableAt: {
              $cond: [{ $lt: [number, 50] }, due, { $dateAdd: { startDate: '$$NOW', unit: 'minute', amount: { $add: [1_440, number] } } }],
            },
          },
        },
        { $out: 'lanes' },
      ])
      .toArray();
    await createLaneIndexes({ db } as Mongo);
  }

  async function profiled(read: () => Promise<unknown>, { db }: Mongo = mongo) {
    await db.command({ profile: 2 });
    await read();
    await db.command({ profile: 0 });
    const [entry] = await db
      .collection('system.profile')
      .find({ op: 'query', ns: `${db.databaseName}.lanes` })
      .sort({ ts: -1 })
      .limit(1)
      .toArray();
    return entry as unknown as { planSummary: string; docsExamined: number; keysExamined: number; hasSortStage?: boolean };
  }
});

describe('what is open on a lane', () => {
  test('is its account only, soonest promise first, without what nobody waits for', async () => {
    const { account, own } = await claimed();
    const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, second));
    await keep({ id: `${account}b`, account, dueAt: at(2) });
    await keep({ id: `${account}a`, account, dueAt: at(1), state: 'unknown' });
    await keep({ id: `${account}p`, account, dueAt: at(3), state: 'published' });
    for (const state of ['held', 'blocked', 'failed', 'cancelled'] as const) await keep({ account, state });
    const { nextAt: _nextAt, ...done } = publicationOf({ account, state: 'published' });
    await publicationsOf(mongo).insertOne({ ...done, _id: done.id });
    await keep({ account: 'another' });
    expect((await lanes.open(own)).map(({ id }) => id)).toEqual([`${account}a`, `${account}b`, `${account}p`]);
  });
});

describe('the tick', () => {
  test('wakes lanes that sleep, or are missing, although something is due, and no others', async () => {
    const [asleep, missing, busy, closed, notDue] = [
      await claimed(),
      { account: randomIds.id() },
      await claimed(),
      await claimed(),
      await claimed(),
    ];
    await lanes.release(asleep.own, undefined);
    await lanes.close(closed.own, inMs(60_000), 'Too many calls.');
    await lanes.release(closed.own, inMs(60_000));
    await lanes.release(notDue.own, inMs(60_000));
    for (const { account } of [asleep, missing, busy, closed]) await keep({ account, nextAt: new Date() });
    await keep({ account: notDue.account, nextAt: inMs(60_000) });
    const before = new Map((await stored().find().toArray()).map(({ _id, wakes }) => [_id, wakes]));
    await lanes.wakeSleeping(soon(), 100);
    const woken = (await stored().find().toArray()).filter(({ _id, wakes }) => wakes !== before.get(_id)).map(({ _id }) => _id);
    expect(woken).toEqual(expect.arrayContaining([asleep.account, missing.account]));
    for (const { account } of [busy, closed, notDue]) expect(woken).not.toContain(account);
    expect(await candidates()).toEqual(expect.arrayContaining([asleep.account, missing.account]));
  });
});
