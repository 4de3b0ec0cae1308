import { DateTime, IANAZone } from 'luxon';
import { momentWords, say } from '../language/index.js';
import { moments } from '../lib/zone.js';

/**
 * What a picked date and time mean in a zone. `gap`: clocks are set forward over this time; the two are the last minute before and the
 * first after. `overlap`: clocks are set back, so that it comes twice; both. `past`: it is over.
 */
export type PickedTime =
  | { readonly ok: Date }
  | { readonly gap: readonly [Date, Date] }
  | { readonly overlap: readonly [Date, Date] }
  | { readonly past: true };

/** Reads a date (`2026-11-27`) and a time (`09:00`) as pickers give them, in an IANA zone. Throws a RangeError for texts of another form. */
export function timeIn(zone: string, dateText: string, timeText: string, now: Date): PickedTime {
  const wall = Date.parse(`${dateText}T${timeText}:00.000Z`);
  if (Number.isNaN(wall)) throw new RangeError(`"${dateText} ${timeText}" is not a date and a time.`);
  const all = moments(zone, wall);
  const [first, second] = all;
  if (first === undefined) {
    const after = firstAfterGap(zone, wall);
    return after <= now.getTime() ? { past: true } : { gap: [new Date(after - MINUTE_MS), new Date(after)] };
  }
  const ahead = all.filter((at) => at > now.getTime());
  const [next] = ahead;
  if (next === undefined) return { past: true };
  return second !== undefined && ahead.length === 2 ? { overlap: [new Date(first), new Date(second)] } : { ok: new Date(next) };
}

/** A moment in a zone, in words: `Fri 27 Nov 2026, 09:00 (Berlin)`; where a time comes twice that day, with its difference from UTC. */
export function wordsIn(zone: string, at: Date): string {
  const moment = momentWords('date.dayAndTime', at, zone);
  const [city, offset] = [cityOf(zone), offsetOfTwice(zone, at)];
  return offset === undefined ? say('when.moment', { moment, city }) : say('when.momentOfTwo', { moment, offset, city });
}

/** Only the time of day: `09:00`; where it comes twice that day, with its difference from UTC. */
export function timeWords(zone: string, at: Date): string {
  const time = momentWords('date.time', at, zone);
  const offset = offsetOfTwice(zone, at);
  return offset === undefined ? time : say('when.timeOfTwo', { time, offset });
}

/** What pickers show for a moment in a zone. */
export function pickerValues(zone: string, at: Date): { readonly date: string; readonly time: string } {
  const local = DateTime.fromJSDate(at, { zone });
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

/** The zone as people say it: `Berlin`, `New York`. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** The difference from UTC, `+2`, of a time that comes twice that day; undefined of any other. */
function offsetOfTwice(zone: string, at: Date): string | undefined {
  const local = DateTime.fromJSDate(at, { zone });
  const isTwice = moments(zone, local.toMillis() + local.offset * MINUTE_MS).length > 1;
  return isTwice ? local.toFormat('Z') : undefined;
}

/** The moment at which clocks jump over this wall time. */
function firstAfterGap(zone: string, wall: number): number {
  const iana = IANAZone.create(zone);
  let [before, after] = [wall - DAY_MS - iana.offset(wall - DAY_MS) * MINUTE_MS, wall + DAY_MS - iana.offset(wall + DAY_MS) * MINUTE_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + iana.offset(middle) * MINUTE_MS < wall) before = middle;
    else after = middle;
  }
  return after;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
