import type { InputBlock } from '@slack/types';
import { say } from '../language/index.js';
import { plain } from './blocks.js';
import { ACTIONS } from './ids.js';
import { LIMITS } from './limits.js';
import { REASON_WORDS } from './results/settled-card.js';

/** Asks why: a reason to choose, and a comment, which the author reads. `blockOf` is the block of each action; `hint` stands below the comment. */
export function reasonBlocks(blockOf: (action: string) => string, hint?: string): InputBlock[] {
  return [
    {
      type: 'input',
      block_id: blockOf(ACTIONS.reason),
      label: plain(say('review.reason.label'), LIMITS.inputLabel),
      element: {
        type: 'static_select',
        action_id: ACTIONS.reason,
        placeholder: plain(say('review.reason.choose')),
        options: Object.entries(REASON_WORDS).map(([reason, word]) => ({ text: plain(say(word)), value: reason })),
      },
    },
    {
      type: 'input',
      block_id: blockOf(ACTIONS.comment),
      label: plain(say('review.comment'), LIMITS.inputLabel),
      ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.inputLabel) }),
      element: {
        type: 'plain_text_input',
        action_id: ACTIONS.comment,
        multiline: true,
        min_length: 1,
        max_length: LIMITS.plainTextInput,
      },
    },
  ];
}
