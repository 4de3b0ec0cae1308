import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { dueReads } from '../../src/mongo/due.js';
import { connectMongo, createDueRead, createIndexes, DUE, type Mongo } from '../../src/mongo/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { BRAND, publicationOf, WORKSPACE } from '../support/posts.js';

let database: TestDatabase;
let mongo: Mongo;

const NAMES = Object.keys(DUE) as (keyof typeof DUE)[];
const NEVER = new Date(Date.now() + 365 * 86_400_000);
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const account = 'A1';
const publication = (fields: Parameters<typeof publicationOf>[0]) => {
  const { id, ...rest } = publicationOf({ account, dueAt: NEVER, nextAt: NEVER, ...fields });
  return ['publications', { _id: id, cardDue: false, ...rest }] as const;
};
const { nextAt: _nextAt, ...STOPPED } = publicationOf({ account, dueAt: NEVER });
const post = (fields: object) =>
  [
    'posts',
    { _id: randomIds.id(), workspace: WORKSPACE, brand: BRAND, state: 'in_review', cardDue: false, updatedAt: new Date(), ...fields },
  ] as const;

beforeAll(async () => {
  database = await openTestDatabase('due');
  mongo = await connectMongo(new Secret(database.uri));
  await createIndexes(mongo);
  const keep = (collection: string, row: object) => mongo.db.collection(collection).insertOne({ ...row });
  await keep('workspaces', { _id: WORKSPACE });
  await keep('workspaces', { _id: 'REMOVED', uninstalledAt: ago(1) });
  await keep('brands', { _id: BRAND, workspace: WORKSPACE, name: 'Bluebird', reviewChannel: 'C1' });
  await keep('accounts', { _id: account, workspace: WORKSPACE, brand: BRAND, health: { state: 'good' }, checkAt: NEVER, platformId: '1' });
  await keep('accounts', { _id: 'BROKEN', workspace: WORKSPACE, brand: BRAND, health: { state: 'broken' }, platformId: '2' });
  await keep('grants', { _id: 'G1', workspace: WORKSPACE, renewal: { at: NEVER } });
  await keep('lanes', { _id: account, workspace: WORKSPACE, runnableAt: NEVER, leaseUntil: new Date(0), closedUntil: new Date(0) });
  const waiting = Array.from({ length: 2_000 }, () => publication({})[1] as object);
  await mongo.db.collection('publications').insertMany(waiting);
  await mongo.db.collection('posts').insertMany(Array.from({ length: 2_000 }, () => ({ ...post({})[1] }) as object));
  await keep(...publication({ workspace: 'REMOVED', state: 'published', cardDue: true } as never));
  await keep(...(['publications', { ...STOPPED, _id: randomIds.id(), account: 'BROKEN', state: 'blocked' }] as const));
}, 60_000);

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const dueNow = async () => {
  const answers = await createDueRead(mongo, systemClock)(NAMES.map((name) => DUE[name]));
  return NAMES.filter((_, nth) => answers[nth]);
};

describe('what is due', () => {
  test('is nothing while posts wait for a review and for their time', async () => {
    expect(await dueNow()).toEqual([]);
  });

  const paused = { pause: { by: 'U1', at: new Date() } };
  const brand = (fields: object) => ['brands', { _id: 'B2', workspace: WORKSPACE, ...fields }] as const;
  test.each([
    ['the card of a post', ['cards'], [post({ cardDue: true })]],
    ['the card of a publication', ['cards'], [publication({ cardDue: true } as never)]],
    ['a notice', ['notices'], [['notices', { _id: 'N1', workspace: WORKSPACE, dueAt: ago(1) }]]],
    ['a review to remind of', ['reminders'], [['cards', { _id: 'C1', workspace: WORKSPACE, lookAt: ago(1) }]]],
    ['a post that nobody approved by its time', ['expired'], [post({ when: { kind: 'at', at: ago(1) } })]],
    [
      'what a pause does not hold yet',
      ['pauses'],
      [
        brand({ pause: { ...paused.pause, banner: {} } }),
        ['accounts', { _id: 'A2', workspace: WORKSPACE, brand: 'B2' }],
        publication({ account: 'A2' }),
      ],
    ],
    ['a resume that a crash cut off', ['pauses'], [brand({ resume: { by: 'U1', at: new Date() } })]],
    ['a pause without a banner', ['banners'], [brand({ ...paused, reviewChannel: 'C2' })]],
    ['a late post', ['late'], [publication({ state: 'queued', dueAt: ago(3), nextAt: NEVER, trouble: { sentence: 'Busy.', at: ago(1) } })]],
    ['what is blocked on a well account', ['blocked'], [['publications', { ...STOPPED, _id: 'blocked', state: 'blocked' }]]],
    ['a deletion that a crash cut off', ['deletions'], [['deletions', { _id: 'D1', person: 'P1', requestedAt: ago(2) }]]],
    ['a token to renew', ['tokens'], [['grants', { _id: 'G2', workspace: WORKSPACE, family: 'x', renewal: { at: ago(1) } }]]],
    ['an account to look at', ['accounts'], [['accounts', { _id: 'A3', workspace: WORKSPACE, platform: 'x', checkAt: ago(1) }]]],
    ['a bot token to renew', ['botTokens'], [['installations', { _id: 'T3', workspace: 'T3', renewal: { at: ago(1) } }]]],
    ['an access of a removed workspace', ['releases'], [['workspaces', { _id: 'T4', uninstalledAt: ago(61) }]]],
    [
      'what is left of a workspace that was removed 30 days ago',
      ['removals'],
      [['workspaces', { _id: 'T5', uninstalledAt: ago(31 * 24 * 60), releasedAt: ago(1) }]],
    ],
    ['a lane that sleeps', ['lanes'], [publication({ nextAt: ago(1) })]],
    ['a lane that is missing', ['lanes'], [publication({ account: 'A9', nextAt: ago(1) })]],
  ] as [string, string[], (readonly [string, object])[]][])('is %s', async (_, names, rows) => {
    const kept = [];
    for (const [collection, row] of rows)
      kept.push([collection, (await mongo.db.collection(collection).insertOne({ ...row })).insertedId] as const);
    expect(await dueNow()).toEqual(names);
    for (const [collection, _id] of kept) await mongo.db.collection(collection).deleteOne({ _id });
  });

  test('is found along indexes, at thousands that wait as at none', async () => {
    for (const { on, pipeline } of dueReads(
      NAMES.map((name) => DUE[name]),
      new Date(),
    )) {
      const plan = JSON.stringify(await mongo.db.collection(on).aggregate(pipeline).explain('executionStats'));
      expect([on, plan.includes('COLLSCAN')]).toEqual([on, false]);
      for (const [, examined] of plan.matchAll(/"totalDocsExamined":(\d+)/g))
        expect([on, pipeline[0], Number(examined) <= 10]).toEqual([on, pipeline[0], true]);
    }
  });
});
