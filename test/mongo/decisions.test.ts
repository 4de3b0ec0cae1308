import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Decision, DecisionStore } from '../../src/approvals/index.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createDecisionIndexes, createDecisionStore } from '../../src/mongo/decisions.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let mongo: Mongo;
let decisions: DecisionStore;

beforeAll(async () => {
  database = await openTestDatabase('decisions');
  mongo = await connectMongo(new Secret(database.uri));
  decisions = createDecisionStore(mongo);
  await createDecisionIndexes(mongo);
});

afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const decision = (id: string, fields: Partial<Decision> = {}): Decision => ({
  id,
  workspace: 'W',
  post: 'P',
  revision: 1,
  contentHash: 'h',
  person: 'U2',
  kind: 'approved',
  at: new Date('2026-11-20T10:00:00Z'),
  ...fields,
});

test('decisions come back as they were said, oldest first, in their workspace only', async () => {
  const second = decision('1', { at: new Date('2026-11-20T11:00:00Z') });
  const first = decision('2', { kind: 'changes_requested', reason: 'tone', comment: 'Softer, please' });
  await mongo.transaction((tx) => decisions.add(second, tx));
  await mongo.transaction((tx) => decisions.add(first, tx));
  await mongo.transaction((tx) => decisions.add(decision('3', { post: 'other' }), tx));
  expect(await decisions.decisions('W', 'P')).toEqual([first, second]);
  expect(await decisions.decisions('other', 'P')).toEqual([]);
});

test('a decision is not there when its transaction fails', async () => {
  const failing = mongo.transaction(async (tx) => {
    await decisions.add(decision('4', { post: 'failed' }), tx);
    throw new Error('No.');
  });
  await expect(failing).rejects.toThrow('No.');
  expect(await decisions.decisions('W', 'failed')).toEqual([]);
});
