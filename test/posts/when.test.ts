import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { cityOf, pickerValues, timeIn, timeWords, wordsIn } from '../../src/posts/when.js';

const NOW = new Date('2026-11-20T10:00:00Z');

describe('a picked time', () => {
  test('is read in the zone it was picked in', () => {
    expect(timeIn('Europe/Berlin', '2026-11-27', '09:00', NOW)).toEqual({ ok: new Date('2026-11-27T08:00:00Z') });
    expect(timeIn('America/New_York', '2026-11-27', '09:00', NOW)).toEqual({ ok: new Date('2026-11-27T14:00:00Z') });
    expect(timeIn('Asia/Kathmandu', '2026-11-27', '09:00', NOW)).toEqual({ ok: new Date('2026-11-27T03:15:00Z') });
  });

  test('that is over, or now, is past', () => {
    expect(timeIn('Europe/Berlin', '2026-11-20', '10:59', NOW)).toEqual({ past: true });
    expect(timeIn('Europe/Berlin', '2026-11-20', '11:00', NOW)).toEqual({ past: true });
    expect(timeIn('Europe/Berlin', '2026-11-20', '11:01', NOW)).toEqual({ ok: new Date('2026-11-20T10:01:00Z') });
  });

  test('that the clocks jump over is offered its two neighbours', () => {
    const neighbours = [new Date('2027-03-28T00:59:00Z'), new Date('2027-03-28T01:00:00Z')];
    expect(timeIn('Europe/Berlin', '2027-03-28', '02:30', NOW)).toEqual({ gap: neighbours });
    expect(neighbours.map((at) => timeWords('Europe/Berlin', at))).toEqual(['01:59', '03:00']);
    expect(timeIn('Australia/Lord_Howe', '2027-10-03', '02:15', NOW)).toEqual({
      gap: [new Date('2027-10-02T15:29:00Z'), new Date('2027-10-02T15:30:00Z')],
    });
  });

  test('that comes twice asks which, unless one of the two is over', () => {
    const both = [new Date('2027-10-31T00:30:00Z'), new Date('2027-10-31T01:30:00Z')] as const;
    expect(timeIn('Europe/Berlin', '2027-10-31', '02:30', NOW)).toEqual({ overlap: both });
    expect(timeIn('Europe/Berlin', '2027-10-31', '02:30', both[0])).toEqual({ ok: both[1] });
    expect(timeIn('Europe/Berlin', '2027-10-31', '02:30', both[1])).toEqual({ past: true });
    expect(both.map((at) => timeWords('Europe/Berlin', at))).toEqual(['02:30 UTC+2', '02:30 UTC+1']);
  });

  test('of a day that a zone left out has the neighbours before and after that day', () => {
    const before = new Date('2011-12-01T00:00:00Z');
    expect(timeIn('Pacific/Apia', '2011-12-30', '12:00', before)).toEqual({
      gap: [new Date('2011-12-30T09:59:00Z'), new Date('2011-12-30T10:00:00Z')],
    });
  });
});

test('words name the zone by its city, and pickers show what was picked', () => {
  const at = new Date('2026-11-27T08:00:00Z');
  expect(wordsIn('Europe/Berlin', at)).toBe('Fri 27 Nov 2026, 09:00 (Berlin)');
  expect(wordsIn('America/New_York', at)).toBe('Fri 27 Nov 2026, 03:00 (New York)');
  expect(pickerValues('Europe/Berlin', at)).toEqual({ date: '2026-11-27', time: '09:00' });
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});

test('in fifty zones, around their clock changes, a time is read as its zone shows it, and is missing or twice only where it is so', () => {
  const [winter, summer] = [Date.UTC(2027, 0, 1), Date.UTC(2027, 6, 1)];
  const changing = Intl.supportedValuesOf('timeZone').filter(
    (zone) => IANAZone.create(zone).offset(winter) !== IANAZone.create(zone).offset(summer),
  );
  const fifty = changing.filter((_, index) => index % Math.floor(changing.length / 50) === 0).slice(0, 50);
  expect(fifty).toHaveLength(50);
  const met = { ok: 0, gap: 0, overlap: 0 };
  for (const zone of fifty) {
    for (const change of changes(zone)) {
      const shown = shownAround(zone, change);
      const wall = change + IANAZone.create(zone).offset(change) * 60_000;
      fc.assert(
        fc.property(fc.integer({ min: -240, max: 240 }), (minutes) => {
          const [date = '', time = ''] = new Date(wall + minutes * 60_000).toISOString().slice(0, 16).split('T');
          const all = shown.get(`${date}T${time}`) ?? [];
          const [only] = all;
          const means = only === undefined ? 'gap' : all.length === 1 ? 'ok' : 'overlap';
          const meant = { gap: [new Date(change - 60_000), new Date(change)], ok: only, overlap: all };
          expect(timeIn(zone, date, time, NOW)).toEqual({ [means]: meant[means] });
          met[means] += 1;
        }),
        { numRuns: 10 },
      );
    }
  }
  expect(Math.min(met.ok, met.gap, met.overlap)).toBeGreaterThan(20);
});

/** The moments in 2027 at which a zone's clocks change. */
function changes(zone: string): number[] {
  const iana = IANAZone.create(zone);
  const days = Array.from({ length: 365 }, (_, day) => Date.UTC(2027, 0, 1 + day));
  return days.flatMap((day) => {
    if (iana.offset(day) === iana.offset(day + 86_400_000)) return [];
    let [before, after] = [day / 60_000, day / 60_000 + 1_440];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (iana.offset(middle * 60_000) === iana.offset(day)) before = middle;
      else after = middle;
    }
    return [after * 60_000];
  });
}

/** What the zone's clocks show at each minute within nine hours of a change, and at which moments. */
function shownAround(zone: string, change: number): Map<string, Date[]> {
  const iana = IANAZone.create(zone);
  const shown = new Map<string, Date[]>();
  for (let at = change - 540 * 60_000; at < change + 540 * 60_000; at += 60_000) {
    const text = new Date(at + iana.offset(at) * 60_000).toISOString().slice(0, 16);
    shown.set(text, [...(shown.get(text) ?? []), new Date(at)]);
  }
  return shown;
}
