import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../src/lib/secret.js';
import type { Attempt, Publication } from '../src/publishing/index.js';
import { holdWhatMayBeOut, readUntil } from '../src/restored-command.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { publicationOf } from './support/posts.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase('restored');
});

afterAll(() => database.drop());

const BACKUP = new Date('2026-11-20T09:00:00Z');
const now = new Date('2026-11-22T12:00:00Z');

test('what waited in a backup is held for a person, by brand, once; what is over or may be live already stays as it is', async () => {
  const due = new Date('2026-11-20T10:00:00Z');
  const attempt: Attempt = { id: 't1', contentHash: '', grantVersion: 1, intentAt: due, deadlineAt: due };
  const stored = {
    queued: publicationOf({ account: 'A1', dueAt: due, nextAt: due }),
    ready: publicationOf({ account: 'A2', state: 'ready', dueAt: due, nextAt: due, staged: { container: '7' } }),
    nextWeek: publicationOf({ account: 'A1', dueAt: new Date('2026-11-29T10:00:00Z') }),
    held: publicationOf({ account: 'A1', state: 'held', holds: ['hold'] }),
    blocked: publicationOf({ account: 'A2', state: 'blocked', trouble: { sentence: 'Reconnect it.', at: due } }),
    again: publicationOf({ account: 'A2', state: 'ready', acts: [{ key: 'post', attempts: [attempt] }] }),
    published: publicationOf({ account: 'A2', state: 'published' }),
    publishing: publicationOf({ account: 'A1', state: 'publishing', acts: [{ key: 'post', attempts: [attempt] }] }),
  };
  const { connection } = database;
  const documents = Object.values(stored).map(({ id, ...fields }) => ({ ...fields, _id: id as never }));
  await connection.collection('publications').insertMany(documents);
  await connection.collection<{ _id: string }>('accounts').insertMany([
    { _id: 'A1', workspace: 'T1', brand: 'B1', platform: 'facebook', platformId: '1' },
    { _id: 'A2', workspace: 'T1', brand: 'B2', platform: 'facebook', platformId: '2' },
  ] as never);
  await connection.collection<{ _id: string }>('brands').insertMany([
    { _id: 'B1', workspace: 'T1', name: 'Bluebird' },
    { _id: 'B2', workspace: 'T1', name: 'Harbour' },
  ] as never);
  await connection.collection<{ _id: string }>('posts').insertOne({ _id: 'P1', brand: 'B2', state: 'in_review' } as never);

  const said = await holdWhatMayBeOut(new Secret(database.uri), BACKUP);
  expect(said).toContain('Held until a person decides, because it may have gone out after 2026-11-20T09:00:00.000Z:');
  expect(said).toContain('  Bluebird: 3 publications of 3 posts');
  expect(said).toContain('  Harbour: 3 publications of 3 posts');
  expect(said).toContain('Look before you approve:\n  Harbour: 1 post');

  const after = async (of: Publication) => connection.collection('publications').findOne({ _id: of.id as never });
  for (const each of [stored.queued, stored.ready, stored.nextWeek]) {
    expect(await after(each)).toMatchObject({ state: 'held', holds: ['overdue'], cardDue: true, version: 1, dueAt: each.dueAt });
    expect(await after(each)).not.toHaveProperty('nextAt');
  }
  expect((await after(stored.queued))?.trouble.sentence).toContain('restored from a backup of 2026-11-20 09:00 UTC');
  expect(await after(stored.held)).toMatchObject({ state: 'held', holds: ['hold', 'overdue'] });
  expect(await after(stored.blocked)).toMatchObject({ state: 'blocked', holds: ['overdue'], trouble: { sentence: 'Reconnect it.' } });
  expect(await after(stored.again)).toMatchObject({
    state: 'unknown',
    trouble: { sentence: expect.stringContaining('Look at the account') },
  });
  expect(await after(stored.published)).toMatchObject({ state: 'published', version: 0 });
  expect(await after(stored.publishing)).toMatchObject({ state: 'publishing', version: 0 });

  const before = await connection.collection('publications').find({}).sort({ _id: 1 }).toArray();
  expect(await holdWhatMayBeOut(new Secret(database.uri), BACKUP)).toContain('so nothing more is held.');
  expect(await connection.collection('publications').find({}).sort({ _id: 1 }).toArray()).toEqual(before);
});

test.each([
  [[], 'Say when the backup was made.'],
  [['--until', 'yesterday'], '"yesterday" is not a date and time with its zone.'],
  [['--until', '2026-11-20T09:00'], 'is not a date and time with its zone.'],
  [['--until', '2026-13-20T09:00Z'], 'is not a date and time with its zone.'],
  [['--until', '2026-11-23T09:00Z'], 'is not over yet, so no backup can be from then.'],
  [['--till', '2026-11-20T09:00Z'], 'Only --until with one time is understood.'],
])('%j is refused in plain words with an example', (args, words) => {
  expect(() => readUntil(args, now)).toThrow(words);
  expect(() => readUntil(args, now)).toThrow('Example: npm run restored -- --until 2026-11-22T09:00:00Z');
});

test('a time with any zone is taken', () => {
  expect(readUntil(['--until', '2026-11-20T10:00+01:00'], now)).toEqual(BACKUP);
});

test('the command itself refuses before it touches anything', async () => {
  const run = promisify(execFile)('node', ['--import', './test/support/typescript.mjs', 'src/restored.ts'], {
    env: { PATH: process.env.PATH },
  });
  await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^Say when the backup was made\./) });
});
