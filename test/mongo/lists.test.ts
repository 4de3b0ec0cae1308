import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createIndexes, createListStore, createPublicationStore } from '../../src/mongo/index.js';
import { comingPipeline, findPipeline, resultsPipeline, reviewPipeline, troublePipeline } from '../../src/mongo/lists.js';
import type { Post, Revision } from '../../src/posts/index.js';
import type { ListStore, Publication } from '../../src/publishing/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { contentFor, publicationOf, revisionOf, WORKSPACE } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;
let lists: ListStore;

const now = new Date('2026-11-20T10:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const PAGE = { skip: 0, limit: 10 };
const ALL = { brands: ['B1', 'B2'] };

beforeAll(async () => {
  database = await openTestDatabase('lists');
  mongo = await connectMongo(new Secret(database.uri));
  lists = createListStore(mongo);
  await createIndexes(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

/** Keeps a post with its words and publications, past the use-cases that make them. */
async function keep(
  fields: Partial<Post> & { readonly text?: string; readonly accounts?: readonly string[] },
  publications: readonly Partial<Publication>[] = [],
): Promise<string> {
  const [made] = sample(fields, publications);
  await insert([made]);
  return made.post.id;
}

function sample(
  { text = 'Words', accounts = ['A1'], ...fields }: Partial<Post> & { readonly text?: string; readonly accounts?: readonly string[] },
  publications: readonly Partial<Publication>[] = [],
): [{ post: Post; revision: Revision; publications: Publication[] }] {
  const id = fields.id ?? randomIds.id();
  const post: Post = {
    id,
    workspace: WORKSPACE,
    brand: 'B1',
    author: 'U1',
    state: 'in_review',
    revision: 1,
    seq: 0,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
  const content = accounts.map((account) => contentFor('facebook', account, { text }));
  const revision = { ...revisionOf(id, post.revision, content), workspace: post.workspace, text };
  const all = publications.map((each, index) =>
    publicationOf({ post: id, workspace: post.workspace, account: `A${index + 1}`, dueAt: hours(1), ...each }),
  );
  return [{ post, revision, publications: all }];
}

async function insert(all: readonly { post: Post; revision: Revision; publications: Publication[] }[]): Promise<void> {
  const stored = <T extends { readonly id: string }>({ id, ...rest }: T) => ({ ...rest, _id: id }) as object;
  await mongo.db.collection('posts').insertMany(all.map(({ post }) => ({ ...stored(post), cardDue: false })));
  await mongo.db
    .collection('revisions')
    .insertMany(all.map(({ revision }) => ({ ...revision, _id: `${revision.post}:${revision.number}` as never })));
  const publications = all.flatMap((each) => each.publications.map(stored));
  if (publications.length > 0) await mongo.db.collection('publications').insertMany(publications);
}

const texts = (found: Awaited<ReturnType<ListStore['find']>>) => found.map(({ words }) => words.text);

describe('the lists', () => {
  beforeAll(async () => {
    await mongo.db.collection('posts').deleteMany({});
    await keep({ text: 'Second in review', updatedAt: hours(-1), author: 'U2', accounts: ['A2'] });
    await keep({ text: 'First in review', updatedAt: hours(-2), when: { kind: 'at', at: hours(3) } });
    await keep({ text: 'Of another brand', brand: 'B2', updatedAt: hours(-3), author: 'U1' });
    await keep({ text: 'Elsewhere', workspace: 'T2' }, [{ state: 'blocked' }]);
    await keep({ text: 'Two accounts', state: 'approved' }, [
      { dueAt: hours(2) },
      { dueAt: hours(2), state: 'blocked', trouble: { sentence: 'Reconnect', at: now } },
    ]);
    await keep({ text: 'Next month', state: 'approved', author: 'U2' }, [{ dueAt: hours(24 * 30) }]);
    await keep({ text: 'Late', state: 'approved' }, [{ dueAt: hours(-1) }]);
    await keep({ text: 'Failed long ago', state: 'closed' }, [{ state: 'failed', dueAt: hours(-24 * 40) }]);
    await keep({ text: 'Half out', state: 'closed' }, [
      { state: 'published', publishedAt: hours(-5), dueAt: hours(-5) },
      { state: 'failed', dueAt: hours(-5) },
    ]);
    await keep({ text: 'Out last month', state: 'closed' }, [{ state: 'published', publishedAt: hours(-24 * 20), dueAt: hours(-24 * 20) }]);
  });

  test('what waits for a review: the oldest first', async () => {
    expect(texts(await lists.inReview(WORKSPACE, ALL, PAGE))).toEqual(['Of another brand', 'First in review', 'Second in review']);
    expect(texts(await lists.inReview(WORKSPACE, { ...ALL, author: 'U2' }, PAGE))).toEqual(['Second in review']);
    expect(texts(await lists.inReview(WORKSPACE, { ...ALL, accounts: ['A2'] }, PAGE))).toEqual(['Second in review']);
    expect(texts(await lists.inReview(WORKSPACE, { brands: ['B2'] }, PAGE))).toEqual(['Of another brand']);
    expect(texts(await lists.inReview(WORKSPACE, ALL, { skip: 1, limit: 1 }))).toEqual(['First in review']);
  });

  test('what comes up: by its time, a post once, what has no time at the end', async () => {
    const week = texts(await lists.comingUp(WORKSPACE, { ...ALL, until: hours(7 * 24) }, PAGE));
    expect(week.slice(0, 3)).toEqual(['Late', 'Two accounts', 'First in review']);
    expect(week.slice(3).sort()).toEqual(['Of another brand', 'Second in review']);
    expect(texts(await lists.comingUp(WORKSPACE, { ...ALL, until: hours(2.5) }, PAGE))).not.toContain('First in review');
    const everything = texts(await lists.comingUp(WORKSPACE, ALL, PAGE));
    expect(everything.slice(0, 4)).toEqual(['Late', 'Two accounts', 'First in review', 'Next month']);
    expect(everything.slice(4).sort()).toEqual(['Of another brand', 'Second in review']);
    expect(texts(await lists.comingUp(WORKSPACE, { ...ALL, author: 'U2' }, PAGE))).toEqual(['Next month', 'Second in review']);
    expect(texts(await lists.comingUp(WORKSPACE, { ...ALL, accounts: ['A2'] }, PAGE))).toEqual(['Two accounts', 'Second in review']);
  });

  test('what needs somebody: the newest first, nothing that failed long ago', async () => {
    const found = await lists.inTrouble(WORKSPACE, { ...ALL, failedSince: hours(-14 * 24), lateBefore: hours(-0.1) }, PAGE);
    expect(texts(found)).toEqual(['Two accounts', 'Late', 'Half out']);
    expect(found[0]?.publications.map(({ state }) => state)).toEqual(['blocked']);
  });

  test('what needs somebody: a change of what is live that failed, or waits for its account, until it is made', async () => {
    const about = { failedSince: hours(-14 * 24), lateBefore: hours(-0.1) };
    const store = createPublicationStore(mongo);
    const lastTime = { state: 'published', publishedAt: hours(-24 * 60), dueAt: hours(-24 * 60) } as const;
    const post = await keep({ text: 'Not deleted', state: 'closed' }, [lastTime, { ...lastTime, state: 'failed' }]);
    const change = { id: 'C1', kind: 'delete', by: 'U1', at: hours(-3), tries: 1 } as const;
    for (const published of await store.ofPost(WORKSPACE, post)) {
      await store.change(published, { ...published, liveChanges: [{ ...change, state: 'failed', overAt: hours(-0.5) }] });
    }
    const found = await lists.inTrouble(WORKSPACE, { ...ALL, ...about }, PAGE);
    expect(texts(found)).toEqual(['Two accounts', 'Not deleted', 'Late', 'Half out']);
    expect(found[1]?.publications.map(({ state }) => state).sort()).toEqual(['failed', 'published']);

    for (const [liveChange, listed] of [
      [{ ...change, state: 'waits', needsReconnect: true }, true],
      [{ ...change, state: 'waits' }, false],
      [{ ...change, state: 'failed', overAt: hours(-24 * 20) }, false],
      [{ ...change, state: 'done', overAt: hours(-1) }, false],
    ] as const) {
      for (const published of await store.ofPost(WORKSPACE, post))
        await store.change(published, { ...published, liveChanges: [liveChange] });
      expect(texts(await lists.inTrouble(WORKSPACE, { ...ALL, ...about }, PAGE)).includes('Not deleted')).toBe(listed);
    }
  });

  test('results: what went out since then, with all of its accounts, so that a part of it is seen as such', async () => {
    const found = await lists.results(WORKSPACE, { ...ALL, since: hours(-7 * 24) }, PAGE);
    expect(texts(found)).toEqual(['Half out']);
    expect(found[0]?.publications.map(({ state }) => state).sort()).toEqual(['failed', 'published']);
  });

  test('another workspace, and a brand the reader may not see, show nothing', async () => {
    for (const [workspace, filter] of [
      ['T3', ALL],
      [WORKSPACE, { brands: ['B3'] }],
    ] as const) {
      const about = { failedSince: hours(-999), lateBefore: now, since: hours(-999), words: 'review' };
      for (const list of ['inReview', 'comingUp', 'inTrouble', 'results', 'find'] as const)
        expect(await lists[list](workspace, { ...filter, ...about }, PAGE)).toEqual([]);
    }
    expect([await lists.hasPosts('T3'), await lists.hasPosts('T2')]).toEqual([false, true]);
  });

  test('finding: all of the words, in any case and with any accent, in the current words only', async () => {
    const find = async (words: string) => texts(await lists.find(WORKSPACE, { ...ALL, words }, PAGE));
    expect(await find('REVIEW first')).toEqual(['First in review']);
    expect(await find('Réview second')).toEqual(['Second in review']);
    expect(await find('-review "half')).toEqual([]);
    expect(await find('half')).toEqual(['Half out']);
    expect(await find('elsewhere')).toEqual([]);
    expect(await find('"" \\ -')).toEqual([]);
    const changed = await keep({ text: 'Reworded', revision: 2 });
    await mongo.db.collection('revisions').insertOne({ ...revisionOf(changed, 1, []), text: 'Overcome by events' });
    expect([await find('overcome'), await find('reworded')]).toEqual([[], ['Reworded']]);
    expect(await find(' " ')).toEqual([]);
  });

  test('finding by a label, alone and with words, in the current revision only', async () => {
    const [first, second] = [await keep({ text: 'Labelled bread' }), await keep({ text: 'Labelled once', revision: 2 })];
    const revisions = mongo.db.collection<{ _id: string }>('revisions');
    await revisions.updateOne({ _id: `${first}:1` }, { $set: { labels: [{ id: 'spring', name: 'Spring' }] } });
    await revisions.insertOne({ ...revisionOf(second, 1, []), _id: `${second}:1`, labels: [{ id: 'spring', name: 'Spring' }] } as never);
    const find = async (words: string, label = 'spring') => texts(await lists.find(WORKSPACE, { ...ALL, words, label }, PAGE));
    expect([await find(''), await find('bread'), await find('once'), await find('', 'summer')]).toEqual([
      ['Labelled bread'],
      ['Labelled bread'],
      [],
      [],
    ]);
    const { stages } = await explained('revisions', findPipeline(WORKSPACE, { ...ALL, words: '', label: 'spring' }, PAGE));
    expect(stages).toContain('workspace_1_labels.id_1_at_-1');
    expect(stages).not.toContain('COLLSCAN');
  });
});

test('many posts of one brand hide none of another', async () => {
  const [workspace, brand] = ['T9', 'B9'];
  const busy = Array.from({ length: 320 }, () =>
    sample({ text: 'Busy', workspace, brand: 'B8', state: 'approved' }, [
      { brand: 'B8', dueAt: hours(1) },
      { brand: 'B8', dueAt: hours(-5), state: 'blocked', account: randomIds.id() },
      { brand: 'B8', dueAt: hours(-5), state: 'published', publishedAt: hours(-1), account: randomIds.id() },
    ]),
  );
  await insert(busy.flat());
  await keep({ workspace, text: 'Quiet', brand, state: 'approved' }, [
    { brand, dueAt: hours(100) },
    { brand, dueAt: hours(-100), state: 'blocked' },
    { brand, dueAt: hours(-100), state: 'published', publishedAt: hours(-100) },
  ]);
  const of = { brands: [brand] };
  expect(texts(await lists.comingUp(workspace, of, PAGE))).toEqual(['Quiet']);
  expect(texts(await lists.inTrouble(workspace, { ...of, failedSince: hours(-200), lateBefore: now }, PAGE))).toEqual(['Quiet']);
  expect(texts(await lists.results(workspace, { ...of, since: hours(-200) }, PAGE))).toEqual(['Quiet']);
});

describe('among three thousand posts', () => {
  beforeAll(async () => {
    const states: Publication['state'][] = ['published', 'published', 'published', 'failed', 'queued', 'held', 'cancelled'];
    const many = Array.from({ length: 3_000 }, (_, nth) => {
      const state = states[nth % states.length] ?? 'queued';
      const dueAt = hours(state === 'queued' ? nth / 10 : -nth / 4);
      const out = state === 'published' ? { publishedAt: dueAt } : {};
      return sample({ state: 'closed', text: `Post ${nth}` }, [{ state, dueAt, ...out }])[0];
    });
    await insert(many);
  });

  const filter = { ...ALL, failedSince: hours(-14 * 24), lateBefore: now, since: hours(-7 * 24), words: 'post 12' };

  test.each([
    ['in review', 'posts', reviewPipeline(WORKSPACE, filter, PAGE)],
    ['coming up', 'publications', comingPipeline(WORKSPACE, { ...filter, until: hours(7 * 24) }, PAGE)],
    ['coming up, of one account', 'publications', comingPipeline(WORKSPACE, { ...filter, accounts: ['A1'] }, PAGE)],
    ['in trouble', 'publications', troublePipeline(WORKSPACE, filter, PAGE)],
    ['results', 'publications', resultsPipeline(WORKSPACE, filter, PAGE)],
  ] as const)('the list of what is %s walks an index in order, and reads no more than it may show', async (_, collection, pipeline) => {
    const { stages, winningPlan, docsExamined } = await explained(collection, [...pipeline]);
    expect(stages).not.toMatch(/COLLSCAN|"collectionScans":"?[1-9]/);
    expect(winningPlan).not.toMatch(/"stage":"SORT"/);
    expect(docsExamined).toBeLessThanOrEqual(700);
  });

  test('finding goes by the index of words', async () => {
    const { stages } = await explained('revisions', findPipeline(WORKSPACE, filter, PAGE));
    expect(stages).toContain('TEXT_MATCH');
    expect(stages).not.toContain('COLLSCAN');
  });
});

/** What MongoDB says about a pipeline; `winningPlan` is that of the collection it begins with. */
async function explained(collection: string, pipeline: object[]): Promise<{ stages: string; winningPlan: string; docsExamined: number }> {
  const explain = await mongo.db.collection(collection).aggregate(pipeline).explain('executionStats');
  const cursor = explain.stages?.[0]?.$cursor ?? explain;
  return {
    stages: JSON.stringify(explain),
    winningPlan: JSON.stringify(cursor.queryPlanner.winningPlan),
    docsExamined: cursor.executionStats.totalDocsExamined,
  };
}
