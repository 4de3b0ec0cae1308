import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PublishingWorld, startPublishing } from '../support/publishing.js';
import { type Act, command } from './model.js';
import { almost, approve, approveEdit, at, breaks, edit, hold, mend, pass, pause, release, resume, tamper, thaw } from './model-acts.js';
import { keptSeeds, runModel, walk } from './model-run.js';

let world: PublishingWorld;

beforeAll(async () => {
  world = await startPublishing('model');
}, 60_000);

afterAll(() => world.close());

/** Each was made for a bug that somebody planted, and notices it every time. */
const WALKS: readonly (readonly [string, readonly Act[]])[] = [
  ['a death between a post and its answer', [approve(0), at('send >', 'die'), pass(1_000), pass(30_000)]],
  ['a death before the request', [approve(0), at('send <', 'die'), pass(1_000), pass(30_000), pass(120_000)]],
  ['a connection that breaks before the post is made', [approve(0), breaks('before', 'reset'), pass(1_000), pass(30_000), pass(120_000)]],
  [
    'a refusal that comes after somebody had it published again',
    [
      approve(0),
      breaks('before', 'refuses'),
      at('send >', 'freeze'),
      pass(1_000),
      pass(30_000),
      mend(0, 'publish again'),
      pass(1_000),
      thaw,
      pass(1_000),
    ],
  ],
  [
    'a refusal that comes while nobody knows about the next attempt',
    [
      approve(0),
      breaks('before', 'refuses'),
      at('send >', 'freeze'),
      pass(1_000),
      pass(30_000),
      breaks('after', 'reset'),
      mend(0, 'publish again'),
      pass(1_000),
      thaw,
      pass(1_000),
    ],
  ],
  ['an answer that comes after another took the lane', [approve(0), at('send >', 'freeze'), pass(1_000), thaw, pass(1_000)]],
  ['a process that stands still before its request leaves', [approve(0), at('send <', 'freeze'), pass(1_000), thaw, pass(30_000)]],
  ['a hold at the intent', [approve(0), at('intent <', hold(0)), pass(1_000), release(0), pass(1_000)]],
  ['a pause at the intent', [approve(0), at('intent <', pause), pass(1_000), resume('publish now'), pass(1_000)]],
  ['an edit at the intent', [approve(0), at('intent <', edit(0)), pass(1_000), approveEdit(0), pass(1_000)]],
  ['an edit that is approved', [approve(20_000), edit(0), pass(30_000), approveEdit(0), pass(30_000)]],
  ['an edit of what is live', [approve(0), pass(1_000), edit(0), approveEdit(0), pass(1_000)]],
  ['an approval at the end of a lane', [approve(0), at('release <', approve(0)), pass(1_000)]],
  ['two posts on one lane', [approve(0), approve(20_000), pass(1_000), pass(30_000)]],
  ['an approval during a pause', [pause, approve(0), pass(1_000), resume('publish now'), pass(1_000)]],
  ['a hold that outlives a pause', [approve(20_000), hold(0), pause, resume('publish now'), pass(30_000)]],
  ['the moment before a post is due', [approve(20_000), almost(0)]],
  ['words that nobody approved', [approve(20_000), tamper(0), pass(30_000)]],
];

describe('nothing goes out twice, early or against people’s word, and nothing is lost', () => {
  test.each(WALKS)('with %s', async (_, acts) => {
    await walk(world, acts.map(command));
  });

  test('whatever people, platforms and deaths do in whatever order', async () => {
    for (const { about: _about, ...kept } of keptSeeds()) expect((await runModel(world, { runs: 1, ...kept }))?.report).toBeUndefined();
    expect((await runModel(world, { runs: 10 }))?.report).toBeUndefined();
  }, 180_000);
});
