import { expect, test } from '@jest/globals';
import { CLOCK_MOVES, nextOffsetChange } from '../../src/playground/page/troubles/clock-moves.js';

test.each([
  ['2026-11-22T12:00:00Z', '2027-03-28T01:00:00.000Z'],
  ['2027-03-28T00:59:59.999Z', '2027-03-28T01:00:00.000Z'],
  ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00.000Z'],
])('after %s clocks in Berlin change at %s', (now, change) => {
  expect(new Date(nextOffsetChange('Europe/Berlin', Date.parse(now))).toISOString()).toBe(change);
});

test('a zone whose clocks never change is refused', () => {
  expect(() => nextOffsetChange('Asia/Tokyo', Date.parse('2026-11-22T12:00:00Z'))).toThrow('do not change');
});

test('moving to the change twice leads to the one after it', () => {
  const move = CLOCK_MOVES.find(({ id }) => id === 'clock-summer-time');
  const first = Date.parse('2026-11-22T12:00:00Z') + (move?.byMs(Date.parse('2026-11-22T12:00:00Z')) ?? 0);
  expect(new Date(first).toISOString()).toBe('2027-03-28T00:59:00.000Z');
  const soon = first + 20;
  expect(new Date(soon + (move?.byMs(soon) ?? 0)).toISOString()).toBe('2027-10-31T00:59:00.000Z');
});
