import { say } from '../../language/index.js';
import { cityOf, timeIn, timeWords, type When } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import { formValues, type ViewPayload } from '../payloads.js';
import type { WhenField, WhenState } from './when-blocks.js';

/**
 * What was chosen about the time. `when` is absent for right after approval; `ask` is a screen that has to be shown first: pickers that are not there
 * yet, or a time that comes twice.
 */
export type ReadWhen =
  | { readonly when?: When }
  | { readonly problem: { readonly field: WhenField; readonly sentence: string } }
  | { readonly ask: WhenState };

/** Reads when a post goes out from the first screen, in the zone that it was drawn in. */
export function readWhen(view: ViewPayload, zone: string, now: Date): ReadWhen {
  const values = formValues(view);
  const kind = values.option(ACTIONS.writeWhen);
  if (kind === 'next slot') return { when: { kind } };
  if (kind !== 'at') return {};
  if (values.block(ACTIONS.writeDate) === undefined) return { ask: { kind } };
  const [date, time] = [values.date(ACTIONS.writeDate), values.time(ACTIONS.writeTime)];
  if (date === undefined) return { problem: { field: 'date', sentence: say('pick.dateMissing') } };
  if (time === undefined) return { problem: { field: 'time', sentence: say('pick.timeMissing') } };
  const picked = timeIn(zone, date, time, now);
  if ('ok' in picked) return { when: { kind, at: picked.ok } };
  if ('past' in picked) return { problem: { field: 'time', sentence: say('pick.over', { city: cityOf(zone) }) } };
  if ('gap' in picked) {
    const [before, after] = picked.gap;
    const sentence = say('pick.skipped', { city: cityOf(zone), before: timeWords(zone, before), after: timeWords(zone, after) });
    return { problem: { field: 'time', sentence } };
  }
  const chosen = picked.overlap.find((at) => at.toISOString() === values.option(ACTIONS.writeWhich));
  return chosen === undefined ? { ask: { kind, date, time, twice: { both: picked.overlap } } } : { when: { kind, at: chosen } };
}

/** What the time fields hold, for drawing the screen anew while it is filled in. */
export function typedWhen(view: ViewPayload): WhenState {
  const values = formValues(view);
  const kind = values.option(ACTIONS.writeWhen);
  if (kind === 'next slot') return { kind };
  if (kind !== 'at') return { kind: 'after approval' };
  const [date, time] = [values.date(ACTIONS.writeDate), values.time(ACTIONS.writeTime)];
  return { kind, ...(date === undefined ? {} : { date }), ...(time === undefined ? {} : { time }) };
}
