import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Crashes, crashesOn } from './crash-matrix.js';
import { type Ground, startGround } from './ground.js';
import { openHands } from './hands.js';
import { sum } from './judge.js';
import { runRaces } from './races.js';
import { FREEZES, freeze } from './zombies.js';

let ground: Ground;
let crashes: Crashes;

beforeAll(async () => {
  const started = await startGround('crash');
  ground = started;
  crashes = crashesOn(started);
}, 120_000);

afterAll(() => ground.close());

test('killed at a random step of a random mix of posts, Copydesk publishes each once, or shows what nobody can know', async () => {
  const cuts = [];
  for (const end = performance.now() + 10_000; performance.now() < end; ) cuts.push(await crashes.cut(cuts.length + 1));
  expect(sum(cuts).faults).toEqual([]);
  expect(cuts.some(({ kills }) => kills > 0)).toBe(true);
}, 120_000);

test('frozen past its lease, an instance changes nothing that another has finished but its own unknown attempt, and nothing goes out twice', async () => {
  const { meanwhile, after, verdict } = await freeze(ground, crashes.child(), '1');
  expect(meanwhile.map(({ state }) => state)).toEqual(FREEZES.map((each) => each.meanwhile));
  expect(verdict).toMatchObject({ doubles: 0, lost: 0, unknown: 0, faults: [] });
  for (const [index, publication] of meanwhile.entries()) if (publication.state === 'published') expect(after[index]).toEqual(publication);
}, 120_000);

test('of two people on two instances one wins, beside instances that claim and release: never old words, never a lost wake-up', async () => {
  const other = await openHands(ground.config);
  await ground.start('beside');
  const faults = await runRaces(ground, other, 5, 1).finally(other.close);
  expect(faults).toEqual([]);
}, 180_000);
