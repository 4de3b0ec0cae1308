import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PublishingWorld, startPublishing } from '../support/publishing.js';
import { keptSeeds, runModel } from './model-run.js';

let world: PublishingWorld;

beforeAll(async () => {
  world = await startPublishing('model');
}, 60_000);

afterAll(() => world.close());

test('whatever people, platforms and deaths do in whatever order, nothing goes out twice, early or against their word, and nothing is lost', async () => {
  for (const { about: _about, ...kept } of keptSeeds()) expect((await runModel(world, { runs: 1, ...kept }))?.report).toBeUndefined();
  expect((await runModel(world, { runs: 10 }))?.report).toBeUndefined();
}, 180_000);
