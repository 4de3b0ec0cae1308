import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decide } from '../../src/approvals/index.js';
import { publicationsOf } from '../../src/mongo/publications.js';
import { cancelPost, expirePosts, holdPost, type Publication, publishNow, releasePost, reschedule } from '../../src/publishing/index.js';
import { slotsAfter } from '../../src/workspaces/index.js';
import { contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';
import { BY_U2, type Scheduling, scheduling } from './scheduling.js';

const TIMES = { days: [1, 2, 3, 4, 5, 6, 7], times: ['09:00', '17:00'] };
let world: PublishingWorld;
let schedule: Scheduling;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
  world = await startPublishing('schedule');
  schedule = scheduling(world);
}, 60_000);

beforeEach(async () => {
  accounts = await world.freshAccounts();
  await schedule.brand({});
});

afterAll(() => world.close());

const words = (account = accounts.page) => {
  count += 1;
  return contentFor('facebook', account, { text: `Scheduled words ${count}` });
};
const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const slots = (many: number) => slotsAfter(TIMES, 'Europe/Berlin', schedule.deps.clock.now(), many);
const at = (time: Date) => ({ kind: 'at', at: time }) as const;
const sentAt = ({ acts }: Publication) => acts[0]?.attempts[0]?.intentAt;

describe('a time', () => {
  test('is kept to: staged before, sent at its time and never early', async () => {
    const content = words();
    const due = schedule.soon(4_000);
    world.engine();
    const { publications } = await schedule.approve([content], at(due));
    const id = publications[0]?.id ?? '';
    const ready = await world.until(id, 'ready');
    expect(schedule.deps.clock.now().getTime()).toBeLessThan(due.getTime());
    expect([ready.dueAt, ready.nextAt]).toEqual([due, due]);
    expect(live(content.content.text)).toEqual([]);
    const published = await world.until(id, 'published');
    const late = (sentAt(published)?.getTime() ?? 0) - due.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(250);
    expect(live(content.content.text)).toHaveLength(1);
  });

  test('that is over cannot be approved any more, and the post expires by itself', async () => {
    const post = await schedule.write([words()], at(schedule.soon(-1)));
    await expect(decide(schedule.deps, { ...BY_U2, post, revision: 1, kind: 'approved' })).rejects.toThrow('The time of this post is over');
    expect(await expirePosts(schedule.deps)).toBe(1);
    expect(await schedule.deps.posts.post(WORKSPACE, post)).toMatchObject({ state: 'expired', timing: [{ kind: 'expired' }] });
    expect(await schedule.deps.publications.ofPost(WORKSPACE, post)).toEqual([]);
    expect(await expirePosts(schedule.deps)).toBe(0);

    await reschedule(schedule.deps, { ...BY_U2, post, when: at(schedule.soon(3_600_000)) });
    await decide(schedule.deps, { ...BY_U2, post, revision: 1, kind: 'approved' });
    expect(await schedule.deps.publications.ofPost(WORKSPACE, post)).toHaveLength(1);
  });

  test('of an approval and an expiry at the same moment, one counts', async () => {
    for (let round = 0; round < 8; round += 1) {
      const due = schedule.soon(30 + round * 3);
      const post = await schedule.write([words()], at(due));
      await schedule.deps.clock.wait(25);
      const [decided] = await Promise.allSettled([
        decide(schedule.deps, { ...BY_U2, post, revision: 1, kind: 'approved' }),
        schedule.deps.clock.wait(round * 3 + 6).then(() => expirePosts(schedule.deps)),
      ]);
      await schedule.deps.clock.wait(20);
      await expirePosts(schedule.deps);
      const [state, publications] = [
        (await schedule.deps.posts.post(WORKSPACE, post))?.state,
        await schedule.deps.publications.ofPost(WORKSPACE, post),
      ];
      expect([state, publications.length]).toEqual(decided.status === 'fulfilled' ? ['approved', 1] : ['expired', 0]);
    }
  });
});

describe('the next free slot', () => {
  test('is the first in which none of the accounts has anything, also when many approvals come at once', async () => {
    await schedule.brand({ postingTimes: TIMES });
    const [first, second, third, fourth, fifth] = slots(5);
    await schedule.approve([words(accounts.page)], at(second ?? new Date()));
    const both = await schedule.approve([words(accounts.page), words(accounts.otherPage)], { kind: 'next slot' });
    expect(both.publications.map(({ dueAt, slot }) => [dueAt, slot])).toEqual([
      [first, first],
      [first, first],
    ]);
    const other = await schedule.approve([words(accounts.otherPage)], { kind: 'next slot' });
    expect(other.publications[0]?.dueAt).toEqual(second);
    const many = await Promise.all(Array.from({ length: 3 }, () => schedule.approve([words(accounts.page)], { kind: 'next slot' })));
    expect(many.map(({ publications }) => publications[0]?.dueAt).sort()).toEqual([third, fourth, fifth].sort());
  });

  test('is free again once its post is cancelled, and cannot be held twice', async () => {
    await schedule.brand({ postingTimes: TIMES });
    const [first, second] = slots(2);
    const one = await schedule.approve([words()], { kind: 'next slot' });
    await cancelPost(schedule.deps, { ...BY_U2, post: one.post });
    const two = await schedule.approve([words()], { kind: 'next slot' });
    const three = await schedule.approve([words()], { kind: 'next slot' });
    expect([two, three].map(({ publications }) => publications[0]?.slot)).toEqual([first, second]);
    const stored = publicationsOf(world.mongo);
    await expect(stored.updateOne({ _id: three.publications[0]?.id ?? '' }, { $set: { slot: first ?? new Date() } })).rejects.toThrow(
      'E11000',
    );
  });

  test('needs posting times, and says where to set them', async () => {
    await expect(schedule.approve([words()], { kind: 'next slot' })).rejects.toThrow('set posting times with /publish settings');
  });
});

describe('what is approved', () => {
  test('moves to another time, and to the next free slot, until it is sent', async () => {
    await schedule.brand({ postingTimes: TIMES });
    const [first] = slots(1);
    const content = words();
    const { post, publications } = await schedule.approve([content], at(schedule.soon(3_600_000)));
    const id = publications[0]?.id ?? '';
    const moved = await reschedule(schedule.deps, { ...BY_U2, post, when: { kind: 'next slot' } });
    expect([moved.tooLate, moved.changed.map(({ dueAt, slot }) => [dueAt, slot])]).toEqual([[], [[first, first]]]);
    await reschedule(schedule.deps, { ...BY_U2, post, when: at(schedule.soon(7_200_000)) });
    expect((await world.read(id)).slot).toBeUndefined();
    await publishNow(schedule.deps, { ...BY_U2, post });
    world.engine();
    await world.until(id, 'published');
    expect(live(content.content.text)).toHaveLength(1);
    expect((await schedule.deps.posts.post(WORKSPACE, post))?.timing?.map(({ kind }) => kind)).toEqual([
      'rescheduled',
      'rescheduled',
      'publish now',
    ]);
    const late = 'Too late for Facebook: Bluebird Coffee, which is published already.';
    for (const act of [publishNow, cancelPost, holdPost]) await expect(act(schedule.deps, { ...BY_U2, post })).rejects.toThrow(late);
  });

  test('that is out on one account changes on the others, and the one that is too late is named', async () => {
    const contents = [words(accounts.page), words(accounts.otherPage)];
    const { post, publications } = await schedule.approve(contents, at(schedule.soon(3_600_000)));
    const [one, other] = publications;
    if (one === undefined || other === undefined) throw new Error('There are too few.');
    await world.deps.publications.change(one, { ...one, dueAt: schedule.soon(0), nextAt: schedule.soon(0) });
    await world.deps.lanes.wake(WORKSPACE, [one.account], schedule.soon(0));
    world.engine();
    await world.until(one.id, 'published');
    const result = await cancelPost(schedule.deps, { ...BY_U2, post });
    expect(result.tooLate).toEqual(['Facebook: Bluebird Coffee, which is published already']);
    expect((await world.read(other.id)).state).toBe('cancelled');
    expect((await world.read(one.id)).state).toBe('published');
    expect(result.post.state).toBe('approved');
  });

  test('is held by an approver, not by its author, and goes out when it is released', async () => {
    const content = words();
    const { post, publications } = await schedule.approve([content], at(schedule.soon(1_500)));
    const id = publications[0]?.id ?? '';
    await expect(holdPost(schedule.deps, { ...BY_U2, person: 'U1', post })).rejects.toThrow('someone else has to review it');
    await holdPost(schedule.deps, { ...BY_U2, post });
    world.engine();
    await schedule.deps.clock.wait(2_500);
    expect(await world.read(id)).toMatchObject({ state: 'held', holds: ['hold'] });
    expect(live(content.content.text)).toEqual([]);
    await releasePost(schedule.deps, { ...BY_U2, post });
    await world.until(id, 'published');
    expect(live(content.content.text)).toHaveLength(1);
  });

  test('once it is cancelled on every account is a cancelled post', async () => {
    const { post } = await schedule.approve([words(), words(accounts.otherPage)], at(schedule.soon(60_000)));
    expect((await cancelPost(schedule.deps, { ...BY_U2, post })).post.state).toBe('cancelled');
    await expect(cancelPost(schedule.deps, { ...BY_U2, post })).rejects.toThrow('This post was cancelled already.');
  });

  test.each([
    ['cancelled', cancelPost],
    ['held', holdPost],
    [
      'rescheduled',
      (deps: Scheduling['deps'], input: typeof BY_U2 & { post: string }) =>
        reschedule(deps, { ...input, when: { kind: 'at', at: new Date(Date.now() + 3_600_000) } }),
    ],
  ] as const)('and %s at the moment it is sent has one outcome, and is never out against the answer', async (_name, act) => {
    world.engine('one');
    world.engine('other');
    const outcomes = { late: 0, changed: 0 };
    // Around the moment of the send, wherever that is on this machine.
    let after = -16;
    for (let round = 0; round < 12 || (round < 40 && outcomes.late === 0); round += 1) {
      const content = words(round % 2 === 0 ? accounts.page : accounts.otherPage);
      const due = schedule.soon(1_200);
      const { post, publications } = await schedule.approve([content], at(due));
      const id = publications[0]?.id ?? '';
      await schedule.deps.clock.wait(due.getTime() - schedule.deps.clock.now().getTime() + after);
      const answer = await act(schedule.deps, { ...BY_U2, post }).then(
        () => 'changed' as const,
        (error: Error) => {
          expect(error.message).toMatch(/Too late|same moment/);
          return 'late' as const;
        },
      );
      outcomes[answer] += 1;
      after += answer === 'changed' ? 10 : -6;
      if (answer === 'late') await world.until(id, 'published');
      else await schedule.deps.clock.wait(300);
      expect(live(content.content.text)).toHaveLength(answer === 'late' ? 1 : 0);
    }
    expect(outcomes.changed).toBeGreaterThan(0);
    expect(outcomes.late).toBeGreaterThan(0);
  });
});

describe('what Copydesk was down for', () => {
  const down = async (lateMs: number) => {
    const content = words();
    const { publications } = await schedule.approve([content], at(schedule.soon(60_000)));
    world.ahead = 60_000 + lateMs;
    world.engine();
    return { text: content.content.text, id: publications[0]?.id ?? '' };
  };

  test('goes out late within the tolerance', async () => {
    const { id, text } = await down(25 * 60_000);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('is held past it, and asked about', async () => {
    const { id, text } = await down(31 * 60_000);
    const held = await world.until(id, 'held');
    expect([held.holds, held.trouble?.sentence]).toEqual([['overdue'], 'Copydesk was not running when it was due.']);
    await publishNow(schedule.deps, { ...BY_U2, post: held.post });
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('has the tolerance of its brand', async () => {
    await schedule.brand({ toleranceMs: 4 * 3_600_000 });
    const { id } = await down(3 * 3_600_000);
    await world.until(id, 'published');
  });
});

test('what is late by more than two minutes is found for the alarm, once it is not being tried on time', async () => {
  const { post, publications } = await schedule.approve([words()], at(schedule.soon(1_000)));
  const late = (ms: number) => schedule.deps.everywhere.late(new Date(schedule.soon(ms).getTime() - 120_000), 10);
  expect(await late(120_000)).toEqual([]);
  expect(await late(122_000)).toEqual([{ workspace: WORKSPACE, post }]);
  const [publication] = publications;
  if (publication === undefined) throw new Error('There is none.');
  await world.deps.publications.change(publication, { ...publication, nextAt: schedule.soon(122_000) });
  expect(await late(122_000)).toEqual([]);
});
