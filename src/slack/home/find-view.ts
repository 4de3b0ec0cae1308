import type { InputBlock, ModalView } from '@slack/types';
import type { PostState } from '../../posts/index.js';
import { wordsIn } from '../../posts/index.js';
import type { ListedPost } from '../../publishing/index.js';
import { type Blocks, context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { postLine } from './lines.js';
import type { Listed } from './lists.js';

/** What was found; absent before the first search. */
export interface FindState {
  readonly zone: string;
  /** Whether there are labels to find posts by. */
  readonly hasLabels: boolean;
  readonly found?: Listed<ListedPost>;
}

/** Asks for words, and a label where there are any, and shows the posts that have them. */
export function findView({ zone, hasLabels, found }: FindState): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.find,
    title: plain('Find a post', LIMITS.viewTitle),
    submit: plain('Find', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.homeWords,
        optional: hasLabels,
        label: plain('Words of the post', LIMITS.inputLabel),
        hint: plain('Whole words, in any order. Small and capital letters count as the same.', LIMITS.inputLabel),
        element: { type: 'plain_text_input', action_id: ACTIONS.homeWords, min_length: 1, max_length: MOST_TYPED, focus_on_load: true },
      },
      ...(hasLabels ? [LABEL] : []),
      ...(found === undefined ? [] : foundBlocks({ zone, hasLabels }, found)),
    ],
  };
}

function foundBlocks({ zone, hasLabels }: Omit<FindState, 'found'>, { rows, more }: Listed<ListedPost>): Blocks {
  if (rows.length === 0) return [context(hasLabels ? NONE_WITH_LABELS : NONE)];
  return [
    ...rows.map((row) => postLine(row, `${STATES[row.post.state]}, written ${wordsIn(zone, row.words.at)}`)),
    ...(more ? [context('There are more. The newest are shown; add a word to find fewer.')] : []),
  ];
}

const NONE = 'No post has all of these words. Try fewer of them.';
const NONE_WITH_LABELS = 'No post has all of these words and this label. Ask for less.';

const LABEL: InputBlock = {
  type: 'input',
  block_id: ACTIONS.homeLabel,
  optional: true,
  label: plain('Label', LIMITS.inputLabel),
  element: {
    type: 'external_select',
    action_id: ACTIONS.homeLabel,
    placeholder: plain('Any label', LIMITS.inputPlaceholder),
    min_query_length: 0,
  },
};

/** Where a post stands, in a line about it. */
const STATES: Readonly<Record<PostState, string>> = {
  in_review: 'Waits for a review',
  changes_requested: 'Changes were requested',
  withdrawn: 'Withdrawn',
  held: 'Held',
  rejected: 'Rejected',
  expired: 'Expired',
  approved: 'Approved',
  closed: 'Done',
  cancelled: 'Cancelled',
};

const MOST_TYPED = 200;
