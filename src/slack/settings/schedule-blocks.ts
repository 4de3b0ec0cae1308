import type { InputBlock, PlainTextOption } from '@slack/types';
import { Info } from 'luxon';
import { languageTag, say } from '../../language/index.js';
import { type PostingTimes, TOLERANCE_MS } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { spanWords } from './span-words.js';

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
  const options = weekdays();
  const days = options.filter(({ value }) => postingTimes?.days.includes(Number(value)) === true);
  const times = postingTimes?.times.join(', ') ?? '';
  const tolerances = TOLERANCES_MS.map(toleranceOption);
  const tolerance = tolerances.find(({ value }) => Number(value) === toleranceMs);
  return [
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.postingDays}:${key}`,
      label: plain(say('slot.days'), LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: ACTIONS.postingDays,
        options,
        ...(days.length === 0 ? {} : { initial_options: days }),
      },
    },
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.postingTimes}:${key}`,
      label: plain(say('slot.times'), LIMITS.inputLabel),
      hint: plain(say('slot.times.hint'), LIMITS.inputLabel),
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
      label: plain(say('slot.late'), LIMITS.inputLabel),
      hint: plain(say('slot.late.hint'), LIMITS.inputLabel),
      element: {
        type: 'static_select',
        action_id: ACTIONS.tolerance,
        options: tolerances,
        ...(tolerance === undefined ? {} : { initial_option: tolerance }),
      },
    },
  ];
}

/** `1` is Monday. */
function weekdays(): PlainTextOption[] {
  return Info.weekdays('long', { locale: languageTag() }).map((day, index) => ({ text: plain(day), value: String(index + 1) }));
}

function toleranceOption(ms: number): PlainTextOption {
  return { text: plain(say('slot.late.upTo', { span: spanWords(ms) })), value: String(ms) };
}

const TOLERANCES_MS = [5, 15, 30, 60, 240, 1_440].map((minutes) => minutes * 60_000);
