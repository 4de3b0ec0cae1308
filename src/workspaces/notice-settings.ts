import { DateTime } from 'luxon';
import { firstMoments } from '../lib/zone.js';
import type { NoticeTopic } from './notice.js';

/** When a person hears of a topic: at once, in the day's digest, or not at all. */
export type NoticeMode = 'at once' | 'digest' | 'off';

/** How one person wants to be told things, in their own time zone. */
export interface NoticeSettings {
  readonly modes: Readonly<Record<NoticeTopic, NoticeMode>>;
  /** `09:00`: when the day's digest comes. */
  readonly digestAt: string;
  readonly quiet?: QuietHours;
}

/** Hours in which a person hears nothing. Where `until` is no later than `from`, they end on the next day. 1 is Monday, 7 is Sunday. */
export interface QuietHours {
  /** The days on which they begin. */
  readonly days: readonly number[];
  /** Days that are quiet from their first minute, and until the hours that begin on them would end. */
  readonly wholeDays?: readonly number[];
  /** `18:00`. */
  readonly from: string;
  readonly until: string;
}

/** Stored settings of people. */
export interface NoticeSettingsStore {
  /** Undefined where the person never chose anything. */
  noticeSettings(workspace: string, person: string): Promise<NoticeSettings | undefined>;
  saveNoticeSettings(workspace: string, person: string, settings: NoticeSettings): Promise<void>;
}

/** Everything at once, at any hour: how people are told until they choose. */
export const EVERYTHING_AT_ONCE: NoticeSettings = {
  modes: { posts: 'at once', waiting: 'at once', tokens: 'at once' },
  digestAt: '09:00',
};

/** When to tell somebody who lives in `zone` what was queued at `queuedAt`: now, never, or when to ask again. */
export function whenToTell(
  settings: NoticeSettings,
  topic: NoticeTopic,
  at: { readonly queuedAt: Date; readonly now: Date; readonly zone: string },
): 'now' | 'never' | Date {
  const mode = settings.modes[topic];
  if (mode === 'off') return 'never';
  if (mode === 'digest') {
    const digest = digestAfter(settings.digestAt, at.zone, at.queuedAt);
    if (digest > at.now) return digest;
  }
  return (settings.quiet === undefined ? undefined : quietUntil(settings.quiet, at.zone, at.now)) ?? 'now';
}

/** When the quiet hours end that `now` is in; undefined outside of them. An end that the clocks show twice is the later one. */
export function quietUntil({ days, wholeDays = [], from, until }: QuietHours, zone: string, now: Date): Date | undefined {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const overnight = until <= from;
  const ends = [today.minus({ days: 1 }), today].flatMap((day) => {
    const tomorrow = day.plus({ days: 1 });
    const isWhole = wholeDays.includes(day.weekday);
    if (!isWhole && !days.includes(day.weekday)) return [];
    const start = momentsOf(zone, day, isWhole ? '00:00' : from).at(0);
    const end = momentsOf(zone, overnight || isWhole ? tomorrow : day, isWhole && !overnight ? '00:00' : until).at(-1);
    return start !== undefined && end !== undefined && start <= now.getTime() && now.getTime() < end ? [end] : [];
  });
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}

/** The first digest after a moment. */
function digestAfter(time: string, zone: string, after: Date): Date {
  const today = DateTime.fromJSDate(after, { zone }).startOf('day');
  const found = [0, 1, 2]
    .map((days) => momentsOf(zone, today.plus({ days }), time).at(0))
    .find((at) => at !== undefined && at > after.getTime());
  return new Date(found ?? after.getTime());
}

function momentsOf(zone: string, day: DateTime, time: string): number[] {
  return firstMoments(zone, Date.parse(`${day.toISODate()}T${time}:00.000Z`));
}
