import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createLaneIndexes, createLaneStore } from '../../src/mongo/lanes.js';
import { createPublicationIndexes, createPublicationStore, publicationsOf } from '../../src/mongo/publications.js';
import { type LaneStore, LOOKAHEAD_MS, type OwnedLane, type Publication, RefTakenError } from '../../src/publishing/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { publicationOf, WORKSPACE } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;
let store: ReturnType<typeof createPublicationStore>;
let lanes: LaneStore;
const sent: Command[] = [];

interface Command {
  readonly update?: string;
  readonly updates?: readonly object[];
  readonly maxTimeMS?: number;
  readonly writeConcern?: { readonly w?: unknown };
}

beforeAll(async () => {
  database = await openTestDatabase('together');
  mongo = await connectMongo(new Secret(`${database.uri}${database.uri.includes('?') ? '&' : '?'}monitorCommands=true`));
  mongo.client.on('commandStarted', ({ command }) => sent.push(command as Command));
  store = createPublicationStore(mongo);
  lanes = createLaneStore(mongo, systemClock);
  await Promise.all([createPublicationIndexes(mongo), createLaneIndexes(mongo)]);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const soon = () => new Date(Date.now() + LOOKAHEAD_MS);
const publicationUpdates = () => sent.filter(({ update }) => update === 'publications');

async function keep(count: number, fields: Partial<Publication> = {}): Promise<Publication[]> {
  const all = Array.from({ length: count }, () => publicationOf({ account: randomIds.id(), ...fields }));
  await publicationsOf(mongo).insertMany(all.map(({ id, ...rest }) => ({ ...rest, _id: id })));
  return all;
}

const ready = (from: Publication) => store.change(from, { ...from, state: 'ready' });

/** Somebody's transaction has changed the document and is not over: every other write of it waits. `end` lets go of it. */
async function locked(collection: string, _id: string, update: object): Promise<{ end(how: 'commit' | 'abort'): Promise<void> }> {
  let decide: (how: 'commit' | 'abort') => void = () => {};
  const decided = new Promise<'commit' | 'abort'>((resolve) => {
    decide = resolve;
  });
  const session = await mongo.connection.startSession();
  session.startTransaction();
  await mongo.db.collection<{ _id: string }>(collection).updateOne({ _id }, update, { session });
  const over = decided.then(async (how) => {
    await (how === 'commit' ? session.commitTransaction() : session.abortTransaction());
    await session.endSession();
  });
  return {
    end: (how) => {
      decide(how);
      return over;
    },
  };
}

async function claimed(count: number): Promise<OwnedLane[]> {
  const accounts = Array.from({ length: count }, () => randomIds.id());
  await lanes.wake('W', accounts, new Date());
  const until = soon();
  const all = await Promise.all(accounts.map((account) => lanes.claim(account, 'me', until)));
  return all.flatMap((lane) => lane ?? []);
}

describe('changes of many publications at once', () => {
  test('travel as one write that the majority acknowledges, and each learns whether it won', async () => {
    const all = await keep(150);
    const overtaken = all.filter((_, index) => index % 3 === 0);
    await Promise.all(overtaken.map((from) => store.change(from, { ...from, state: 'held' })));
    sent.length = 0;
    const answers = await Promise.all(all.map(ready));
    expect(publicationUpdates().map(({ updates }) => updates?.length)).toEqual([150]);
    expect(publicationUpdates()[0]).toMatchObject({ maxTimeMS: 500, writeConcern: { w: 'majority' } });
    expect(answers.map((written) => written?.version)).toEqual(all.map((_, index) => (index % 3 === 0 ? undefined : 1)));
    const stored = await Promise.all(all.map(({ id }) => store.publication(WORKSPACE, id)));
    expect(stored.map((each) => each?.state)).toEqual(all.map((_, index) => (index % 3 === 0 ? 'held' : 'ready')));
  });

  test('are refused one by one: a ref that is taken stops nobody else', async () => {
    const account = randomIds.id();
    const [holder] = await keep(1, { account });
    if (holder === undefined) throw new Error('Nothing was kept.');
    const acts = [{ key: 'post', attempts: [], ref: '7' }];
    await store.change(holder, { ...holder, state: 'published', acts });
    const [[other], [late], rest] = [await keep(1, { account }), await keep(1), await keep(20)];
    if (other === undefined || late === undefined) throw new Error('Nothing was kept.');
    await ready(late);
    const answers = await Promise.allSettled([
      store.change(other, { ...other, state: 'published', acts }),
      ready(late),
      ...rest.map(ready),
    ]);
    expect(answers[0]).toMatchObject({ status: 'rejected', reason: expect.any(RefTakenError) });
    expect(answers[1]).toEqual({ status: 'fulfilled', value: undefined });
    expect(answers.slice(2).every((answer) => answer.status === 'fulfilled' && answer.value?.version === 1)).toBe(true);
  });

  test.each([
    ['abort', 1, 'ready'],
    ['commit', undefined, 'held'],
  ] as const)('survive half a second without an answer: nothing is written twice, nothing lost (%s)', async (how, version, state) => {
    const all = await keep(9);
    const stuck = all[4]?.id ?? '';
    const lock = await locked('publications', stuck, { $set: { state: 'held' }, $inc: { version: 1 } });
    const changing = Promise.all(all.map(ready));
    await systemClock.wait(900);
    await lock.end(how);
    const answers = await changing;
    expect(answers.map((written) => written?.version)).toEqual(all.map(({ id }) => (id === stuck ? version : 1)));
    const stored = await Promise.all(all.map(({ id }) => store.publication(WORKSPACE, id)));
    expect(stored.map((each) => [each?.state, each?.version])).toEqual(all.map(({ id }) => [id === stuck ? state : 'ready', 1]));
  });
});

describe('lanes', () => {
  test('are claimed many at once, under one owner each', async () => {
    const accounts = Array.from({ length: 40 }, () => randomIds.id());
    await lanes.wake('W', accounts, new Date());
    const until = soon();
    const claims = ['one', 'two', 'three'].map((owner) => Promise.all(accounts.map((account) => lanes.claim(account, owner, until))));
    const owned = (await Promise.all(claims)).flat().flatMap((lane) => lane ?? []);
    expect(owned.map(({ account }) => account).sort()).toEqual([...accounts].sort());
    const stored = await mongo.db.collection<{ _id: string; owner: string; fence: number }>('lanes').find({ _id: { $in: accounts } });
    for (const { _id, owner, fence } of await stored.toArray())
      expect(owned).toContainEqual(expect.objectContaining({ account: _id, owner, fence }));
  });

  test('are claimed, renewed and given up although one of them is stuck', async () => {
    const accounts = Array.from({ length: 8 }, () => randomIds.id());
    await lanes.wake('W', accounts, new Date());
    const whileStuck = async <T>(work: () => Promise<T>) => {
      const lock = await locked('lanes', accounts[3] ?? '', { $set: { workspace: 'elsewhere' } });
      const working = work();
      await systemClock.wait(700);
      await lock.end('abort');
      return working;
    };
    const until = soon();
    const owned = await whileStuck(() => Promise.all(accounts.map((account) => lanes.claim(account, 'me', until))));
    const held = owned.flatMap((lane) => lane ?? []);
    expect(held.map(({ account, fence }) => [account, fence])).toEqual(accounts.map((account) => [account, 1]));
    expect((await whileStuck(() => Promise.all(held.map(lanes.renew)))).every((lane) => lane?.fence === 1)).toBe(true);
    const released = await whileStuck(() => Promise.all(held.map((lane) => lanes.release(lane, undefined))));
    expect(released).toEqual(accounts.map(() => 'released'));
  });

  test('are given up together, except those that were woken or taken', async () => {
    const all = await claimed(30);
    const [woken, taken] = [all[5], all[17]];
    if (woken === undefined || taken === undefined) throw new Error('Too few lanes were claimed.');
    await lanes.wake('W', [woken.account], new Date());
    await mongo.db.collection<{ _id: string; fence: number }>('lanes').updateOne({ _id: taken.account }, { $inc: { fence: 1 } });
    sent.length = 0;
    const released = await Promise.all(all.map((lane) => lanes.release(lane, undefined)));
    expect(sent.filter(({ update }) => update === 'lanes')).toHaveLength(1);
    expect(released).toEqual(all.map((lane) => (lane === woken ? 'woken' : lane === taken ? 'lost' : 'released')));
  });
});

describe('what is open', () => {
  test('of a lane with more than are read at once, has the soonest promises and what begins soonest', async () => {
    const [[lane], [other]] = [await claimed(1), await claimed(1)];
    if (lane === undefined || other === undefined) throw new Error('No lane was claimed.');
    const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 10, minute));
    const fields = (minute: number) => ({ account: lane.account, dueAt: at(minute), nextAt: at(minute) });
    for (let minute = 0; minute < 70; minute += 1) await keep(1, fields(minute));
    const [video] = await keep(1, { ...fields(80), nextAt: at(-5) });
    const { nextAt: _nextAt, ...sending } = publicationOf({ ...fields(90), state: 'publishing' });
    await publicationsOf(mongo).insertOne({ ...sending, _id: sending.id });
    const [few] = await keep(1, { account: other.account });
    const [open, ofOther] = await Promise.all([lanes.open(lane), lanes.open(other)]);
    expect(open.slice(0, 50).map(({ dueAt }) => dueAt)).toEqual(Array.from({ length: 50 }, (_, minute) => at(minute)));
    expect(open.slice(50).map(({ id }) => id)).toEqual([video?.id, sending.id]);
    expect(ofOther.map(({ id }) => id)).toEqual([few?.id]);
  });
});
