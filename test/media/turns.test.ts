import { expect, test } from '@jest/globals';
import { createTurns } from '../../src/media/turns.js';

test('work beyond the limit waits in order, and goes on after a failure', async () => {
  const turn = createTurns(2);
  const started: number[] = [];
  const ends: ((failed: boolean) => void)[] = [];
  const all = [0, 1, 2, 3].map((number) =>
    turn(async () => {
      started.push(number);
      if (await new Promise<boolean>((end) => ends.push(end))) throw new Error('It failed.');
      return number;
    }),
  );
  const settled = Promise.allSettled(all);
  await expectStarted(started, [0, 1]);
  ends[1]?.(true);
  await expectStarted(started, [0, 1, 2]);
  ends[0]?.(false);
  await expectStarted(started, [0, 1, 2, 3]);
  ends[2]?.(false);
  ends[3]?.(false);
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await turn(async () => 'again')).toBe('again');
});

async function expectStarted(started: readonly number[], wanted: readonly number[]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  expect(started).toEqual(wanted);
}
