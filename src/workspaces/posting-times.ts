import { DateTime } from 'luxon';
import { moments } from '../lib/zone.js';
import type { Brand, PostingTimes } from './workspace.js';

/** Whether the brand ever has a next free slot. */
export function hasSlots({ postingTimes }: Pick<Brand, 'postingTimes'>): boolean {
  return postingTimes !== undefined && postingTimes.days.length > 0 && postingTimes.times.length > 0;
}

/**
 * The next `count` slots after a moment, soonest first. A slot keeps its local time when clocks change: a day that leaves its time out has
 * no such slot, and where a time comes twice the first one counts. Fewer than `count` when a year has no more.
 */
export function slotsAfter({ days, times }: PostingTimes, zone: string, after: Date, count: number): Date[] {
  const slots: Date[] = [];
  const first = DateTime.fromJSDate(after, { zone }).startOf('day');
  const inOrder = [...new Set(times)].sort();
  for (let day = -1; day <= YEAR_DAYS && slots.length < count; day += 1) {
    const date = first.plus({ days: day });
    if (!days.includes(date.weekday)) continue;
    for (const time of inOrder) {
      const [at] = moments(zone, Date.parse(`${date.toISODate()}T${time}:00.000Z`));
      if (at !== undefined && at > after.getTime()) slots.push(new Date(at));
    }
  }
  return slots.sort((a, b) => a.getTime() - b.getTime()).slice(0, count);
}

/** The times of day in a text such as `9:00, 13:30 17:00`, in order and each once; undefined where something in it is not a time. */
export function readTimes(text: string): string[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const times = parts.map((part) => /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(part));
  if (times.some((time) => time === null)) return undefined;
  return [...new Set(times.map((time) => `${time?.[1]?.padStart(2, '0')}:${time?.[2]}`))].sort();
}

const YEAR_DAYS = 366;
