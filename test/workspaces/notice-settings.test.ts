import { describe, expect, test } from '@jest/globals';
import { EVERYTHING_AT_ONCE, type NoticeSettings, quietUntil, whenToTell } from '../../src/workspaces/index.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const until = (quiet: { from: string; until: string; days?: number[]; wholeDays?: number[] }, zone: string, now: string) =>
  quietUntil({ days: EVERY_DAY, ...quiet }, zone, new Date(now))?.toISOString();

describe('quiet hours', () => {
  const nights = { from: '18:00', until: '08:00' };

  test.each([
    ['2026-11-30T16:59:59Z', undefined],
    ['2026-11-30T17:00:00Z', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01T06:59:59Z', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01T07:00:00Z', undefined],
  ])('over midnight in Berlin, at %s: until %s', (now, end) => {
    expect(until(nights, 'Europe/Berlin', now)).toBe(end);
  });

  test('begin on the days that were chosen, and then last into the next one', () => {
    const fridays = { ...nights, days: [5] };
    expect(until(fridays, 'Europe/Berlin', '2026-12-04T20:00:00Z')).toBe('2026-12-05T07:00:00.000Z');
    expect(until(fridays, 'Europe/Berlin', '2026-12-05T02:00:00Z')).toBe('2026-12-05T07:00:00.000Z');
    expect(until(fridays, 'Europe/Berlin', '2026-12-05T20:00:00Z')).toBeUndefined();
    expect(until({ ...nights, days: [] }, 'Europe/Berlin', '2026-12-04T20:00:00Z')).toBeUndefined();
  });

  test('a whole day is quiet from midnight until the hours that begin on it would end', () => {
    const weekends = { ...nights, days: [1, 2, 3, 4, 5], wholeDays: [6, 7] };
    const monday = '2026-12-07T07:00:00.000Z';
    expect(until(weekends, 'Europe/Berlin', '2026-12-04T16:59:00Z')).toBeUndefined();
    expect(until(weekends, 'Europe/Berlin', '2026-12-05T12:00:00Z')).toBe('2026-12-06T07:00:00.000Z');
    expect(until(weekends, 'Europe/Berlin', '2026-12-06T12:00:00Z')).toBe(monday);
    expect(until(weekends, 'Europe/Berlin', '2026-12-07T06:59:00Z')).toBe(monday);
    expect(until(weekends, 'Europe/Berlin', monday)).toBeUndefined();
    const lunch = { from: '12:00', until: '13:00', days: [], wholeDays: [7] };
    expect(until(lunch, 'UTC', '2026-12-06T12:30:00Z')).toBe('2026-12-07T00:00:00.000Z');
    expect(until(lunch, 'UTC', '2026-12-07T12:30:00Z')).toBeUndefined();
  });

  test('within one day end on that day', () => {
    expect(until({ from: '12:00', until: '13:00' }, 'UTC', '2026-12-04T12:30:00Z')).toBe('2026-12-04T13:00:00.000Z');
    expect(until({ from: '12:00', until: '13:00' }, 'UTC', '2026-12-04T13:00:00Z')).toBeUndefined();
  });

  test.each([
    [
      'the night in which clocks go forward is an hour shorter',
      nights,
      'Europe/Berlin',
      '2026-03-28T17:30:00Z',
      '2026-03-29T06:00:00.000Z',
    ],
    ['the night in which clocks go back is an hour longer', nights, 'Europe/Berlin', '2026-10-24T17:30:00Z', '2026-10-25T07:00:00.000Z'],
    [
      'an end that clocks skip is the moment at which they skip it',
      { from: '22:00', until: '02:30' },
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'an end that clocks show twice is the second one',
      { from: '22:00', until: '02:30' },
      'Europe/Berlin',
      '2026-10-25T00:45:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'a beginning that clocks show twice is the first one',
      { from: '02:30', until: '06:00' },
      'Europe/Berlin',
      '2026-10-25T00:35:00Z',
      '2026-10-25T05:00:00.000Z',
    ],
    [
      'a beginning that clocks skip is the moment at which they skip it',
      { from: '02:30', until: '06:00' },
      'Europe/Berlin',
      '2026-03-29T01:05:00Z',
      '2026-03-29T04:00:00.000Z',
    ],
    ['half an hour of summer time counts too', nights, 'Australia/Lord_Howe', '2026-10-03T10:00:00Z', '2026-10-03T21:00:00.000Z'],
    ['a day that a zone left out', { from: '22:00', until: '07:00' }, 'Pacific/Apia', '2011-12-30T09:00:00Z', '2011-12-30T17:00:00.000Z'],
  ])('%s', (_, quiet, zone, now, end) => {
    expect(until(quiet, zone, now)).toBe(end);
  });
});

describe('when somebody is told', () => {
  const settings: NoticeSettings = {
    modes: { posts: 'digest', waiting: 'at once', tokens: 'off' },
    digestAt: '09:00',
    quiet: { days: EVERY_DAY, from: '18:00', until: '10:00' },
  };
  const when = (topic: 'posts' | 'waiting' | 'tokens', queuedAt: string, now: string, chosen = settings) => {
    const told = whenToTell(chosen, topic, { queuedAt: new Date(queuedAt), now: new Date(now), zone: 'Europe/Berlin' });
    return told instanceof Date ? told.toISOString() : told;
  };

  test('at once, at any hour, until they choose', () => {
    expect(when('waiting', '2026-12-04T02:00:00Z', '2026-12-04T02:00:00Z', EVERYTHING_AT_ONCE)).toBe('now');
  });

  test('not at all', () => {
    expect(when('tokens', '2026-12-04T12:00:00Z', '2026-12-04T12:00:00Z')).toBe('never');
  });

  test('at once, but after quiet hours', () => {
    expect(when('waiting', '2026-12-04T12:00:00Z', '2026-12-04T12:00:00Z')).toBe('now');
    expect(when('waiting', '2026-12-04T20:00:00Z', '2026-12-04T20:00:00Z')).toBe('2026-12-05T09:00:00.000Z');
    expect(when('waiting', '2026-12-04T20:00:00Z', '2026-12-05T09:00:00Z')).toBe('now');
  });

  test('in the next digest, which waits for the end of quiet hours', () => {
    expect(when('posts', '2026-12-04T12:00:00Z', '2026-12-04T12:00:00Z')).toBe('2026-12-05T08:00:00.000Z');
    expect(when('posts', '2026-12-04T12:00:00Z', '2026-12-05T08:00:00Z')).toBe('2026-12-05T09:00:00.000Z');
    expect(when('posts', '2026-12-04T12:00:00Z', '2026-12-05T09:00:00Z')).toBe('now');
  });

  test('at the hour of the digest through a change of clocks', () => {
    const loud: NoticeSettings = { modes: settings.modes, digestAt: '09:00' };
    expect(when('posts', '2026-03-28T12:00:00Z', '2026-03-28T12:00:00Z', loud)).toBe('2026-03-29T07:00:00.000Z');
    expect(when('posts', '2026-10-24T12:00:00Z', '2026-10-24T12:00:00Z', loud)).toBe('2026-10-25T08:00:00.000Z');
    expect(when('posts', '2026-03-28T12:00:00Z', '2026-03-28T12:00:00Z', { ...loud, digestAt: '02:30' })).toBe('2026-03-29T01:00:00.000Z');
  });
});
