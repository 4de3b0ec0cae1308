import { expect, test } from '@jest/globals';
import { createCardLoop } from '../../../src/slack/results/card-loop.js';
import type { ResultsDeps } from '../../../src/slack/results/deps.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('Of a hundred cards that change at once eight are drawn at a time, each once, and one that changes while it is drawn is drawn again', async () => {
  const drawn: string[] = [];
  const waiting: (() => void)[] = [];
  let most = 0;
  const claim = async (_workspace: string, post: string) => {
    drawn.push(post);
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      most = Math.max(most, waiting.length);
    });
    return undefined;
  };
  const loop = createCardLoop({ cards: { claim } } as unknown as ResultsDeps, { owner: 'me' });
  const posts = Array.from({ length: 100 }, (_, index) => `P${index}`);
  for (const post of posts) loop.changed('T1', post);
  for (const post of posts.slice(50)) loop.changed('T1', post);
  await tick();
  loop.changed('T1', 'P3');
  for (; waiting.length > 0; await tick()) waiting.shift()?.();
  expect(most).toBe(8);
  expect(drawn).toHaveLength(101);
  expect(drawn.filter((post) => post === 'P3')).toHaveLength(2);
  expect(new Set(drawn).size).toBe(100);
});
