import type { InputBlock } from '@slack/types';
import { type Meaning, say } from '../../language/index.js';
import { cityOf, pickerValues, timeIn, timeWords, type When } from '../../posts/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';

/** What the first screen shows of when a post goes out. Date and time are as the pickers give them. */
export interface WhenState {
  readonly kind: When['kind'];
  readonly date?: string;
  readonly time?: string;
  /** A time that comes twice that day, and which of the two is chosen. */
  readonly twice?: { readonly both: readonly [Date, Date]; readonly chosen?: Date };
}

/** A stored time as the first screen shows it in a zone. */
export function whenState(when: When | undefined, zone: string): WhenState {
  if (when?.kind !== 'at') return { kind: when?.kind ?? 'after approval' };
  const picked = pickerValues(zone, when.at);
  const read = timeIn(zone, picked.date, picked.time, new Date(0));
  return { kind: 'at', ...picked, ...('overlap' in read ? { twice: { both: read.overlap, chosen: when.at } } : {}) };
}

/** The inputs for when a post goes out; `block` names the block of a field. */
export function whenBlocks(
  { kind, date, time, twice }: WhenState,
  { zone, nextSlot, block }: { readonly zone: string; readonly nextSlot: boolean; readonly block: (field: WhenField) => string },
): InputBlock[] {
  const offered = (['after approval', 'at', 'next slot'] as const)
    .filter((value) => nextSlot || value !== 'next slot' || kind === 'next slot')
    .map((value) => ({ text: plain(say(KINDS[value])), value }));
  const chosen = offered.find(({ value }) => value === kind);
  const select: InputBlock = {
    type: 'input',
    block_id: block('when'),
    label: plain(say('pick.when')),
    dispatch_action: true,
    element: {
      type: 'static_select',
      action_id: ACTIONS.writeWhen,
      options: offered,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
  return kind === 'at'
    ? [select, ...pickers({ date, time, zone, block }), ...(twice === undefined ? [] : [which(twice, zone, block)])]
    : [select];
}

/** A field about the time. */
export type WhenField = 'when' | 'date' | 'time' | 'which';

function pickers({
  date,
  time,
  zone,
  block,
}: {
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly zone: string;
  readonly block: (field: WhenField) => string;
}): InputBlock[] {
  return [
    {
      type: 'input',
      block_id: block('date'),
      label: plain(say('pick.date')),
      element: { type: 'datepicker', action_id: ACTIONS.writeDate, ...(date === undefined ? {} : { initial_date: date }) },
    },
    {
      type: 'input',
      block_id: block('time'),
      label: plain(say('pick.time', { city: cityOf(zone) })),
      hint: plain(say('pick.expires')),
      element: { type: 'timepicker', action_id: ACTIONS.writeTime, ...(time === undefined ? {} : { initial_time: time }) },
    },
  ];
}

function which({ both, chosen }: NonNullable<WhenState['twice']>, zone: string, block: (field: WhenField) => string): InputBlock {
  const options = both.map((at, index) => ({
    text: plain(say(index === 0 ? 'pick.beforeSetBack' : 'pick.afterSetBack', { time: timeWords(zone, at) })),
    value: at.toISOString(),
  }));
  const initial = options.find(({ value }) => value === chosen?.toISOString());
  return {
    type: 'input',
    block_id: block('which'),
    label: plain(say('pick.twice')),
    element: {
      type: 'radio_buttons',
      action_id: ACTIONS.writeWhich,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

const KINDS = {
  'after approval': 'pick.rightAfterApproval',
  at: 'pick.atTime',
  'next slot': 'pick.nextSlot',
} as const satisfies Record<When['kind'], Meaning>;
