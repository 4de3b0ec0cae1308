import { DateTime } from 'luxon';

/** A way to move Copydesk's clock. */
export interface ClockMove {
  readonly id: string;
  readonly title: string;
  /** What will be seen. */
  readonly expect: string;
  /** How far to move it when it shows `now`; both in ms. */
  byMs(now: number): number;
}

/** The ways there are, shortest first. */
export const CLOCK_MOVES: readonly ClockMove[] = [
  {
    id: 'clock-hour',
    title: 'One hour later',
    expect:
      'Posts planned within that hour are due. One that is more than 30 minutes late by then is held, and its card asks a person, as after an outage.',
    byMs: () => HOUR_MS,
  },
  {
    id: 'clock-day',
    title: 'One day later',
    expect:
      'Posts planned within that day are held, and their cards ask a person. A post that was not approved by its time expires. Access to X is renewed by itself.',
    byMs: () => 24 * HOUR_MS,
  },
  {
    id: 'clock-summer-time',
    title: 'To the next change of summer time in Berlin',
    expect:
      'It is one minute before the change. Plan a post for half past two that night: in spring Copydesk says that this time is left out, in autumn it asks which of the two is meant. Months may pass, so accounts may have to be connected again.',
    byMs: (now) => nextOffsetChange('Europe/Berlin', now + MINUTE_MS) - MINUTE_MS - now,
  },
];

/** When the zone's distance from UTC next changes after `now`, in ms. Throws for a zone whose clocks do not change within a year. */
export function nextOffsetChange(zone: string, now: number): number {
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset;
  let before = now;
  let after = now;
  while (offset(after) === offset(now)) {
    before = after;
    after += 24 * HOUR_MS;
    if (after - now > YEAR_MS) throw new Error(`Clocks in ${zone} do not change.`);
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offset(middle) === offset(now)) before = middle;
    else after = middle;
  }
  return after;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 366 * 24 * HOUR_MS;
