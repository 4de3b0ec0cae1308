import { DateTime } from 'luxon';
import type { Meaning } from './languages.js';
import { languageTag, say } from './say.js';

/** A moment as clocks in an IANA zone show it, in one of the catalogue's patterns (`date.…`, tokens of luxon); names of days and months come from Intl. */
export function momentWords(pattern: Pattern, at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(languageTag()).toFormat(say(pattern));
}

type Pattern = Extract<Meaning, `date.${string}`>;
