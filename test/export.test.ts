import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportTo, readExportArgs } from '../src/export-command.js';
import { Secret } from '../src/lib/secret.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase('export');
  folder = await mkdtemp(join(tmpdir(), 'copydesk-export-'));
  const { connection } = database;
  await connection.collection<{ _id: string }>('workspaces').insertOne({ _id: 'T1', uninstalledAt: new Date() } as never);
  await connection.collection<{ _id: string }>('posts').insertMany([
    { _id: 'P1', workspace: 'T1' },
    { _id: 'P2', workspace: 'T2' },
  ] as never);
  await connection
    .collection<{ _id: string }>('accounts')
    .insertOne({ _id: 'A1', workspace: 'T1', name: 'Bluebird 🐦', token: 'a sealed token' } as never);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

test('a removed workspace is written into a new file that only its owner reads, without tokens and without what is of others', async () => {
  const to = join(folder, 'export.json');
  const uri = new Secret(database.uri);
  expect(await exportTo(uri, { workspace: 'T1', to })).toBe(`Everything of T1 is in ${to}.`);
  expect((await stat(to)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(to, 'utf8'))).toMatchObject({
    workspace: { _id: 'T1' },
    posts: [{ _id: 'P1' }],
    accounts: [{ _id: 'A1', workspace: 'T1', name: 'Bluebird 🐦' }],
  });
  expect(await readFile(to, 'utf8')).not.toContain('token');
  await expect(exportTo(uri, { workspace: 'T1', to })).rejects.toThrow(`${to} exists already. Name another file with --to.`);
  await expect(exportTo(uri, { workspace: 'T9', to: join(folder, 'none.json') })).rejects.toThrow('There is no workspace T9');
});

test('what is typed wrong is answered with an example', () => {
  expect(readExportArgs(['--workspace', 'T1'])).toEqual({ workspace: 'T1', to: 'copydesk-T1.json' });
  expect(() => readExportArgs([])).toThrow('Say which workspace. Example: npm run export -- --workspace');
  expect(() => readExportArgs(['T1'])).toThrow('Only --workspace and --to are understood.');
});
