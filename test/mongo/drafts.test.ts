import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createDraftIndexes, createDraftStore } from '../../src/mongo/drafts.js';
import { type Draft, type DraftStore, DuplicateError } from '../../src/posts/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let mongo: Mongo;
let store: DraftStore;

beforeAll(async () => {
  database = await openTestDatabase('drafts');
  mongo = await connectMongo(new Secret(database.uri));
  store = createDraftStore(mongo);
  await createDraftIndexes(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

describe('the stored draft', () => {
  test('comes back as it was kept, with and without what is optional', async () => {
    const full = draft('full', {
      link: 'https://example.com',
      note: 'For Monday',
      accounts: ['a', 'b'],
      files: [
        { slackFile: 'F1', name: 'a.png', asset: 'x', altText: 'A cat', border: true },
        { slackFile: 'F2', name: 'b.gif', refused: 'It moves.', altText: '', border: false },
      ],
    });
    await store.insert(full);
    await store.insert(draft('bare', { text: '' }));
    expect(await store.draft('W', 'full')).toEqual(full);
    expect(await store.draft('W', 'bare')).toEqual(draft('bare', { text: '' }));
  });

  test('is kept once per id', async () => {
    await store.insert(draft('once'));
    await expect(store.insert(draft('once'))).rejects.toThrow(DuplicateError);
  });

  test('is saved over its version only, and what is left out is gone', async () => {
    await store.insert(draft('saved', { link: 'https://example.com' }));
    const saved = await store.save(draft('saved', { text: 'new' }));
    expect(saved).toEqual(draft('saved', { text: 'new', version: 2 }));
    expect(await store.save(draft('saved', { text: 'late' }))).toBeUndefined();
    expect(await store.draft('W', 'saved')).toEqual(saved);
  });

  test('is sent once: of two at the same moment one wins, and nobody saves over it', async () => {
    await store.insert(draft('sent'));
    const send = () => mongo.transaction((tx) => store.markSent('W', 'sent', 1, tx));
    expect((await Promise.all([send(), send()])).sort()).toEqual([false, true]);
    expect(await store.save(draft('sent', { version: 2 }))).toBeUndefined();
    expect(await store.discard('W', 'sent', 2)).toBe(false);
    expect(await store.draft('W', 'sent')).toMatchObject({ state: 'sent' });
  });

  test('is out of reach of another workspace', async () => {
    await store.insert(draft('mine'));
    expect(await store.draft('other', 'mine')).toBeUndefined();
    expect(await store.save(draft('mine', { workspace: 'other' }))).toBeUndefined();
    expect(await store.discard('other', 'mine', 1)).toBe(false);
    expect(await store.openDrafts('other', 'U1', 10)).toEqual([]);
  });

  test('is listed to its person while it is open, the last saved first', async () => {
    await store.insert(draft('old', { person: 'U9', updatedAt: new Date(1000) }));
    await store.insert(draft('new', { person: 'U9', updatedAt: new Date(2000) }));
    await store.insert(draft('gone', { person: 'U9' }));
    await store.insert(draft('theirs', { person: 'U8' }));
    expect(await store.discard('W', 'gone', 1)).toBe(true);
    expect((await store.openDrafts('W', 'U9', 10)).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(await store.openDrafts('W', 'U9', 1)).toHaveLength(1);
  });
});

function draft(id: string, fields: Partial<Draft> = {}): Draft {
  return {
    id,
    workspace: 'W',
    brand: 'B',
    person: 'U1',
    post: `post-${id}`,
    base: 0,
    version: 1,
    state: 'open',
    accounts: [],
    text: 'Hello',
    files: [],
    createdAt: new Date(0),
    updatedAt: new Date(0),
    ...fields,
  };
}
