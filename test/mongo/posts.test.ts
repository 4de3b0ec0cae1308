import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createCardStore } from '../../src/mongo/cards.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createScheduleEverywhere } from '../../src/mongo/everywhere-schedule.js';
import { createPostIndexes, createPostStore } from '../../src/mongo/posts.js';
import { contentHash, DuplicateError, type Post, type PostStore } from '../../src/posts/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { contentFor, revisionOf, WORKSPACE } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;
let posts: PostStore;

const at = new Date('2026-11-20T10:00:00Z');
const approval = { revision: 1, contentHash: 'h', by: 'U2', at };

beforeAll(async () => {
  database = await openTestDatabase('posts');
  mongo = await connectMongo(new Secret(database.uri));
  posts = createPostStore(mongo);
  await createPostIndexes(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

async function create(): Promise<Post> {
  const id = randomIds.id();
  const post: Post = {
    id,
    workspace: WORKSPACE,
    brand: 'B1',
    author: 'U1',
    state: 'in_review',
    revision: 1,
    seq: 0,
    createdAt: at,
    updatedAt: at,
  };
  const revision = revisionOf(id, 1, [contentFor('facebook', 'A1', { text: 'Words', options: {} })]);
  await mongo.transaction((tx) => posts.create(post, revision, tx));
  return post;
}

describe('a post', () => {
  test('comes back as it was kept, and its revision still gives its hash', async () => {
    const post = await create();
    expect(await posts.post(WORKSPACE, post.id)).toEqual(post);
    const revision = await posts.revision(WORKSPACE, post.id, 1);
    expect(revision?.contentHash).toBe(contentHash(revision?.accounts ?? []));
    expect(revision?.accounts).toEqual([contentFor('facebook', 'A1', { text: 'Words' })]);
  });

  test('is kept once, with all of it or nothing', async () => {
    const post = await create();
    const again = revisionOf(post.id, 2, []);
    await expect(mongo.transaction((tx) => posts.create(post, again, tx))).rejects.toThrow(DuplicateError);
    expect(await posts.revision(WORKSPACE, post.id, 2)).toBeUndefined();
  });

  test('keeps a revision as it was written: the same number is refused', async () => {
    const post = await create();
    const other = revisionOf(post.id, 1, [contentFor('facebook', 'A1', { text: 'Other' })]);
    await expect(mongo.transaction((tx) => posts.addRevision(other, tx))).rejects.toThrow('duplicate key');
  });

  test('is not there for another workspace', async () => {
    const post = await create();
    expect(await posts.post('other', post.id)).toBeUndefined();
    expect(await posts.revision('other', post.id, 1)).toBeUndefined();
    expect(
      await posts.change('other', post.id, { revision: 1, states: ['in_review'] }, { state: 'approved', updatedAt: at }),
    ).toBeUndefined();
  });
});

describe('a change of a post', () => {
  test('counts, marks the card as due, and gives the approval', async () => {
    const post = await create();
    await mongo.db.collection<{ _id: string }>('posts').updateOne({ _id: post.id }, { $set: { cardDue: false } });
    const changed = await posts.change(
      WORKSPACE,
      post.id,
      { revision: 1, states: ['in_review'] },
      { state: 'approved', approved: approval, updatedAt: at },
    );
    expect(changed).toEqual({ ...post, state: 'approved', approved: approval, seq: 1 });
    expect(await posts.post(WORKSPACE, post.id)).toEqual(changed);
    expect(await mongo.db.collection<{ _id: string }>('posts').countDocuments({ _id: post.id, cardDue: true } as object)).toBe(1);
  });

  test('by an edit takes the approval away', async () => {
    const post = await create();
    await posts.change(
      WORKSPACE,
      post.id,
      { revision: 1, states: ['in_review'] },
      { state: 'approved', approved: approval, updatedAt: at },
    );
    const edited = await posts.change(
      WORKSPACE,
      post.id,
      { revision: 1, states: ['approved'] },
      { state: 'in_review', revision: 2, approved: null, updatedAt: at },
    );
    expect(edited).toEqual({ ...post, revision: 2, seq: 2 });
  });

  test('keeps the approval where nothing is said about it', async () => {
    const post = await create();
    await posts.change(
      WORKSPACE,
      post.id,
      { revision: 1, states: ['in_review'] },
      { state: 'approved', approved: approval, updatedAt: at },
    );
    const closed = await posts.change(WORKSPACE, post.id, { revision: 1, states: ['approved'] }, { state: 'closed', updatedAt: at });
    expect(closed?.approved).toEqual(approval);
  });

  test('needs the post where it was seen: of two at once one is written', async () => {
    const post = await create();
    expect(
      await posts.change(WORKSPACE, post.id, { revision: 2, states: ['in_review'] }, { state: 'approved', updatedAt: at }),
    ).toBeUndefined();
    expect(
      await posts.change(WORKSPACE, post.id, { revision: 1, states: ['approved'] }, { state: 'closed', updatedAt: at }),
    ).toBeUndefined();
    const both = await Promise.all(
      (['approved', 'rejected'] as const).map((state) =>
        posts.change(WORKSPACE, post.id, { revision: 1, states: ['in_review'] }, { state, updatedAt: at }),
      ),
    );
    expect(both.filter((each) => each !== undefined)).toHaveLength(1);
  });
});

test('a card that is to be drawn again at a time is marked as due then, once, whoever looks', async () => {
  const post = await create();
  const cards = createCardStore(mongo);
  const dueAt = (ms: number) =>
    Promise.all([1, 2].map(() => createScheduleEverywhere(mongo).markReminders(new Date(at.getTime() + ms), 100)));
  await cards.claim(WORKSPACE, post.id, 'a renderer');
  await cards.lookAgain(WORKSPACE, post.id, new Date(at.getTime() + 1_000));
  expect((await dueAt(999)).flat()).toEqual([]);
  expect((await dueAt(1_000)).flat()).toContainEqual({ workspace: WORKSPACE, post: post.id });
  const marked = await posts.post(WORKSPACE, post.id);
  expect(await dueAt(2_000)).toEqual([[], []]);
  expect(await posts.post(WORKSPACE, post.id)).toEqual(marked);
  expect(await cards.due(100)).toContainEqual({ workspace: WORKSPACE, post: post.id });
});
