import { expect, test } from '@jest/globals';
import { shiftableClock, systemClock, waitUntil } from '../../src/lib/clock.js';

test('a moved clock ends the waits whose time has come, and no others', async () => {
  const clock = shiftableClock();
  const ended: string[] = [];
  const hour = clock.wait(3_600_000).then(() => ended.push('hour'));
  const stop = new AbortController();
  const day = clock.wait(86_400_000, stop.signal).catch((error: Error) => ended.push(error.message));
  clock.move(3_600_000);
  await hour;
  expect(ended).toEqual(['hour']);
  stop.abort(new Error('stopped'));
  await day;
  expect(ended).toEqual(['hour', 'stopped']);
  expect(clock.now().getTime() - Date.now()).toBeGreaterThan(3_599_000);
});

test('waiting for a moment never ends before it, and at most a few milliseconds after', async () => {
  const late: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const at = new Date(Date.now() + 5 + (round % 7));
    await waitUntil(systemClock, at);
    late.push(Date.now() - at.getTime());
  }
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(late.sort((a, b) => a - b)[20]).toBeLessThan(10);
});
