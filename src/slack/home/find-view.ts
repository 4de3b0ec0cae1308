import type { InputBlock, ModalView } from '@slack/types';
import { type Meaning, say } from '../../language/index.js';
import type { PostState } from '../../posts/index.js';
import { wordsIn } from '../../posts/index.js';
import type { ListedPost } from '../../publishing/index.js';
import { type Blocks, context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
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
  return modal(VIEWS.find, {
    title: say('find.title'),
    submit: say('find.go'),
    close: say('button.close'),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.homeWords,
        optional: hasLabels,
        label: plain(say('find.words'), LIMITS.inputLabel),
        hint: plain(say('find.wordsHint'), LIMITS.inputLabel),
        element: { type: 'plain_text_input', action_id: ACTIONS.homeWords, min_length: 1, max_length: MOST_TYPED, focus_on_load: true },
      },
      ...(hasLabels ? [labelInput()] : []),
      ...(found === undefined ? [] : foundBlocks({ zone, hasLabels }, found)),
    ],
  });
}

function foundBlocks({ zone, hasLabels }: Omit<FindState, 'found'>, { rows, more }: Listed<ListedPost>): Blocks {
  if (rows.length === 0) return [context(say(hasLabels ? 'find.noneWithLabel' : 'find.none'))];
  return [
    ...rows.map((row) => postLine(row, say(STATES[row.post.state], { when: wordsIn(zone, row.words.at) }))),
    ...(more ? [context(say('find.more'))] : []),
  ];
}

function labelInput(): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.homeLabel,
    optional: true,
    label: plain(say('find.label'), LIMITS.inputLabel),
    element: {
      type: 'external_select',
      action_id: ACTIONS.homeLabel,
      placeholder: plain(say('find.anyLabel'), LIMITS.inputPlaceholder),
      min_query_length: 0,
    },
  };
}

/** Where a post stands, in a line about it. */
const STATES = {
  in_review: 'find.post.inReview',
  changes_requested: 'find.post.changesRequested',
  withdrawn: 'find.post.withdrawn',
  held: 'find.post.held',
  rejected: 'find.post.rejected',
  expired: 'find.post.expired',
  approved: 'find.post.approved',
  closed: 'find.post.done',
  cancelled: 'find.post.cancelled',
} as const satisfies Readonly<Record<PostState, Meaning>>;

const MOST_TYPED = 200;
