import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../src/lib/secret.js';
import { createSecretBox, type SealingKey } from '../src/lib/secret-box.js';
import { SEALED_FIELDS, SEALED_FOR_MINUTES } from '../src/mongo/index.js';
import { rotateKeys } from '../src/rotate-keys-command.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { sourcesUnder } from './support/sources.js';

let database: TestDatabase;
let uri: Secret;

beforeAll(async () => {
  database = await openTestDatabase('rotate_keys');
  uri = new Secret(database.uri);
});
afterAll(() => database.drop());

const key = (id: string): SealingKey => ({ id, key: new Secret(randomBytes(32).toString('base64')) });
const [k1, k2, lost] = [key('k1'), key('k2'), key('lost')];
const place = (collection: string, field: string) => ({ collection, workspace: 'T1', record: `${collection}-1`, field });
const stored = async (collection: string) =>
  database.connection.collection<{ _id: string }>(collection).findOne({ _id: `${collection}-1` });

test('every stored token is sealed with the first key and opens with it alone; what no key opens, or is under way, is told', async () => {
  const before = createSecretBox([k1]);
  const fieldsOf = (collection: string) => SEALED_FIELDS.filter((each) => each.collection === collection).map(({ field }) => field);
  const collections = [...new Set(SEALED_FIELDS.map(({ collection }) => collection))];
  for (const collection of collections) {
    const tokens = fieldsOf(collection).map((field) => [
      field,
      before.seal(new Secret(`${collection} ${field}`), place(collection, field)),
    ]);
    await database.connection
      .collection<{ _id: string }>(collection)
      .insertOne({ _id: `${collection}-1`, workspace: 'T1', ...Object.fromEntries(tokens) } as never);
  }
  const broken = createSecretBox([lost]).seal(new Secret('x'), { ...place('grants', 'token'), record: 'grants-2' });
  await database.connection.collection<{ _id: string }>('grants').insertOne({ _id: 'grants-2', workspace: 'T1', token: broken } as never);
  await database.connection
    .collection<{ _id: string }>('tickets')
    .insertOne({ _id: 't1', workspace: 'T1', consent: { verifier: before.seal(new Secret('v'), place('tickets', 'verifier')) } } as never);

  const said = await rotateKeys(uri, [k2, k1]);
  expect(said).toContain(`Sealed with k2 now: ${SEALED_FIELDS.length} more values.`);
  expect(said).toContain('1 could not be opened by any key of ENCRYPTION_KEYS.');
  expect(said).toContain('1 belong to somebody who is connecting an account just now.');
  expect(said).not.toContain('can be taken out');

  const after = createSecretBox([k2]);
  for (const { collection, field } of SEALED_FIELDS) {
    const value = Object.entries((await stored(collection)) ?? {}).find(([name]) => name === field)?.[1];
    expect(after.open(String(value), place(collection, field)).unwrap()).toBe(`${collection} ${field}`);
  }

  await database.connection.collection<{ _id: string }>('grants').deleteOne({ _id: 'grants-2' });
  await database.connection.collection('tickets').deleteMany({});
  expect(await rotateKeys(uri, [k2, k1])).toBe(
    'Sealed with k2 now: 0 more values.\nNothing is sealed with another key any more. If every instance seals with k2, the other keys can be taken out of ENCRYPTION_KEYS.',
  );
});

test('every file that seals is for a collection on the lists', () => {
  const sealing = sourcesUnder('src').filter(({ path, code }) => /\bbox\.seal\(/.test(code) && !path.includes('resealing'));
  const known = new Set<string>([...SEALED_FIELDS, ...SEALED_FOR_MINUTES].map(({ collection }) => collection));
  const collections = sealing.map(({ path, code }) => [path, /collection: '(\w+)', workspace, record/.exec(code)?.[1] ?? 'tickets']);
  expect(collections.filter(([, collection]) => !known.has(collection ?? ''))).toEqual([]);
  expect(sealing.map(({ path }) => path)).toEqual([
    'src/mongo/accounts.ts',
    'src/mongo/everywhere-accounts.ts',
    'src/mongo/grants.ts',
    'src/mongo/installations.ts',
    'src/mongo/pending-choices.ts',
  ]);
});
