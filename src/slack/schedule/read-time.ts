import { say } from '../../language/index.js';
import { cityOf, timeIn, timeWords, type When } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import type { FormValues } from '../payloads.js';

/** The chosen time, the field that is wrong with a sentence for it, or a time that comes twice and has to be asked about. */
export type ReadTime =
  | { readonly when: When }
  | { readonly problem: { readonly field: string; readonly sentence: string } }
  | { readonly twice: readonly [Date, Date] };

/** Reads the Reschedule form in the zone it was drawn in. */
export function readTime(values: FormValues, zone: string, now: Date): ReadTime {
  const kind = values.option(ACTIONS.whenKind);
  if (kind === 'next slot' || kind === 'after approval') return { when: { kind } };
  const [date, time] = [values.date(ACTIONS.whenDate), values.time(ACTIONS.whenTime)];
  if (date === undefined) return problem(ACTIONS.whenDate, say('pick.dateMissing'));
  if (time === undefined) return problem(ACTIONS.whenTime, say('pick.timeMissing'));
  const picked = timeIn(zone, date, time, now);
  if ('ok' in picked) return { when: { kind: 'at', at: picked.ok } };
  if ('past' in picked) return problem(ACTIONS.whenTime, say('schedule.time.over', { city: cityOf(zone) }));
  if ('gap' in picked) {
    const [before, after] = picked.gap;
    const choose = { before: timeWords(zone, before), after: timeWords(zone, after) };
    return problem(ACTIONS.whenTime, say('pick.skipped', { city: cityOf(zone), ...choose }));
  }
  const chosen = picked.overlap.find((at) => at.toISOString() === values.option(ACTIONS.whenWhich));
  return chosen === undefined ? { twice: picked.overlap } : { when: { kind: 'at', at: chosen } };
}

function problem(field: string, sentence: string): ReadTime {
  return { problem: { field, sentence } };
}
