import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createEventIndexes, createEventStore } from '../../src/mongo/events.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let mongo: Mongo;
beforeAll(async () => {
  database = await openTestDatabase('events');
  mongo = await connectMongo(new Secret(database.uri));
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

test('an event handled twice at once is kept once, and only for its own workspace', async () => {
  const events = createEventStore(mongo);
  const at = new Date('2026-11-22T10:00:00Z');
  await Promise.all([events.markHandled('T1', 'Ev1', at), events.markHandled('T1', 'Ev1', at)]);
  expect(await events.handled('T1', 'Ev1')).toBe(true);
  expect(await events.handled('T2', 'Ev1')).toBe(false);
  expect(await mongo.db.collection('slackEvents').countDocuments()).toBe(1);
});

test('handled events are swept after a day', async () => {
  await createEventIndexes(mongo);
  const indexes = await mongo.db.collection('slackEvents').indexes();
  expect(indexes.find(({ key }) => 'handledAt' in key)?.expireAfterSeconds).toBe(86_400);
});
