import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Elections, type Recovery, startElections } from './elections.js';

let elections: Elections;

beforeAll(async () => {
  elections = await startElections('elections', { electionTimeoutMs: 3_000, instances: 1 });
}, 90_000);

afterAll(() => elections.close());

test('when the primary dies, steps down or hangs, Copydesk publishes again, loses no approval and sends nothing twice', async () => {
  const recoveries: Recovery[] = [];
  for (const loss of ['stepped down', 'killed', 'frozen'] as const) recoveries.push(await elections.lose(loss));
  expect(await elections.verdict()).toMatchObject({ doubles: 0, lost: 0, needless: 0, faults: [] });
  expect(recoveries.filter(({ publishingMs }) => !Number.isFinite(publishingMs))).toEqual([]);
}, 180_000);
