import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { repair } from '../../src/publishing/index.js';
import { contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_instagram');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const containers = () => world.bench.meta.requests.filter(({ operation, method }) => operation === 'media' && method === 'POST').length;

async function approved(pictures = 1): Promise<{ text: string; id: string }> {
  const text = `Words ${randomIds.id()}`;
  const media = [];
  for (let count = 0; count < pictures; count += 1) media.push(await world.picture(`Picture ${count + 1}`));
  const { publications } = await world.approve([contentFor('instagram', accounts.instagram, { text, media })]);
  return { text, id: publications[0] ?? '' };
}

describe('an Instagram post', () => {
  test('waits for its pictures, then is published once with its link', async () => {
    world.bench.meta.containerDelay(2);
    world.engine();
    const { text, id } = await approved(3);
    await world.until(id, 'processing');
    const { link, acts } = await world.until(id, (each) => each.state === 'published' && each.link !== undefined);
    world.bench.meta.containerDelay(0);
    expect(live(text)).toHaveLength(1);
    expect(live(text)[0]?.media.map(({ altText }) => altText)).toEqual(['Picture 1', 'Picture 2', 'Picture 3']);
    expect([link, acts[0]?.ref]).toEqual([live(text)[0]?.permalink, live(text)[0]?.id]);
  });

  test('leaves no public address of its pictures behind', async () => {
    world.engine();
    const { id } = await approved();
    await world.until(id, (each) => each.state === 'published' && each.link !== undefined);
    for (
      const end = Date.now() + 5_000;
      Date.now() < end && (await world.mongo.db.collection('mediaLinks').countDocuments({ owner: id })) > 0;
    ) {
      await world.deps.clock.wait(20);
    }
    expect(await world.mongo.db.collection('mediaLinks').countDocuments({ owner: id })).toBe(0);
  });

  test('whose answer is lost after it took effect is settled by its container', async () => {
    world.bench.meta.fault({ match: 'media_publish', when: 'after', how: 'reset' });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'unknown');
    await world.hurry(id);
    const { acts } = await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
    expect(acts[0]?.ref).toBe(live(text)[0]?.id);
  });

  test('that was lost before it took effect is sent once more, with the same container, a minute after the send must have ended', async () => {
    world.bench.meta.fault({ match: 'media_publish', when: 'before', how: 'reset' });
    world.engine();
    const before = containers();
    const { text, id } = await approved();
    await world.until(id, 'unknown');
    await world.hurry(id);
    const waiting = await world.until(id, ({ finds }) => finds === 1);
    expect([waiting.state, live(text).length]).toEqual(['unknown', 0]);
    world.ahead = 90_000;
    await world.hurry(id);
    const { acts } = await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
    expect(containers() - before).toBe(1);
    expect(acts[0]?.attempts.map(({ outcome }) => outcome?.kind)).toEqual(['absent', 'published']);
  });

  test('is not proven absent sooner where a dead process may have sent it late', async () => {
    const { text, id } = await approved();
    const lane = await world.deps.lanes.claim(accounts.instagram, 'dead', new Date(Date.now() + 1_500));
    if (lane === undefined) throw new Error('The lane was not claimable.');
    const queued = await world.read(id);
    const sentAt = new Date(Date.now() - 300_000);
    const attempt = { id: 'dead-1', contentHash: 'h', grantVersion: 1, intentAt: sentAt, deadlineAt: new Date(sentAt.getTime() + 25_000) };
    await world.deps.publications.change(queued, {
      ...queued,
      state: 'publishing',
      acts: [{ key: 'post', attempts: [attempt] }],
      staged: { container: '1', children: [], stagedAt: sentAt.toISOString() },
    });
    await world.mongo.db
      .collection('lanes')
      .updateOne({ _id: accounts.instagram as never }, { $set: { leaseUntil: new Date(0), runnableAt: new Date(0) } });
    const claimed = Date.now();
    world.engine();
    const unknown = await world.until(id, 'unknown');
    const found = unknown.acts[0]?.attempts[0];
    expect((unknown.nextAt?.getTime() ?? 0) - claimed).toBeGreaterThanOrEqual(25_000);
    expect((found?.deadlineAt.getTime() ?? 0) - claimed).toBeGreaterThanOrEqual(25_000);
    expect(live(text)).toHaveLength(0);
  });

  test('whose container has expired meanwhile is prepared anew', async () => {
    world.bench.meta.fault({ match: 'media_publish', when: 'before', how: 'reset' });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'unknown');
    world.bench.meta.expireContainers();
    await world.hurry(id);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('whose container was refused at the send is prepared anew', async () => {
    world.bench.meta.fault({ match: 'media_publish', when: 'before', how: { graph: { status: 400, code: 24, subcode: 2207008 } } });
    world.engine();
    const before = containers();
    const { text, id } = await approved();
    await world.until(id, 'published');
    expect([live(text).length, containers() - before]).toEqual([1, 2]);
  });

  test('that Instagram never takes is given up after a bounded number of sends', async () => {
    const stop = world.bench.meta.fault({
      match: 'media_publish',
      when: 'before',
      times: 100,
      how: { graph: { status: 400, code: 24, subcode: 2207008 } },
    });
    world.engine();
    const { text, id } = await approved();
    const ticking = setInterval(() => void world.hurry(id), 100);
    try {
      const failed = await world.until(id, 'failed');
      expect(failed.acts[0]?.attempts.length).toBeLessThanOrEqual(10);
      expect(live(text)).toHaveLength(0);
    } finally {
      clearInterval(ticking);
      stop();
    }
  });

  test('that can be neither found nor sent again by its container goes out by Publish again', async () => {
    world.bench.meta.fault({ match: 'media_publish', when: 'before', how: 'reset' });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'unknown');
    const { staged } = await world.read(id);
    world.bench.meta.expireContainers();
    const gone = { graph: { status: 400, code: 100, subcode: 33 } };
    const stop = world.bench.meta.fault({
      match: new RegExp(`^GET .*/${String(staged?.container)}$`),
      when: 'before',
      times: 100,
      how: gone,
    });
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    await again(id);
    const still = await world.until(id, ({ state, acts }) => state === 'unknown' && acts[0]?.attempts.length === 2);
    expect(still.acts[0]?.attempts.map(({ outcome }) => outcome?.kind)).toEqual([undefined, 'refused']);
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    await again(id);
    await world.until(id, 'published');
    stop();
    expect(live(text)).toHaveLength(1);
  });

  test('over its daily quota waits an hour, and the Page beside it does not', async () => {
    const instagram = (await world.deps.accounts.accountsById(WORKSPACE, [accounts.instagram]))[0];
    world.bench.meta.setQuota(instagram?.platformId ?? '', 100, 100);
    world.engine();
    const text = `Quota ${randomIds.id()}`;
    const media = [await world.picture()];
    const { publications } = await world.approve([
      contentFor('instagram', accounts.instagram, { text, media }),
      contentFor('facebook', accounts.page, { text, media }),
    ]);
    const [waits = '', goes = ''] = publications;
    await world.until(goes, 'published');
    const queued = await world.until(waits, ({ trouble }) => trouble !== undefined);
    world.bench.meta.setQuota(instagram?.platformId ?? '', 0, 100);
    expect(queued.state).toBe('queued');
    expect(queued.trouble?.sentence).toContain('100 of 100');
    expect((queued.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
    expect(live(text).map(({ platform }) => platform)).toEqual(['facebook']);
  });
});

async function again(id: string): Promise<void> {
  await repair(world.deps, { workspace: WORKSPACE, publication: id, person: 'U3', repair: 'publish again' });
  world.poke();
}
