import type { InputBlock, PlainTextOption } from '@slack/types';
import { type PostingTimes, TOLERANCE_MS } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** The weekly posting schedule, and how late something may still go out. */
export function scheduleBlocks({
  brandId: key,
  postingTimes,
  toleranceMs = TOLERANCE_MS,
}: {
  readonly brandId: string;
  readonly postingTimes?: PostingTimes;
  readonly toleranceMs?: number;
}): InputBlock[] {
  const days = DAYS.filter(({ value }) => postingTimes?.days.includes(Number(value)) === true);
  const times = postingTimes?.times.join(', ') ?? '';
  const tolerance = TOLERANCES.find(({ value }) => Number(value) === toleranceMs);
  return [
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.postingDays}:${key}`,
      label: plain('Posting days', LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: ACTIONS.postingDays,
        options: DAYS,
        ...(days.length === 0 ? {} : { initial_options: days }),
      },
    },
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.postingTimes}:${key}`,
      label: plain('Posting times', LIMITS.inputLabel),
      hint: plain(
        'On each of these days, in the time zone above: 9:00, 13:30. A post for the next free slot takes one of them.',
        LIMITS.inputLabel,
      ),
      element: {
        type: 'plain_text_input',
        action_id: ACTIONS.postingTimes,
        max_length: 300,
        ...(times === '' ? {} : { initial_value: times }),
      },
    },
    {
      type: 'input',
      block_id: `${ACTIONS.tolerance}:${key}`,
      label: plain('If Copydesk was down', LIMITS.inputLabel),
      hint: plain('What is late by more than this is held, and you are asked.', LIMITS.inputLabel),
      element: {
        type: 'static_select',
        action_id: ACTIONS.tolerance,
        options: TOLERANCES,
        ...(tolerance === undefined ? {} : { initial_option: tolerance }),
      },
    },
  ];
}

const DAYS: PlainTextOption[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day, index) => ({
  text: plain(day),
  value: String(index + 1),
}));

const TOLERANCES: PlainTextOption[] = [
  [5, '5 minutes'],
  [15, '15 minutes'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [240, '4 hours'],
  [1_440, '1 day'],
].map(([minutes, words]) => ({ text: plain(`Publish up to ${words} late`), value: String(Number(minutes) * 60_000) }));
