import type { InputBlock, ModalView } from '@slack/types';
import { cityOf, type Post, pickerValues, timeWords, type When } from '../../posts/index.js';
import type { Brand } from '../../workspaces/index.js';
import { context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** What the Reschedule form shows: times in the person's zone. `twice`: the chosen time comes twice that day. */
export interface RescheduleState {
  readonly post: Pick<Post, 'id' | 'state' | 'when'>;
  readonly brand: Pick<Brand, 'zone' | 'postingTimes'>;
  readonly zone: string;
  readonly now: Date;
  readonly at?: Date;
  readonly twice?: readonly [Date, Date];
}

/** Asks for another time. */
export function rescheduleView(state: RescheduleState): ModalView {
  const { post, brand, zone, twice } = state;
  const other = brand.zone === zone ? '' : ` Cards also show it in ${cityOf(brand.zone)}, the zone of the brand.`;
  return {
    type: 'modal',
    callback_id: VIEWS.reschedule,
    private_metadata: JSON.stringify({ post: post.id, zone }),
    title: plain('Reschedule', LIMITS.viewTitle),
    submit: plain('Reschedule', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      ...kindBlock(state),
      ...pickers(state),
      ...(twice === undefined ? [] : [which(twice, zone)]),
      context(`Your zone is ${cityOf(zone)}.${other}`),
    ],
  };
}

function kindBlock({ post, brand }: RescheduleState): InputBlock[] {
  const waits = post.state !== 'approved' && post.state !== 'closed';
  const slots = brand.postingTimes !== undefined && brand.postingTimes.days.length > 0 && brand.postingTimes.times.length > 0;
  const offered = KINDS.filter(({ value }) => (value === 'next slot' ? slots : value === 'at' || waits));
  const options = offered.map(({ value, text }) => ({ text: plain(text), value }));
  const initial = options.find(({ value }) => value === 'at');
  if (options.length < 2) return [];
  return [
    {
      type: 'input',
      block_id: ACTIONS.whenKind,
      label: plain('When', LIMITS.inputLabel),
      element: {
        type: 'radio_buttons',
        action_id: ACTIONS.whenKind,
        options,
        ...(initial === undefined ? {} : { initial_option: initial }),
      },
    },
  ];
}

/** They start at the planned time, or within the next hour where there is none ahead. */
function pickers({ at, now, zone, twice }: RescheduleState): InputBlock[] {
  const start = at !== undefined && (at > now || twice !== undefined) ? at : new Date(Math.ceil((now.getTime() + 1) / HOUR_MS) * HOUR_MS);
  const { date, time } = pickerValues(zone, start);
  return [
    {
      type: 'input',
      optional: true,
      block_id: ACTIONS.whenDate,
      label: plain('Date', LIMITS.inputLabel),
      element: { type: 'datepicker', action_id: ACTIONS.whenDate, initial_date: date },
    },
    {
      type: 'input',
      optional: true,
      block_id: ACTIONS.whenTime,
      label: plain(`Time in ${cityOf(zone)}`, LIMITS.inputLabel),
      element: { type: 'timepicker', action_id: ACTIONS.whenTime, initial_time: time, timezone: zone },
    },
  ];
}

function which(both: readonly [Date, Date], zone: string): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.whenWhich,
    label: plain('This time comes twice that night. Which one?', LIMITS.inputLabel),
    element: {
      type: 'radio_buttons',
      action_id: ACTIONS.whenWhich,
      options: both.map((at, index) => ({
        text: plain(`${timeWords(zone, at)}, ${index === 0 ? 'before' : 'after'} clocks are set back`),
        value: at.toISOString(),
      })),
    },
  };
}

const KINDS: readonly { readonly value: When['kind']; readonly text: string }[] = [
  { value: 'at', text: 'At a time' },
  { value: 'next slot', text: 'In the next free slot' },
  { value: 'after approval', text: 'Right after approval' },
];
const HOUR_MS = 3_600_000;
