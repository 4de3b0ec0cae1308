import { type Blocks, button, confirm, context, escaped, header, mention } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { CardState } from '../results/card-state.js';
import { contentBlocks } from '../results/content-blocks.js';
import { decisionWord } from '../results/settled-card.js';
import { whenWords } from '../results/timing.js';
import { answerValue } from './pending-card.js';

/** The card for people from outside: the post as it will go out and nothing internal, with its buttons while these people are `asked`. */
export function clientCard(state: CardState, asked: readonly string[] | undefined): { readonly text: string; readonly blocks: Blocks } {
  const { post, brand } = state;
  const { note: _note, ...revision } = state.revision;
  const asks = asked !== undefined;
  const title = asks ? 'For your approval' : 'No longer waiting for you';
  const own = state.decisions
    .filter(({ revision: number, as }) => number === revision.number && (as === 'stranger' || as === 'guest'))
    .at(-1);
  const done = asks || own === undefined ? [] : [`${OUTCOMES[own.kind] ?? decisionWord(own)} by ${mention(own.person)}`];
  const toWhom = asked === undefined || asked.length === 0 ? '' : `, for ${asked.slice(0, 20).map(mention).join(', ')}`;
  return {
    text: `${title}${toWhom}: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(title),
      context(`${escaped(brand.name)}${toWhom}`, whenWords({ post, brand }), ...done),
      ...contentBlocks({ ...state, revision }),
      ...(asks ? [answers(state)] : []),
    ],
  };
}

function answers(state: CardState): Blocks[number] {
  const value = answerValue(state);
  const sure = confirm('Approve this post?', 'You approve the words and pictures above as they are.', 'Approve');
  return {
    type: 'actions',
    elements: [
      button(ACTIONS.approve, 'Approve', { value, style: 'primary', label: 'Approve this post', confirm: sure }),
      button(ACTIONS.requestChanges, 'Request changes', { value, label: 'Request changes to this post' }),
      button(ACTIONS.reject, 'Reject', { value, style: 'danger', label: 'Reject this post' }),
    ],
  };
}

/** Without the name of the step, which is internal. */
const OUTCOMES: Readonly<Record<string, string>> = { approved: 'Approved' };
