import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/http/metrics.js';
import { randomIds } from '../../src/lib/ids.js';
import { watchedLog } from '../../src/lib/log.js';
import type { MetaOperation } from '../../src/playground/meta/index.js';
import { createEngine, type Publication } from '../../src/publishing/index.js';
import { holdLane } from '../../src/publishing/lane.js';
import { runLane } from '../../src/publishing/run.js';
import { contentFor, publicationOf, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_engine');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const lanes = () => world.mongo.db.collection<{ _id: string; owner: string | null; leaseUntil: Date; runnableAt: Date }>('lanes');

async function approved(account = accounts.page): Promise<{ text: string; id: string }> {
  const text = `Words ${randomIds.id()}`;
  const { publications } = await world.approve([contentFor('facebook', account, { text })]);
  return { text, id: publications[0] ?? '' };
}

/** As if the lane's owner had been silent for the length of its lease. */
async function leaseOver(account = accounts.page): Promise<void> {
  await lanes().updateOne({ _id: account }, { $set: { leaseUntil: new Date(0), runnableAt: new Date(0) } });
}

async function claimed(owner: string) {
  const lane = await world.deps.lanes.claim(accounts.page, owner, new Date(Date.now() + 1_500));
  if (lane === undefined) throw new Error('The lane was not claimable.');
  return holdLane(world.deps, lane);
}

/** Another owner has the lane, although the first is alive and renews. */
async function takenOver(owner: string) {
  for (let tries = 0; tries < 50; tries += 1) {
    await leaseOver();
    const lane = await world.deps.lanes.claim(accounts.page, owner, new Date(Date.now() + 1_500));
    if (lane !== undefined) return holdLane(world.deps, lane);
  }
  throw new Error('The lane could not be taken over.');
}

/** Resolves once the send is at Meta, which answers later. */
async function sending(id: string): Promise<void> {
  await world.until(id, 'publishing');
  await arrived('feed');
}

/** Resolves once such a request is at Meta and not answered yet. */
async function arrived(name: MetaOperation): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; await world.deps.clock.wait(10)) {
    if (world.bench.meta.requests.some(({ operation, status }) => operation === name && status === 0)) return;
  }
  throw new Error(`No ${name} arrived.`);
}

describe('a lane', () => {
  test('sends in the order of the promises', async () => {
    const all = [await approved(), await approved(), await approved()];
    world.engine();
    await world.until(all[2]?.id ?? '', 'published');
    const order = world.bench.meta.ledger.map(({ text }) => text).filter((text) => all.some((each) => each.text === text));
    expect(order).toEqual(all.map(({ text }) => text));
  });

  test('of two engines is worked by one: nothing is sent twice', async () => {
    const engines = [world.engine('one'), world.engine('two'), world.engine('three')];
    const all = await Promise.all(Array.from({ length: 6 }, (_, index) => approved(index % 2 === 0 ? accounts.page : accounts.otherPage)));
    for (const engine of engines) engine.poke();
    for (const { id } of all) await world.until(id, 'published');
    expect(all.map(({ text }) => live(text).length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('is claimed shortly before something is due, and sends on time, never early', async () => {
    const { id } = await approved();
    const found = await world.read(id);
    const dueAt = new Date(Date.now() + 2_500);
    await world.deps.publications.change(found, { ...found, dueAt, nextAt: dueAt });
    await lanes().updateOne({ _id: accounts.page }, { $set: { runnableAt: dueAt } });
    world.engine();
    const { acts } = await world.until(id, 'published');
    const late = (acts[0]?.attempts[0]?.intentAt.getTime() ?? 0) - dueAt.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(500);
  });

  test('that is lost before the send lets nothing leave', async () => {
    const { text, id } = await approved();
    const slow = await claimed('slow');
    world.beforeChange = async (_from, next) => {
      if (next.state !== 'publishing') return;
      world.beforeChange = undefined;
      (await takenOver('other')).stop();
      await world.deps.clock.wait(3_500);
    };
    await runLane(world.deps, slow);
    const { state, acts } = await world.read(id);
    expect([state, acts[0]?.attempts[0]?.outcome]).toEqual(['queued', expect.objectContaining({ kind: 'refused', error: 'transient' })]);
    expect(live(text)).toHaveLength(0);
    await leaseOver();
    world.engine();
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('is never left asleep by an approval at the moment of its release', async () => {
    world.engine();
    for (let round = 0; round < 20; round += 1) {
      const first = await approved();
      await world.until(first.id, 'published');
      const second = await approved();
      await world.until(second.id, 'published');
      expect([live(first.text).length, live(second.text).length]).toEqual([1, 1]);
    }
  }, 60_000);
});

describe('a worker whose lane was taken while Meta answered', () => {
  const takenWhile = async (answer: Parameters<typeof world.bench.meta.fault>[0]['how'][]) => {
    for (const how of answer) world.bench.meta.fault({ match: 'feed', when: 'before', how });
    const { text, id } = await approved();
    const slow = runLane(world.deps, await claimed('slow'));
    await sending(id);
    await runLane(world.deps, await takenOver('next'));
    const unknown = await world.read(id);
    return { text, id, slow, unknown };
  };

  test('still settles its own attempt: a true answer is never thrown away', async () => {
    const { text, id, slow, unknown } = await takenWhile([{ slow: 2_500 }]);
    expect(unknown.state).toBe('unknown');
    await slow;
    const { state, acts } = await world.read(id);
    expect([state, acts[0]?.attempts[0]?.outcome]).toEqual(['published', { kind: 'published', ref: live(text)[0]?.id, by: 'answer' }]);
    world.engine();
    const { link } = await world.until(id, (each) => each.link !== undefined);
    expect(link).toBe(live(text)[0]?.permalink);
    expect(live(text)).toHaveLength(1);
  });

  test('is believed after Publish again too, and the card says that it may be there twice', async () => {
    const { id, slow, unknown } = await takenWhile([{ slow: 2_500 }]);
    const second = { id: 'second', contentHash: 'h', grantVersion: 1, intentAt: new Date(), deadlineAt: new Date() };
    const acts = unknown.acts.map((act) => ({ ...act, attempts: [...act.attempts, second] }));
    await world.deps.publications.change(unknown, { ...unknown, state: 'publishing', acts });
    await slow;
    const { state, trouble } = await world.read(id);
    expect(state).toBe('published');
    expect(trouble?.sentence).toContain('twice');
  });

  test('and was refused, settles that attempt without disturbing a newer one', async () => {
    const { id, slow, unknown } = await takenWhile([{ slow: 2_500 }]);
    world.bench.meta.expireToken('ada', 'expired');
    const second = { id: 'second', contentHash: 'h', grantVersion: 1, intentAt: new Date(), deadlineAt: new Date() };
    const acts = unknown.acts.map((act) => ({ ...act, attempts: [...act.attempts, second] }));
    await world.deps.publications.change(unknown, { ...unknown, state: 'publishing', acts });
    await slow;
    const after = await world.read(id);
    expect(after.state).toBe('publishing');
    expect(after.acts[0]?.attempts.map(({ outcome }) => outcome?.kind)).toEqual(['refused', undefined]);
  });
});

describe('what a dead process left behind', () => {
  const left = async (state: Publication['state'], fields: Partial<Publication> = {}) => {
    const made = await approved();
    const found = await world.read(made.id);
    await world.deps.publications.change(found, { ...found, state, ...fields });
    return made;
  };

  test.each([
    ['staging', {}],
    ['ready', { staged: { photoIds: [], before: null } }],
  ] as const)('before the send goes on: %s', async (state, fields) => {
    const { text, id } = await left(state, fields);
    world.engine();
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('at the send is unknown, never sent again by itself', async () => {
    const at = new Date();
    const attempt = { id: 'dead', contentHash: 'h', grantVersion: 1, intentAt: at, deadlineAt: at };
    const { text, id } = await left('publishing', { staged: { photoIds: [], before: null }, acts: [{ key: 'post', attempts: [attempt] }] });
    world.engine();
    const unknown = await world.until(id, 'unknown');
    expect((unknown.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(20_000);
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    expect(live(text)).toHaveLength(0);
  });
});

describe('an engine', () => {
  test('that stops waits for the send in flight and gives its lanes up', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'before', how: { slow: 1_500 } });
    const engine = world.engine();
    const [first, second] = [await approved(), await approved()];
    await sending(first.id);
    await engine.stop(20_000);
    expect((await world.read(first.id)).state).toBe('published');
    expect((await world.read(second.id)).acts).toEqual([]);
    const lane = await lanes().findOne({ _id: accounts.page });
    expect([lane?.owner, (lane?.runnableAt.getTime() ?? 0) <= Date.now() + 10]).toEqual([null, true]);
    world.engine('another');
    await world.until(second.id, 'published');
    expect([live(first.text).length, live(second.text).length]).toEqual([1, 1]);
  });

  test('that stops does not wait for what nobody needs to finish', async () => {
    world.bench.meta.fault({ match: 'published_posts', when: 'before', how: 'hang' });
    const engine = world.engine();
    const { text, id } = await approved();
    await arrived('published_posts');
    const began = Date.now();
    await engine.stop(20_000);
    expect(Date.now() - began).toBeLessThan(5_000);
    world.engine('another');
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('that cannot look for work says so, is counted, and looks again', async () => {
    const metrics = createMetrics({
      publications: async () => ({ due: 0, waiting: 0, unknown: 0 }),
      cardsDue: async () => 0,
      lanes: () => 0,
      clockOffsetMs: () => 0,
    });
    let looks = 0;
    const candidates: typeof world.deps.lanes.candidates = async (...args) => {
      looks += 1;
      if (looks <= 2) throw new Error('MongoDB does not answer.');
      return world.deps.lanes.candidates(...args);
    };
    const log = watchedLog(world.deps.log, metrics.logged);
    const { text, id } = await approved();
    const engine = createEngine({ ...world.deps, lanes: { ...world.deps.lanes, candidates }, log }, { owner: randomIds.id() });
    engine.start();
    await world.until(id, 'published').finally(() => engine.stop(20_000));
    expect(live(text)).toHaveLength(1);
    expect(world.logged.filter((line) => line.includes('Looking for due publications failed.'))).toHaveLength(2);
    expect(await metrics.text()).toContain('copydesk_loop_failures_total{loop="engine"} 2');
  });

  test('that loses the database while it works gives its lanes up once it is back, not when their leases are over', async () => {
    const { id } = await approved();
    let away = true;
    let refused = 0;
    const unlessAway =
      <In extends unknown[], Out>(work: (...input: In) => Promise<Out>) =>
      async (...input: In) => {
        if (!away) return work(...input);
        refused += 1;
        throw new Error('There is no primary.');
      };
    const { publications, lanes: all } = world.deps;
    const lane = await claimed('one');
    const working = runLane(
      {
        ...world.deps,
        publications: { ...publications, change: unlessAway(publications.change) },
        lanes: { ...all, release: unlessAway(all.release) },
      },
      lane,
    );
    setTimeout(() => {
      away = false;
    }, 1_200);
    await expect(working).rejects.toThrow('There is no primary.');
    expect(refused).toBeGreaterThan(2);
    expect(await lanes().findOne({ _id: accounts.page })).toMatchObject({ owner: null, leaseUntil: new Date(0) });
    world.engine('other');
    await world.until(id, 'published');
  });

  test('that idles asks at most once a second, however many posts wait', async () => {
    const at = new Date(Date.now() + 3 * 86_400_000);
    const waiting = Array.from({ length: 2_000 }, () => publicationOf({ account: randomIds.id(), dueAt: at, nextAt: at }));
    await world.mongo.db.collection<{ _id: string }>('publications').insertMany(waiting.map(({ id, ...rest }) => ({ ...rest, _id: id })));
    await world.deps.lanes.wake(
      WORKSPACE,
      waiting.map(({ account }) => account),
      at,
    );
    let asked = 0;
    world.commands(({ command }) => {
      if (!['hello', 'ping', 'endSessions'].some((name) => name in command)) asked += 1;
    });
    world.engine();
    await world.deps.clock.wait(4_500);
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThanOrEqual(5);
  });

  test('that has something due in a moment waits for it without asking again and again', async () => {
    const { id } = await approved();
    const found = await world.read(id);
    const dueAt = new Date(Date.now() + 1_400);
    await world.deps.publications.change(found, { ...found, dueAt, nextAt: dueAt });
    let commands = 0;
    world.commands(() => {
      commands += 1;
    });
    world.engine();
    await world.deps.clock.wait(1_200);
    expect(commands).toBeLessThan(12);
    await world.until(id, 'published');
  });
});
