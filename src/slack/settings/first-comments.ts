import type { InputBlock, PlainTextOption } from '@slack/types';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** The switch for first comments: off, nobody is asked for the permissions that they need. */
export function firstCommentsBlock(on: boolean): InputBlock {
  return {
    type: 'input',
    optional: true,
    block_id: ACTIONS.firstComments,
    label: plain('First comments', LIMITS.inputLabel),
    hint: plain(
      'Facebook, Instagram and LinkedIn ask for one more permission: after you switch this on, /connect shows which accounts have to be reconnected.',
      LIMITS.inputLabel,
    ),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.firstComments,
      options: [OFFERED],
      ...(on ? { initial_options: [OFFERED] } : {}),
    },
  };
}

const OFFERED: PlainTextOption = {
  text: plain('Posts can have a first comment', LIMITS.optionText),
  description: plain('It is written in Check, and approved with the post.', LIMITS.optionDescription),
  value: 'yes',
};
