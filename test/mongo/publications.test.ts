import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createLaneIndexes, createLaneStore } from '../../src/mongo/lanes.js';
import {
  createAccountPublications,
  createApprovedPublications,
  createPublicationIndexes,
  createPublicationStore,
  createPublicationsOfPost,
  publicationsOf,
} from '../../src/mongo/publications.js';
import { type Attempt, type Publication, type PublicationState, RefTakenError } from '../../src/publishing/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { contentFor, publicationOf, WORKSPACE } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;
let store: ReturnType<typeof createPublicationStore>;
let ofPost: ReturnType<typeof createPublicationsOfPost>;
let approved: ReturnType<typeof createApprovedPublications>;
let ofAccounts: ReturnType<typeof createAccountPublications>;
let post: string;

beforeAll(async () => {
  database = await openTestDatabase('publications');
  mongo = await connectMongo(new Secret(database.uri));
  const lanes = createLaneStore(mongo, systemClock);
  store = createPublicationStore(mongo);
  ofPost = createPublicationsOfPost(mongo);
  approved = createApprovedPublications(mongo, { ids: randomIds, wakeLanes: () => {} });
  ofAccounts = createAccountPublications(mongo, { lanes, clock: systemClock });
  await Promise.all([createPublicationIndexes(mongo), createLaneIndexes(mongo)]);
});

beforeEach(() => {
  post = randomIds.id();
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

async function keep(fields: Partial<Publication> = {}): Promise<Publication> {
  const publication = publicationOf({ post, account: randomIds.id(), ...fields });
  const { id, ...rest } = publication;
  await publicationsOf(mongo).insertOne({ ...rest, _id: id });
  return publication;
}

async function read(id: string): Promise<Publication> {
  const found = await store.publication(WORKSPACE, id);
  if (found === undefined) throw new Error(`There is no publication ${id}.`);
  return found;
}

function attempt(outcome?: Attempt['outcome']): Attempt {
  const at = new Date('2026-11-20T10:00:00Z');
  return {
    id: randomIds.id(),
    contentHash: 'h',
    grantVersion: 1,
    intentAt: at,
    deadlineAt: at,
    ...(outcome === undefined ? {} : { outcome }),
  };
}

const unknownAct = () => [{ key: 'post', attempts: [attempt()] }];

describe('a change', () => {
  test('is a compare-and-set on the version: of two at once one is written', async () => {
    const from = await keep();
    const both = await Promise.all([store.change(from, { ...from, state: 'ready' }), store.change(from, { ...from, state: 'held' })]);
    const written = both.filter((each) => each !== undefined);
    expect(written).toHaveLength(1);
    expect(await read(from.id)).toEqual(written[0]);
    expect(written[0]?.version).toBe(from.version + 1);
  });

  test('keeps everything as it was given, and what is left out is gone', async () => {
    const from = await keep({ staged: { container: '1', children: [] }, trouble: { sentence: 'No.', at: new Date(5) } });
    const { nextAt: _nextAt, staged: _staged, trouble: _trouble, ...rest } = from;
    const next: Publication = { ...rest, acts: [{ key: 'post', attempts: [attempt()] }], link: 'https://example.com' };
    expect(await store.change(from, next)).toEqual({ ...next, version: 1 });
    expect(await read(from.id)).toEqual({ ...next, version: 1 });
  });

  test('marks the card as due', async () => {
    const from = await keep();
    await store.change(from, { ...from, state: 'ready' });
    expect(await publicationsOf(mongo).countDocuments({ _id: from.id, cardDue: true })).toBe(1);
  });

  test('is acknowledged by the majority before it counts', () => {
    expect(publicationsOf(mongo).writeConcern?.w).toBe('majority');
  });

  test('does not reach another workspace', async () => {
    const from = await keep();
    expect(await store.change({ ...from, workspace: 'other' }, { ...from, workspace: 'other', state: 'held' })).toBeUndefined();
    expect(await store.publication('other', from.id)).toBeUndefined();
    expect(await store.ofPost('other', post)).toEqual([]);
    expect((await read(from.id)).state).toBe('queued');
  });
});

describe('what is unique', () => {
  test('is a post on an account', async () => {
    const { account } = await keep();
    await expect(keep({ account })).rejects.toThrow('duplicate key');
  });

  test('is what an account published: a ref that is taken proves nothing about another post', async () => {
    const account = randomIds.id();
    const [first, second] = [await keep({ account }), await keep({ account, post: randomIds.id() })];
    const withRef = (from: Publication) =>
      store.change(from, { ...from, state: 'published', acts: [{ key: 'post', attempts: [], ref: '7' }] });
    expect(await withRef(first)).toBeDefined();
    await expect(withRef(second)).rejects.toThrow(RefTakenError);
    expect(await withRef(await keep())).toBeDefined();
    expect((await read(second.id)).state).toBe('queued');
  });
});

describe('an edit', () => {
  const hold = (revision = 2) => mongo.transaction((tx) => ofPost.holdForReview(WORKSPACE, post, revision, tx));

  test('holds whatever is unsent under the new words, and drops what was prepared for the old', async () => {
    const states: PublicationState[] = ['queued', 'staging', 'processing', 'ready', 'held', 'blocked', 'failed'];
    const all = await Promise.all(
      states.map((state) => keep({ state, staged: { container: '1' }, trouble: { sentence: 'No.', at: new Date(5) } })),
    );
    expect(await hold()).toEqual([]);
    for (const { id, version } of all) {
      const held = await read(id);
      expect(held).toMatchObject({ state: 'held', holds: ['review'], revision: 2, version: version + 1 });
      for (const gone of ['staged', 'nextAt', 'trouble']) expect(held).not.toHaveProperty(gone);
    }
  });

  test('leaves what is published or cancelled, and the reasons of others', async () => {
    const [published, cancelled, held] = [
      await keep({ state: 'published' }),
      await keep({ state: 'cancelled' }),
      await keep({ state: 'held', holds: ['pause'] }),
    ];
    expect(await hold()).toEqual([]);
    expect([await read(published.id), await read(cancelled.id)]).toEqual([published, cancelled]);
    expect((await read(held.id)).holds).toEqual(['pause', 'review']);
  });

  test.each([
    ['publishing', []],
    ['unknown', []],
    ['queued', unknownAct()],
    ['blocked', unknownAct()],
  ] as const)('is refused while something may be live already, by name: %s', async (state, acts) => {
    const going = await keep({ state, acts: [...acts] });
    const waiting = await keep();
    await mongo.db
      .collection<{ _id: string }>('accounts')
      .insertOne({ _id: going.account, workspace: WORKSPACE, name: 'Bluebird', platform: 'facebook' } as { _id: string });
    expect(await hold()).toEqual([expect.stringMatching(/facebook.*Bluebird/i)]);
    expect(await read(waiting.id)).toEqual(waiting);
  });

  test('does not reach another workspace', async () => {
    const other = await keep({ workspace: 'other' });
    expect(await hold()).toEqual([]);
    expect((await store.publication('other', other.id))?.state).toBe('queued');
  });
});

describe('an approval', () => {
  const at = new Date('2026-11-21T08:00:00Z');
  const approval = { by: 'U2', contentHash: 'h', at };
  const enqueue = (accounts: readonly string[], revision = 2) =>
    mongo.transaction((tx) =>
      approved.enqueue(
        {
          workspace: WORKSPACE,
          post,
          approval,
          brand: 'B1',
          revision,
          accounts: accounts.map((account) => contentFor('facebook', account, { text: 'x' })),
          at,
        },
        tx,
      ),
    );

  test('adds what is missing, frees what was held, cancels what was taken out, and leaves what is published', async () => {
    const [freed, removed, published] = [
      await keep({ state: 'held', holds: ['review'], tries: 3 }),
      await keep({ state: 'held', holds: ['review'] }),
      await keep({ state: 'published' }),
    ];
    const added = randomIds.id();
    await enqueue([freed.account, published.account, added]);
    const all = new Map((await store.ofPost(WORKSPACE, post)).map((each) => [each.account, each]));
    expect(all.get(freed.account)).toMatchObject({ state: 'queued', holds: [], revision: 2, dueAt: at, nextAt: at, tries: 0, version: 1 });
    expect(all.get(added)).toMatchObject({ state: 'queued', revision: 2, dueAt: at, nextAt: at, acts: [], version: 0 });
    expect(all.get(removed.account)).toMatchObject({ state: 'cancelled', holds: [] });
    expect(all.get(removed.account)).not.toHaveProperty('nextAt');
    expect(all.get(published.account)).toEqual(published);
  });

  test('frees of the review only: another hold keeps it', async () => {
    const { account, id } = await keep({ state: 'held', holds: ['hold', 'review'] });
    await enqueue([account]);
    expect(await read(id)).toMatchObject({ state: 'held', holds: ['hold'], revision: 2 });
  });

  test('of an account that was taken out before publishes there again', async () => {
    const { account, id } = await keep({ state: 'cancelled' });
    await enqueue([account]);
    expect(await read(id)).toMatchObject({ state: 'queued', revision: 2 });
  });

  test('leaves nothing when its transaction fails', async () => {
    const account = randomIds.id();
    const failing = mongo.transaction(async (tx) => {
      await approved.enqueue(
        { workspace: WORKSPACE, post, brand: 'B1', approval, revision: 1, accounts: [contentFor('facebook', account, {})], at },
        tx,
      );
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await store.ofPost(WORKSPACE, post)).toEqual([]);
  });
});

test('a rejection cancels everything unsent and nothing else', async () => {
  const [held, failed, published, unknown] = [
    await keep({ state: 'held', holds: ['review'] }),
    await keep({ state: 'failed' }),
    await keep({ state: 'published' }),
    await keep({ state: 'unknown' }),
  ];
  await mongo.transaction((tx) => approved.cancelUnsent(WORKSPACE, post, tx));
  const states = await Promise.all([held, failed, published, unknown].map(async ({ id }) => (await read(id)).state));
  expect(states).toEqual(['cancelled', 'cancelled', 'published', 'unknown']);
});

describe('accounts', () => {
  const block = (account: string) => mongo.transaction((tx) => ofAccounts.block(WORKSPACE, [account], 'Connect it again.', tx));
  const unblock = (account: string) => mongo.transaction((tx) => ofAccounts.unblock(WORKSPACE, [account], tx));

  test('that are disconnected block what waits, and connecting again frees it', async () => {
    const { account, id } = await keep({ state: 'ready', dueAt: new Date(), staged: { container: '1' } });
    await block(account);
    const blocked = await read(id);
    expect(blocked).toMatchObject({ state: 'blocked', trouble: { sentence: 'Connect it again.' } });
    for (const gone of ['nextAt', 'staged']) expect(blocked).not.toHaveProperty(gone);
    await unblock(account);
    expect(await read(id)).toMatchObject({ state: 'queued', tries: 0, nextAt: expect.any(Date) });
    expect(await read(id)).not.toHaveProperty('trouble');
  });

  test('keep what is needed to look for a send that may be live', async () => {
    const { account, id } = await keep({
      state: 'queued',
      staged: { photoIds: ['9'] },
      acts: [{ key: 'post', attempts: [attempt({ kind: 'absent', by: 'find' }), attempt()] }],
    });
    await block(account);
    expect(await read(id)).toMatchObject({ state: 'blocked', staged: { photoIds: ['9'] } });
  });

  test('that are connected again look at once for what is unknown', async () => {
    const { nextAt: _nextAt, ...given } = publicationOf({ post, account: randomIds.id(), state: 'unknown', finds: 5, acts: unknownAct() });
    await publicationsOf(mongo).insertOne({ ...given, _id: given.id });
    await unblock(given.account);
    expect(await read(given.id)).toMatchObject({ state: 'unknown', nextAt: expect.any(Date), finds: 5 });
  });

  test('leave alone what is held, published or going out', async () => {
    const account = randomIds.id();
    const all = await Promise.all(
      (['held', 'published', 'publishing', 'unknown', 'failed', 'cancelled'] as const).map((state) =>
        keep({ state, account, post: randomIds.id() }),
      ),
    );
    await block(account);
    for (const each of all) expect(await read(each.id)).toEqual(each);
  });

  test('name what still waits on them, oldest first, with its words', async () => {
    const account = randomIds.id();
    const [second, first] = [
      await keep({ account, dueAt: new Date(2_000) }),
      await keep({ account, dueAt: new Date(1_000), post: randomIds.id(), state: 'blocked' }),
    ];
    await keep({ account, post: randomIds.id(), state: 'published' });
    await mongo.db
      .collection<{ _id: string }>('revisions')
      .insertOne({ _id: `${first.post}:1`, workspace: WORKSPACE, post: first.post, number: 1, text: 'First words' } as { _id: string });
    const waiting = await ofAccounts.waiting(WORKSPACE, [account]);
    expect(waiting).toEqual([
      { post: first.post, account, text: 'First words' },
      { post: second.post, account, text: '' },
    ]);
    expect(await ofAccounts.waiting('other', [account])).toEqual([]);
  });

  test('of another workspace are out of reach', async () => {
    const { account, id } = await keep({ state: 'queued' });
    await mongo.transaction((tx) => ofAccounts.block('other', [account], 'No.', tx));
    expect((await read(id)).state).toBe('queued');
    const blocked = await keep({ state: 'blocked' });
    await mongo.transaction((tx) => ofAccounts.unblock('other', [blocked.account], tx));
    expect((await read(blocked.id)).state).toBe('blocked');
  });
});
