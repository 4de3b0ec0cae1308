import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import {
  connectMongo,
  createIndexes,
  createRemovedWorkspaces,
  createWorkspaceStore,
  type Mongo,
  SHARED_COLLECTIONS,
  WORKSPACE_COLLECTIONS,
} from '../../src/mongo/index.js';
import { BeingDeletedError, deleteRemoved, releaseRemoved } from '../../src/workspaces/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { sourcesUnder } from '../support/sources.js';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const REMOVED_AT = Date.parse('2026-10-01T10:00:00Z');
let database: TestDatabase;
let mongo: Mongo;
let now = REMOVED_AT;

beforeAll(async () => {
  database = await openTestDatabase('removed');
  mongo = await connectMongo(new Secret(database.uri));
  await createIndexes(mongo);
});
beforeEach(async () => {
  now = REMOVED_AT;
  await mongo.db.collection('workspaces').deleteMany({});
  await workspaces().insertMany([
    { _id: 'T1', name: 'Gone', botUserId: 'U1', uninstalledAt: new Date(REMOVED_AT) },
    { _id: 'T2', name: 'Here', botUserId: 'U2' },
  ]);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const workspaces = () => mongo.db.collection<{ _id: string; name: string; botUserId: string; uninstalledAt?: Date }>('workspaces');
const deps = (release: (workspace: string) => Promise<boolean> = async () => true) => ({
  removed: createRemovedWorkspaces(mongo),
  release,
  clock: { now: () => new Date(now), wait: async () => {} },
  log: createLog('silent'),
});
const reinstall = () =>
  createWorkspaceStore(mongo).install(
    { id: 'T1', name: 'Back', botUserId: 'U1', at: new Date(now) },
    { id: 'T1-1', name: 'Back', zone: 'UTC', authorsMayApprove: false },
  );

test('every collection that the code names is on one of the lists, so that none is forgotten when a workspace goes', () => {
  const named = sourcesUnder('src/mongo').flatMap(({ code }) =>
    [...code.matchAll(/collection(?:<[^(]*>)?\('([a-zA-Z]+)'\)|collection: '([a-zA-Z]+)'/g)].map(
      ([, first, second]) => first ?? second ?? '',
    ),
  );
  const known: readonly string[] = [...WORKSPACE_COLLECTIONS, ...SHARED_COLLECTIONS, 'workspaces'];
  expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([]);
  expect(WORKSPACE_COLLECTIONS.filter((name) => !named.includes(name))).toEqual([]);
});

test('accesses are given back an hour after the removal, once, and again after ten minutes where a platform did not answer', async () => {
  const asked: string[] = [];
  const answers = [false, true];
  const release = async (workspace: string) => {
    asked.push(workspace);
    return answers.shift() ?? true;
  };
  now = REMOVED_AT + HOUR - 1_000;
  await releaseRemoved(deps(release));
  expect(asked).toEqual([]);
  now = REMOVED_AT + HOUR;
  await releaseRemoved(deps(release));
  await releaseRemoved(deps(release));
  expect(asked).toEqual(['T1']);
  now += 10 * 60_000;
  await Promise.all([releaseRemoved(deps(release)), releaseRemoved(deps(release))]);
  now += DAY;
  await releaseRemoved(deps(release));
  expect(asked).toEqual(['T1', 'T1']);
});

test('everything is deleted after 30 days, bytes included, goes on where a crash cut it off, and nothing can be installed meanwhile', async () => {
  const bucket = new mongoose.mongo.GridFSBucket(mongo.db, { bucketName: 'media', chunkSizeBytes: 10 });
  for (const workspace of ['T1', 'T2']) {
    for (const name of WORKSPACE_COLLECTIONS) {
      const own = {
        'consent.stateHash': `${name}-${workspace}`,
        platform: name,
        platformId: workspace,
        account: workspace,
        post: workspace,
      };
      await mongo.db.collection(name).insertOne({ _id: `${name}-${workspace}` as never, workspace, ...own });
    }
    const upload = bucket.openUploadStream('picture', { metadata: { workspace } });
    await new Promise((resolve, reject) => upload.once('finish', resolve).once('error', reject).end(Buffer.alloc(35, workspace)));
  }
  now = REMOVED_AT + 30 * DAY - 1_000;
  await deleteRemoved(deps());
  expect(await mongo.db.collection('posts').countDocuments({ workspace: 'T1' })).toBe(1);

  now = REMOVED_AT + 30 * DAY;
  const crashing = { ...deps().removed, deleteAll: () => Promise.reject(new Error('The process died.')) };
  await expect(deleteRemoved({ ...deps(), removed: crashing })).rejects.toThrow('died');
  await expect(reinstall()).rejects.toThrow(BeingDeletedError);
  await deleteRemoved(deps());

  const holds = async (workspace: string) => {
    const found = await Promise.all(
      WORKSPACE_COLLECTIONS.map(async (name) => [name, await mongo.db.collection(name).countDocuments({ workspace })]),
    );
    return found.filter(([, count]) => count !== 0).map(([name]) => name);
  };
  expect(await holds('T1')).toEqual([]);
  expect(await holds('T2')).toEqual([...WORKSPACE_COLLECTIONS]);
  expect(await mongo.db.collection('media.files').countDocuments({})).toBe(1);
  expect(await mongo.db.collection('media.chunks').countDocuments({})).toBe(4);
  expect((await workspaces().find({}).toArray()).map(({ _id }) => _id)).toEqual(['T2']);
  expect((await reinstall()).uninstalledAt).toBeUndefined();
});

test('a reinstall within 30 days keeps everything', async () => {
  now = REMOVED_AT + 29 * DAY;
  await reinstall();
  now = REMOVED_AT + 31 * DAY;
  await deleteRemoved(deps());
  await releaseRemoved(deps(() => Promise.reject(new Error('Nothing is to be given back.'))));
  expect(await workspaces().countDocuments({ _id: 'T1', uninstalledAt: { $exists: false } })).toBe(1);
});
