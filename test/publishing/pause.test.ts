import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { askToResume, finishPauses, holdPost, type Publication, pauseBrand, releasePost, resumeBrand } from '../../src/publishing/index.js';
import { slotsAfter } from '../../src/workspaces/index.js';
import { BRAND, contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';
import { BY_U2, type Scheduling, scheduling } from './scheduling.js';

const TIMES = { days: [1, 2, 3, 4, 5, 6, 7], times: ['09:00', '17:00'] };
let world: PublishingWorld;
let schedule: Scheduling;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
  world = await startPublishing('pause');
  schedule = scheduling(world);
}, 60_000);

beforeEach(async () => {
  accounts = await world.freshAccounts();
  await schedule.brand({});
});

afterAll(() => world.close());

const waiting = async (ms: number, account = accounts.page) => {
  count += 1;
  const text = `Paused words ${count}`;
  const { post, publications } = await schedule.approve([contentFor('facebook', account, { text })], { kind: 'at', at: schedule.soon(ms) });
  return { text, post, id: publications[0]?.id ?? '' };
};
/** Copydesk's clock goes on past what is due within a minute. */
const passAMinute = () => {
  world.ahead += 60_000;
};
const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const pause = () => pauseBrand(schedule.deps, { ...BY_U2, brand: BRAND });
const resume = (overdue: 'publish now' | 'next slots' | 'drop') => resumeBrand(schedule.deps, { ...BY_U2, brand: BRAND, overdue });
const states = (all: readonly { readonly id: string }[]) => Promise.all(all.map(({ id }) => world.read(id)));

test('a pause holds everything that waits, on every instance, against claims at the same moment', async () => {
  world.engine('one');
  world.engine('other');
  for (let round = 0; round < 5; round += 1) {
    const from = schedule.soon(4_000);
    const all = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((index) => {
        const ms = from.getTime() + index * 40 - schedule.soon(0).getTime();
        return waiting(ms, index % 2 === 0 ? accounts.page : accounts.otherPage);
      }),
    );
    await schedule.deps.clock.wait(Math.max(0, from.getTime() + round * 45 - schedule.soon(0).getTime()));
    await pause();
    const after = await states(all);
    const out = after.filter(({ state }) => state === 'publishing' || state === 'published');
    for (const publication of after) expect(['publishing', 'published', 'held']).toContain(publication.state);
    await schedule.deps.clock.wait(1_000);
    const later = await states(all);
    expect(later.filter(({ state }) => state === 'published').map(({ id }) => id)).toEqual(out.map(({ id }) => id));
    expect(all.filter(({ text }) => live(text).length > 0)).toHaveLength(out.length);
    await resume('drop');
  }
}, 60_000);

test('nothing that becomes queued during a pause is sent: it is held as soon as it is begun', async () => {
  await pause();
  const { id, text } = await waiting(5_000);
  passAMinute();
  world.engine();
  expect(await world.until(id, 'held')).toMatchObject({ holds: ['pause'] });
  await resume('publish now');
  await world.until(id, 'published');
  expect(live(text)).toHaveLength(1);
});

test('resuming frees only what the pause held: not what an approver holds, nor words nobody approved', async () => {
  const [kept, edited, free] = [await waiting(30_000), await waiting(30_000, accounts.otherPage), await waiting(3_600_000)];
  await holdPost(schedule.deps, { ...BY_U2, post: kept.post });
  await world.edit(edited.post, [contentFor('facebook', accounts.otherPage, { text: 'Other words' })], 2);
  await pause();
  expect((await states([kept, edited, free])).map(({ holds }) => holds)).toEqual([['hold', 'pause'], ['review', 'pause'], ['pause']]);
  await releasePost(schedule.deps, { ...BY_U2, post: kept.post });
  expect(await world.read(kept.id)).toMatchObject({ state: 'held', holds: ['pause'] });
  await holdPost(schedule.deps, { ...BY_U2, post: kept.post });
  passAMinute();
  await resume('publish now');
  expect((await states([kept, edited, free])).map(({ state, holds }) => [state, holds])).toEqual([
    ['held', ['hold']],
    ['held', ['review']],
    ['queued', []],
  ]);
  expect((await world.read(free.id)).nextAt?.getTime()).toBeGreaterThan(schedule.soon(3_500_000).getTime());
});

test('what became due during the pause is asked about, and goes out now, moves to the next free slots, or is dropped', async () => {
  await schedule.brand({ postingTimes: TIMES });
  const begin = async () => {
    const all = [await waiting(30_000), await waiting(31_000), await waiting(32_000, accounts.otherPage)];
    await pause();
    passAMinute();
    expect((await askToResume(schedule.deps, { ...BY_U2, brand: BRAND })).overdue).toBe(3);
    return all;
  };
  const moved = await begin();
  await resume('next slots');
  const [first, second] = slotsAfter(TIMES, 'Europe/Berlin', schedule.deps.clock.now(), 2);
  expect((await states(moved)).map(({ state, slot, dueAt }) => [state, slot, dueAt])).toEqual([
    ['queued', first, first],
    ['queued', second, second],
    ['queued', first, first],
  ]);
  const dropped = await begin();
  await resume('drop');
  expect((await states(dropped)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  const now = await begin();
  await resume('publish now');
  world.engine();
  for (const { id } of now) await world.until(id, 'published');
  expect([...moved, ...dropped].flatMap(({ text }) => live(text))).toEqual([]);
  expect((await schedule.deps.workspaces.brand(WORKSPACE, BRAND))?.resume).toBeUndefined();
});

test('where no slot is left, what became due is held and asked about', async () => {
  const { id } = await waiting(30_000);
  await pause();
  passAMinute();
  await resume('next slots');
  expect(await world.read(id)).toMatchObject({
    state: 'held',
    holds: ['overdue'],
    trouble: { sentence: expect.stringContaining('no posting times') },
  });
});

test('a pause or resume that a crash cut off is finished by the tick', async () => {
  const all = [await waiting(3_600_000), await waiting(30_000)];
  const { workspaces } = schedule.deps;
  await workspaces.pause(WORKSPACE, BRAND, { by: 'U2', at: schedule.soon(0) });
  await finishPauses(schedule.deps);
  expect((await states(all)).map(({ state }) => state)).toEqual(['held', 'held']);
  passAMinute();
  await workspaces.resume(WORKSPACE, BRAND, { by: 'U2', at: schedule.soon(0), overdue: 'drop' });
  await finishPauses(schedule.deps);
  expect((await states(all)).map(({ state }) => state)).toEqual(['queued', 'cancelled']);
});

test('pausing twice and resuming what is not paused is refused in words', async () => {
  await pause();
  await expect(pause()).rejects.toThrow('Publishing is paused already');
  await resume('drop');
  await expect(resume('drop')).rejects.toThrow('Publishing is not paused.');
  await expect(askToResume(schedule.deps, { ...BY_U2, brand: BRAND })).rejects.toThrow('Publishing is not paused.');
});

test('what was blocked during a pause stays paused when its account is connected again', async () => {
  const { id } = await waiting(60_000);
  const blocked: Publication = { ...(await world.read(id)), state: 'blocked' };
  await world.deps.publications.change(await world.read(id), blocked);
  await pause();
  await world.mongo.transaction((tx) => world.connected.unblock(WORKSPACE, [accounts.page], tx));
  expect(await world.read(id)).toMatchObject({ state: 'held', holds: ['pause'] });
  await resume('publish now');
  expect((await world.read(id)).state).toBe('queued');
});
