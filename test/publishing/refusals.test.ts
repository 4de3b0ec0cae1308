import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createScheduleEverywhere } from '../../src/mongo/everywhere-schedule.js';
import { publicationsOf } from '../../src/mongo/publications.js';
import { createScheduleStore } from '../../src/mongo/schedule.js';
import { PlatformError } from '../../src/platforms/errors.js';
import { closePost, readAllowances, repair, unblockWell } from '../../src/publishing/index.js';
import { BRAND, contentFor, publicationOf, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_refusals');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const pageId = async (account: string) => (await world.deps.accounts.accountsById(WORKSPACE, [account]))[0]?.platformId ?? '';

async function approved(account = accounts.page): Promise<{ text: string; post: string; id: string }> {
  const text = `Words ${randomIds.id()}`;
  const { post, publications } = await world.approve([contentFor('facebook', account, { text })]);
  return { text, post, id: publications[0] ?? '' };
}

describe('a rate limit', () => {
  test('stops its account, the next post too, and no other account', async () => {
    world.bench.meta.fault({
      match: 'feed',
      when: 'before',
      how: { graph: { status: 400, code: 32 } },
      accountId: await pageId(accounts.page),
    });
    const [first, second, other] = [await approved(), await approved(), await approved(accounts.otherPage)];
    world.engine();
    await world.until(other.id, 'published');
    const limited = await world.until(first.id, ({ trouble }) => trouble !== undefined);
    await world.deps.clock.wait(1_500);
    expect(limited.state).toBe('queued');
    expect((limited.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000);
    expect(limited.acts[0]?.attempts[0]?.outcome).toMatchObject({ kind: 'refused', error: 'rate_limited' });
    expect((await world.read(second.id)).acts).toEqual([]);
    expect([live(first.text).length, live(second.text).length]).toEqual([0, 0]);
    await world.deps.lanes.wake(WORKSPACE, [accounts.page], new Date());
    await world.deps.clock.wait(1_500);
    expect((await world.read(second.id)).state).toBe('queued');
    world.ahead = 70_000;
    await world.until(second.id, 'published');
    await world.until(first.id, 'published');
    expect([live(first.text).length, live(second.text).length]).toEqual([1, 1]);
  });
});

test('an account that is close to its limit of calls rests before Meta refuses, which holds up no other account', async () => {
  const page = await pageId(accounts.page);
  world.bench.meta.setUsage(page, 96);
  const first = await approved();
  world.engine();
  await world.until(first.id, 'published');
  const [second, other] = [await approved(), await approved(accounts.otherPage)];
  world.poke();
  await world.until(other.id, 'published');
  const closed = (await world.deps.lanes.closed(WORKSPACE, [accounts.page, accounts.otherPage], new Date())).get(accounts.page);
  expect(closed?.sentence).toContain('close to its limit');
  expect((closed?.until.getTime() ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
  expect(await world.read(second.id)).toMatchObject({ state: 'queued', acts: [] });
  world.bench.meta.setUsage(page, 5);
  world.ahead = 301_000;
  await world.until(second.id, 'published');
  expect(live(second.text)).toHaveLength(1);
});

describe('the daily posts of Instagram', () => {
  test('are asked for, kept, and counted on by our own posts', async () => {
    const account = accounts.instagram;
    world.bench.meta.setQuota(await pageId(account), 23, 50);
    expect((await readAllowances(world.deps, WORKSPACE, [account])).get(account)).toMatchObject({ unit: 'posts', used: 23, limit: 50 });
    const { publications } = await world.approve([contentFor('instagram', account, { text: 'One more', media: [await world.picture()] })]);
    world.engine();
    await world.until(publications[0] ?? '', 'published');
    expect((await readAllowances(world.deps, WORKSPACE, [account])).get(account)).toMatchObject({ used: 24, limit: 50 });
    world.ahead = 86_500_000;
    world.bench.meta.fault({ match: 'quota', when: 'before', how: 'http_500' });
    expect((await readAllowances(world.deps, WORKSPACE, [account])).get(account)).toMatchObject({ used: 0, limit: 50 });
  });

  test('are over until the oldest of our own is a day old', async () => {
    const account = accounts.instagram;
    const picture = await world.picture();
    const oldest = new Date(Date.now() - 23 * 3_600_000);
    const publishedAt = [new Date(oldest.getTime() - 3_600_001), oldest, new Date()];
    const earlier = publishedAt.map((at) => publicationOf({ account, platform: 'instagram', state: 'published', publishedAt: at }));
    await publicationsOf(world.mongo).insertMany(earlier.map(({ id, ...fields }) => ({ ...fields, _id: id, nextAt: undefined }) as never));
    world.bench.meta.setQuota(await pageId(account), 50, 50);
    const { publications } = await world.approve([contentFor('instagram', account, { text: 'No room', media: [picture] })]);
    world.engine();
    const waiting = await world.until(publications[0] ?? '', ({ trouble }) => trouble !== undefined);
    expect(waiting.state).toBe('queued');
    expect(waiting.nextAt?.toISOString()).toBe(new Date(oldest.getTime() + 86_400_000).toISOString());
    expect(waiting.trouble?.sentence).toContain('50 of 50 posts');
    world.bench.meta.setQuota(await pageId(account), 49, 50);
    world.ahead = 3_601_000;
    await world.until(waiting.id, 'published');
    world.bench.meta.setQuota(await pageId(account), 0);
  });
});

test('a token that cannot be had just now puts off its post and not its lane', async () => {
  const { accountToken } = world.deps.accounts;
  let asked = 0;
  const accessor = world.deps.accounts as { accountToken: typeof accountToken };
  accessor.accountToken = async (...args) => {
    asked += 1;
    if (asked > 2) return accountToken(...args);
    throw new PlatformError({ kind: 'transient', sentence: 'X could not renew the access just now.', sent: false });
  };
  const { id } = await approved();
  world.engine();
  const published = await world.until(id, 'published');
  accessor.accountToken = accountToken;
  expect(asked).toBeGreaterThan(2);
  expect(published.acts[0]?.attempts).toHaveLength(1);
  expect(world.logged.filter((line) => line.includes('its lane comes back by itself'))).toEqual([]);
});

describe('lost authority', () => {
  test('blocks the post, marks the account broken, and goes on by itself once it is connected again', async () => {
    world.bench.meta.expireToken('ada', 'expired');
    world.engine();
    const { text, id } = await approved();
    const blocked = await world.until(id, 'blocked');
    expect(blocked).not.toHaveProperty('nextAt');
    expect((await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]))[0]?.health.state).toBe('broken');
    await unblockTurn();
    expect(await world.read(id)).toEqual(blocked);
    await reconnect(2);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('asks before it sends what is longer past its time than the brand tolerates, and sends the rest in order', async () => {
    const posts = await Promise.all([approved(), approved()]);
    world.bench.meta.expireToken('ada', 'expired');
    world.engine();
    const [old, young] = posts;
    for (const { id } of posts) await world.until(id, 'blocked');
    const due = new Date(world.deps.clock.now().getTime() - 31 * 60_000);
    await world.mongo.db
      .collection<{ _id: string; dueAt: Date }>('publications')
      .updateOne({ _id: old?.id ?? '' }, { $set: { dueAt: due } });
    await reconnect(2);
    const held = await world.until(old?.id ?? '', 'held');
    expect([held.holds, held.trouble?.sentence]).toEqual([['overdue'], 'The account was not connected when it was due.']);
    expect(held).not.toHaveProperty('nextAt');
    await world.until(young?.id ?? '', 'published');
    expect(live(old?.text ?? '')).toEqual([]);
  });

  test('that was noticed while the account was being connected again leaves nothing blocked', async () => {
    const { text, id } = await approved();
    world.beforeChange = async (_from, next) => {
      if (next.state !== 'blocked') return;
      world.beforeChange = undefined;
      await reconnect(2);
    };
    world.bench.meta.expireToken('ada', 'expired');
    world.engine();
    const blocked = await world.until(id, 'blocked');
    expect((await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]))[0]?.health.state).toBe('good');
    await unblockTurn();
    expect((await world.read(id)).version).toBeGreaterThan(blocked.version);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('at the send counts the same', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 403, code: 200 } } });
    world.engine();
    const { id } = await approved();
    expect((await world.until(id, 'blocked')).acts[0]?.attempts[0]?.outcome).toMatchObject({ kind: 'refused', error: 'reauth_needed' });
  });

  test.each([
    ['while it was prepared', 'published_posts'],
    ['at the send', 'feed'],
  ] as const)('under a grant that was renewed meanwhile blocks nothing: %s', async (_when, match) => {
    world.bench.meta.fault({ match, when: 'before', how: { graph: { status: 400, code: 190 } } });
    const http = world.deps.http;
    let renewed = false;
    Object.assign(world.deps, {
      http: async (request: Parameters<typeof http>[0]) => {
        const hit = request.url.endsWith(match);
        const answer = await http(request);
        if (hit && !renewed) {
          renewed = true;
          await reconnect(2);
        }
        return answer;
      },
    });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'published').finally(() => Object.assign(world.deps, { http }));
    expect(live(text)).toHaveLength(1);
    expect((await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]))[0]?.health.state).toBe('good');
  });

  test('that no key opens any more blocks the post with a way on, and not the lane', async () => {
    const stored = world.mongo.db.collection<{ _id: string; token: string }>('accounts');
    const before = await stored.findOneAndUpdate({ _id: accounts.page }, { $set: { token: '1.k1.AAAA.AAAA.AAAA' } });
    world.engine();
    const { text, id } = await approved();
    const blocked = await world.until(id, 'blocked');
    expect(blocked.trouble?.sentence).toMatch(/[Rr]econnect/);
    await unblockTurn();
    expect(await world.read(id)).toEqual(blocked);
    await stored.updateOne({ _id: accounts.page }, { $set: { token: before?.token ?? '' } });
    await unblockTurn();
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  async function reconnect(grantVersion: number): Promise<void> {
    const { token, accounts: candidates } = await world.bench.connect('ada');
    const page = candidates.find(({ platform }) => platform === 'facebook');
    const account = (await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]))[0];
    if (account === undefined) throw new Error('The account is gone.');
    await world.deps.transaction(async (tx) => {
      await world.accounts.saveAccount({ ...account, health: { state: 'good' } }, { grantVersion, token: page?.token ?? token }, tx);
      await world.connected.unblock(WORKSPACE, [account.id], tx);
    });
    await world.connected.wake([account.id]);
  }
});

test('a workspace that removed Copydesk publishes nothing until it is installed again, and then what was not held meanwhile', async () => {
  const { text, id } = await approved();
  const held = await approved();
  await world.deps.workspaces.markUninstalled(WORKSPACE, { at: new Date(), installedBefore: new Date() });
  world.engine();
  const blocked = await world.until(id, 'blocked');
  await world.until(held.id, 'blocked');
  await publicationsOf(world.mongo).updateOne({ _id: held.id }, { $set: { holds: ['hold'] } });
  await unblockTurn();
  expect(await world.read(id)).toEqual(blocked);
  await world.deps.workspaces.install(
    { id: WORKSPACE, name: 'Bluebird', botUserId: 'UBOT' },
    { id: BRAND, name: 'Bluebird', zone: 'Europe/Berlin', authorsMayApprove: false },
  );
  expect(blocked.trouble?.sentence).toContain('Install it again');
  expect(live(text)).toHaveLength(0);
  await unblockTurn();
  await world.until(id, 'published');
  expect([live(text).length, live(held.text).length]).toEqual([1, 0]);
  expect((await world.read(held.id)).state).toBe('held');
});

/** What the ticker does every five seconds. */
async function unblockTurn(): Promise<void> {
  const { deps, mongo } = world;
  await unblockWell({ ...deps, schedule: createScheduleStore(mongo), everywhere: createScheduleEverywhere(mongo) });
  world.poke();
}

describe('what was approved', () => {
  test('is what goes out: an edit between the claim and the intent sends nothing', async () => {
    const { text, post, id } = await approved();
    let edited = false;
    world.beforeChange = async (_from, next) => {
      if (next.state !== 'publishing' || edited) return;
      edited = true;
      await world.edit(post, [contentFor('facebook', accounts.page, { text: `New ${text}` })], 2);
    };
    world.engine();
    const held = await world.until(id, 'held');
    await world.deps.clock.wait(500);
    expect([held.holds, held.revision]).toEqual([['review'], 2]);
    expect(held.acts).toEqual([]);
    expect([live(text).length, live(`New ${text}`).length]).toEqual([0, 0]);
  });

  test('cannot be edited once its intent is written', async () => {
    const { text, post, id } = await approved();
    world.bench.meta.fault({ match: 'feed', when: 'before', how: { slow: 1_000 } });
    world.engine();
    await world.until(id, 'publishing');
    const edit = world.edit(post, [contentFor('facebook', accounts.page, { text: 'New' })], 2);
    await expect(edit).rejects.toThrow(/Bluebird Coffee is already going out/);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('an account that came into another brand meanwhile is sent nothing, and Retry says why', async () => {
    const { id, text } = await approved();
    const move = (brand: string) => world.mongo.db.collection('accounts').updateOne({ _id: accounts.page as never }, { $set: { brand } });
    await move('B2');
    world.engine();
    const held = await world.until(id, 'held');
    expect(held).toMatchObject({ holds: ['review'], acts: [] });
    expect(live(text)).toEqual([]);
    await publicationsOf(world.mongo).updateOne({ _id: id }, { $set: { state: 'failed' } });
    const again = repair(world.deps, { workspace: WORKSPACE, publication: id, person: 'U2', repair: 'retry' });
    await expect(again).rejects.toThrow('This account belongs to another brand now');
    await move(BRAND);
  });

  test('is checked again: words changed in the database are held with an alarm and never sent', async () => {
    const { text, post, id } = await approved();
    const tampered = `Tampered ${text}`;
    await world.mongo.db
      .collection('revisions')
      .updateOne({ _id: `${post}:1` as never }, { $set: { 'accounts.0.content.text': tampered } });
    world.engine();
    const held = await world.until(id, 'held');
    expect(held.holds).toEqual(['review']);
    expect(held.trouble?.sentence).toContain('not the ones that were approved');
    expect(world.logged.some((line) => JSON.parse(line).level >= 50)).toBe(true);
    expect([live(text).length, live(tampered).length]).toEqual([0, 0]);
  });

  test('is checked again right before the send', async () => {
    const { text, post, id } = await approved();
    world.beforeChange = async (_from, next) => {
      if (next.state !== 'ready') return;
      await world.mongo.db
        .collection('revisions')
        .updateOne({ _id: `${post}:1` as never }, { $set: { 'accounts.0.content.text': `Tampered ${text}` } });
    };
    world.engine();
    await world.until(id, 'held');
    expect(live(`Tampered ${text}`)).toHaveLength(0);
  });

  test.each([['facebook'], ['instagram']] as const)('covers the bytes of a picture too (%s)', async (platform) => {
    const account = platform === 'facebook' ? accounts.page : accounts.instagram;
    const [shown, swapped] = [await world.picture(), await world.picture()];
    const text = `Picture ${randomIds.id()}`;
    const { publications } = await world.approve([contentFor(platform, account, { text, media: [shown] })]);
    const renditions = world.mongo.db.collection('renditions');
    const other = await renditions.findOne({ _id: swapped.rendition as never });
    await renditions.updateOne({ _id: shown.rendition as never }, { $set: { bytes: other?.bytes, size: other?.size } });
    world.engine();
    const held = await world.until(publications[0] ?? '', 'held');
    expect(held.holds).toEqual(['review']);
    expect(live(text)).toHaveLength(0);
  });

  test('edited after one account has it: its post gets the new words where it is, and nothing is posted twice', async () => {
    const text = `Old ${randomIds.id()}`;
    world.bench.meta.fault({
      match: 'feed',
      when: 'before',
      how: { graph: { status: 400, code: 368 } },
      accountId: await pageId(accounts.otherPage),
    });
    const contents = (words: string) => [
      contentFor('facebook', accounts.page, { text: words }),
      contentFor('facebook', accounts.otherPage, { text: words }),
    ];
    world.engine();
    const { post, publications } = await world.approve(contents(text));
    const [good = '', failed = ''] = publications;
    await world.until(failed, 'failed');
    await world.until(good, ({ state, link }) => state === 'published' && link !== undefined);
    const stored = await world.deps.posts.post(WORKSPACE, post);
    if (stored === undefined) throw new Error('The post is gone.');
    expect((await closePost(world.deps, stored, [await world.read(good), await world.read(failed)])).state).toBe('closed');
    await world.edit(post, contents(`New ${text}`), 2);
    await world.decide(post, 2);
    await world.until(failed, 'published');
    await world.until(good, ({ revision }) => revision === 2);
    expect(live(text)).toEqual([]);
    expect(live(`New ${text}`).map(({ accountId }) => accountId)).toEqual([await pageId(accounts.page), await pageId(accounts.otherPage)]);
  });
});

describe('a platform in trouble before the send', () => {
  test('is asked again, and the post goes out once', async () => {
    world.bench.meta.fault({ match: 'published_posts', when: 'before', how: 'http_500' });
    world.engine();
    const { text, id } = await approved();
    const { tries } = await world.until(id, 'published');
    expect([tries, live(text).length]).toEqual([0, 1]);
  });

  test('is asked a bounded number of times, then a person is', async () => {
    const stop = world.bench.meta.fault({ match: 'published_posts', when: 'before', how: 'http_500', times: 100 });
    const before = world.bench.meta.requests.length;
    world.engine();
    const { text, id } = await approved();
    const ticking = setInterval(() => void world.hurry(id), 100);
    await world.until(id, 'failed').finally(() => clearInterval(ticking));
    stop();
    expect(world.bench.meta.requests.length - before).toBe(8);
    expect(live(text)).toHaveLength(0);
  });
});

test('a secret of the account never reaches a log line', async () => {
  const token = await world.deps.accounts.accountToken(WORKSPACE, accounts.page);
  world.bench.meta.expireToken('ada', 'revoked');
  world.engine();
  const { id } = await approved();
  await world.until(id, 'blocked');
  expect(world.logged.length).toBeGreaterThan(0);
  expect(world.logged.join('')).not.toContain(token?.token instanceof Secret ? token.token.unwrap() : 'missing');
});
