import { describe, expect, test } from '@jest/globals';
import { DateTime, IANAZone } from 'luxon';
import { readTimes, slotsAfter } from '../../src/workspaces/index.js';

const WEEKDAYS = [1, 2, 3, 4, 5];

describe('slots', () => {
  test('keep their local time when clocks change', () => {
    const slots = slotsAfter({ days: [5, 6, 7, 1], times: ['09:00'] }, 'Europe/Berlin', new Date('2027-03-26T00:00:00Z'), 4);
    expect(slots.map((slot) => slot.toISOString())).toEqual([
      '2027-03-26T08:00:00.000Z',
      '2027-03-27T08:00:00.000Z',
      '2027-03-28T07:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ]);
  });

  test('are left out on a day without their time, and come once on a day that has it twice', () => {
    const times = { days: [6, 7, 1], times: ['02:30'] };
    expect(slotsAfter(times, 'Europe/Berlin', new Date('2027-03-26T00:00:00Z'), 2).map((slot) => slot.toISOString())).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
    expect(slotsAfter(times, 'Europe/Berlin', new Date('2027-10-30T12:00:00Z'), 2).map((slot) => slot.toISOString())).toEqual([
      '2027-10-31T00:30:00.000Z',
      '2027-11-01T01:30:00.000Z',
    ]);
  });

  test('come in order over days and times, none of them over, in any zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'America/New_York']) {
      const after = new Date('2026-11-20T17:00:00Z');
      const slots = slotsAfter({ days: WEEKDAYS, times: ['17:00', '09:00'] }, zone, after, 30);
      expect(slots).toHaveLength(30);
      expect([...slots].sort((a, b) => a.getTime() - b.getTime())).toEqual(slots);
      expect(slots[0]?.getTime()).toBeGreaterThan(after.getTime());
      expect(new Set(slots.map((slot) => slot.toLocaleTimeString('en-GB', { timeZone: zone })))).toEqual(new Set(['09:00:00', '17:00:00']));
      const days = slots.map((slot) => slot.toLocaleDateString('en-GB', { timeZone: zone, weekday: 'short' }));
      expect(days).not.toContain('Sat');
      expect(days).not.toContain('Sun');
    }
  });

  test('keep their local time all year round in fifty zones whose clocks change', () => {
    const [winter, summer] = [Date.UTC(2027, 0, 1), Date.UTC(2027, 6, 1)];
    const changing = Intl.supportedValuesOf('timeZone').filter(
      (zone) => IANAZone.create(zone).offset(winter) !== IANAZone.create(zone).offset(summer),
    );
    const fifty = changing.filter((_, index) => index % Math.floor(changing.length / 50) === 0).slice(0, 50);
    expect(fifty).toHaveLength(50);
    for (const zone of fifty) {
      const slots = slotsAfter({ days: [1, 2, 3, 4, 5, 6, 7], times: ['09:00'] }, zone, new Date(winter), 360);
      const shown = slots.map((slot) => DateTime.fromJSDate(slot, { zone }));
      expect(new Set(shown.map((at) => at.toFormat('HH:mm')))).toEqual(new Set(['09:00']));
      expect(new Set(shown.map((at) => at.toISODate())).size).toBe(360);
      expect(new Set(shown.map((at) => at.offset)).size).toBeGreaterThan(1);
    }
  });

  test('there are none without days or times', () => {
    expect(slotsAfter({ days: [], times: ['09:00'] }, 'UTC', new Date(), 3)).toEqual([]);
    expect(slotsAfter({ days: WEEKDAYS, times: [] }, 'UTC', new Date(), 3)).toEqual([]);
  });
});

test('times are read as people type them, and what is none is not', () => {
  expect(readTimes('9:00, 13.30 17:00;9:00')).toEqual(['09:00', '13:30', '17:00']);
  expect(readTimes(' ')).toEqual([]);
  expect(readTimes('25:00')).toBeUndefined();
  expect(readTimes('09:00 noon')).toBeUndefined();
});
