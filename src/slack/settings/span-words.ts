import { say } from '../../language/index.js';

/** A span of time in words, in whole days, else hours, else minutes: `1 day`, `30 minutes`. */
export function spanWords(ms: number): string {
  if (ms % DAY_MS === 0) return say('schedule.span.days', { count: ms / DAY_MS });
  if (ms % HOUR_MS === 0) return say('schedule.span.hours', { count: ms / HOUR_MS });
  return say('schedule.span.minutes', { count: Math.round(ms / MINUTE_MS) });
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
