import type { InputBlock, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** The switch for first comments: off, nobody is asked for the permissions that they need. */
export function firstCommentsBlock(on: boolean): InputBlock {
  const offered: PlainTextOption = {
    text: plain(say('settings.firstComments.offered'), LIMITS.optionText),
    description: plain(say('settings.firstComments.where'), LIMITS.optionDescription),
    value: 'yes',
  };
  return {
    type: 'input',
    optional: true,
    block_id: ACTIONS.firstComments,
    label: plain(say('settings.firstComments'), LIMITS.inputLabel),
    hint: plain(say('settings.firstComments.hint'), LIMITS.inputLabel),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.firstComments,
      options: [offered],
      ...(on ? { initial_options: [offered] } : {}),
    },
  };
}
