import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aroundPipeline, sameWordsPipeline } from '../../src/mongo/neighbours.js';
import { publicationsOf } from '../../src/mongo/publications.js';
import { checkDraft, type Draft, saidBy, sendForReview } from '../../src/posts/index.js';
import type { Publication } from '../../src/publishing/index.js';
import { draftIn, openShop, type Shop } from '../slack/compose/shop.js';
import { publicationOf } from '../support/posts.js';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop('posts_neighbours');
});

beforeEach(async () => {
  await publicationsOf(shop.mongo).deleteMany({});
});

afterAll(async () => {
  await shop.close();
});

const DAY_MS = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

describe('the same words on an account', () => {
  test('are told with the date and link where they were published within 30 days, whatever their case, spaces and links’ tags', async () => {
    await published('Fresh  BREAD\nhttps://a.com/?utm_source=x', {
      publishedAt: new Date('2026-11-27T08:00:00Z'),
      link: 'https://fb.example/1',
    });
    const draft = draftHere('fresh bread https://a.com/');
    const notes = await notesOf({ ...draft, accounts: [shop.facebook, shop.instagram] }, new Date('2026-11-30T08:00:00Z'));
    expect(notes).toEqual([['The same words went out here on Fri 27 Nov 2026, 09:00 (Berlin): https://fb.example/1'], []]);
    expect(await notesOf(draft, new Date('2026-12-28T08:00:00Z'))).toEqual([[]]);
    expect(await notesOf(draftHere('Other bread'), new Date('2026-11-30T08:00:00Z'))).toEqual([[]]);
  });

  test('are told where they are still to go out, and not where they are cancelled, of an earlier revision, of this post, or of another workspace', async () => {
    const { post } = await published('Soon', { state: 'queued', dueAt: new Date('2026-12-24T08:00:00Z') });
    const draft = draftHere('Soon');
    expect(await notesOf(draft)).toEqual([['The same words are about to go out here: Thu 24 Dec 2026, 09:00 (Berlin).']]);
    expect(await notesOf({ ...draft, post })).toEqual([[]]);
    for (const other of [{ state: 'cancelled' as const }, { state: 'failed' as const }, { revision: 2 }, { workspace: 'T9' }]) {
      await publicationsOf(shop.mongo).deleteMany({});
      await published('Soon', { state: 'queued', ...other });
      expect(await notesOf(draft)).toEqual([[]]);
    }
  });

  test('are found by the index', async () => {
    const said = saidBy(draftHere('Soon'), [shop.facebook]);
    const pipeline = sameWordsPipeline(shop.slack.team.id, { said, except: 'p', since: inDays(-30) });
    const explained = await shop.mongo.db.collection('revisions').aggregate(pipeline).explain('queryPlanner');
    const plans =
      JSON.stringify(explained)
        .match(/"winningPlan":\{.*?"indexName":"[^"]*"/g)
        ?.join() ?? '';
    expect(plans).toContain('workspace_1_said_1');
    expect(plans).not.toContain('COLLSCAN');
  });
});

describe('another post at nearly the same time', () => {
  test('is told for the account it is on, and not where it is an hour away or where the draft has no time', async () => {
    const at = new Date('2027-03-01T08:00:00Z');
    await published('Else', { state: 'queued', dueAt: new Date(at.getTime() + 20 * 60_000) });
    await published('Else', { state: 'queued', dueAt: new Date(at.getTime() - 50 * 60_000) });
    const draft = { ...draftHere('Mine'), accounts: [shop.facebook, shop.instagram], when: { kind: 'at' as const, at } };
    expect(await notesOf(draft)).toEqual([
      ['Another post is set for Mon 1 Mar 2027, 09:20 (Berlin) here, within an hour of this one.'],
      [],
    ]);
    const { when: _when, ...timeless } = draft;
    expect(await notesOf(timeless)).toEqual([[], []]);
    await publicationsOf(shop.mongo).updateMany({}, { $set: { dueAt: new Date(at.getTime() + 3_600_000) } });
    expect(await notesOf(draft)).toEqual([[], []]);
  });

  test('is told of a post that still waits for its review, and not of this very post', async () => {
    const at = new Date('2027-04-01T08:00:00Z');
    const waiting = { ...draftHere('Waits'), when: { kind: 'at' as const, at } };
    await shop.deps.drafts.insert(waiting);
    await sendForReview(shop.deps, { workspace: waiting.workspace, draft: waiting.id, version: 1, person: waiting.person });
    const draft = { ...draftHere('Mine'), accounts: [shop.facebook, shop.instagram], when: waiting.when };
    expect(await notesOf(draft)).toEqual([
      ['Another post is set for Thu 1 Apr 2027, 10:00 (Berlin) here, within an hour of this one.'],
      [],
    ]);
    expect(await notesOf({ ...draft, post: waiting.post })).toEqual([[], []]);
    const asked = { accounts: [shop.facebook], except: 'p', at, withinMs: 3_600_000 };
    const explained = await publicationsOf(shop.mongo).aggregate(aroundPipeline(shop.slack.team.id, asked)).explain('queryPlanner');
    expect(JSON.stringify(explained)).toContain('when.at_1');
    expect(JSON.stringify(explained)).not.toContain('COLLSCAN');
  });
});

/** The notes of each account, and nothing else of the check. */
async function notesOf(draft: Draft, now = new Date()): Promise<string[][]> {
  const checks = await checkDraft({ ...shop.deps, clock: { ...shop.deps.clock, now: () => now } }, draft);
  return checks.map(({ problems }) => problems.flatMap(({ severity, sentence }) => (severity === 'note' ? [sentence] : [])));
}

/** A post on Facebook with these words, and its publication. */
async function published(text: string, fields: Partial<Publication>): Promise<Publication> {
  const draft = draftHere(text);
  await shop.deps.drafts.insert(draft);
  const { post } = await sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person: draft.person });
  const base = publicationOf({ workspace: draft.workspace, post: post.id, account: shop.facebook, state: 'published', ...fields });
  const { id, ...publication } = base;
  await publicationsOf(shop.mongo).insertOne({ ...publication, _id: id });
  return base;
}

function draftHere(text: string): Draft {
  return draftIn(shop, [shop.facebook], { text });
}
