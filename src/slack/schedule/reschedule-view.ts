import type { InputBlock, ModalView } from '@slack/types';
import { type Meaning, say } from '../../language/index.js';
import { cityOf, type Post, pickerValues, timeWords, type When } from '../../posts/index.js';
import { type Brand, hasSlots } from '../../workspaces/index.js';
import { context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';

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
  const zones = [
    say('schedule.zone', { city: cityOf(zone) }),
    ...(brand.zone === zone ? [] : [say('schedule.zone.ofBrand', { city: cityOf(brand.zone) })]),
  ];
  return modal(VIEWS.reschedule, {
    private_metadata: JSON.stringify({ post: post.id, zone }),
    title: say('button.reschedule'),
    submit: say('button.reschedule'),
    close: say('button.cancel'),
    blocks: [...kindBlock(state), ...pickers(state), ...(twice === undefined ? [] : [which(twice, zone)]), context(zones.join(' '))],
  });
}

function kindBlock({ post, brand }: RescheduleState): InputBlock[] {
  const waits = post.state !== 'approved' && post.state !== 'closed';
  const offered = KINDS.filter(({ value }) => (value === 'next slot' ? hasSlots(brand) : value === 'at' || waits));
  const options = offered.map(({ value, text }) => ({ text: plain(say(text)), value }));
  const initial = options.find(({ value }) => value === 'at');
  if (options.length < 2) return [];
  return [
    {
      type: 'input',
      block_id: ACTIONS.whenKind,
      label: plain(say('pick.when'), LIMITS.inputLabel),
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
      label: plain(say('pick.date'), LIMITS.inputLabel),
      element: { type: 'datepicker', action_id: ACTIONS.whenDate, initial_date: date },
    },
    {
      type: 'input',
      optional: true,
      block_id: ACTIONS.whenTime,
      label: plain(say('pick.time', { city: cityOf(zone) }), LIMITS.inputLabel),
      element: { type: 'timepicker', action_id: ACTIONS.whenTime, initial_time: time, timezone: zone },
    },
  ];
}

function which(both: readonly [Date, Date], zone: string): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.whenWhich,
    label: plain(say('pick.twice'), LIMITS.inputLabel),
    element: {
      type: 'radio_buttons',
      action_id: ACTIONS.whenWhich,
      options: both.map((at, index) => ({
        text: plain(say(index === 0 ? 'pick.beforeSetBack' : 'pick.afterSetBack', { time: timeWords(zone, at) })),
        value: at.toISOString(),
      })),
    },
  };
}

const KINDS = [
  { value: 'at', text: 'pick.atTime' },
  { value: 'next slot', text: 'pick.nextSlot' },
  { value: 'after approval', text: 'pick.rightAfterApproval' },
] as const satisfies readonly { readonly value: When['kind']; readonly text: Meaning }[];
const HOUR_MS = 3_600_000;
