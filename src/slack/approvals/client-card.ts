import { type Blocks, button, confirm, context, escaped, header, mention } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { CardState } from '../results/card-state.js';
import { contentBlocks } from '../results/content-blocks.js';
import { whenWords } from '../results/timing.js';
import { answerValue } from './pending-card.js';

/** The card for people from outside: the post as it will go out and nothing internal, with its buttons while these people are `asked`. */
export function clientCard(state: CardState, asked: readonly string[] | undefined): { readonly text: string; readonly blocks: Blocks } {
  const { post, brand } = state;
  const { note: _note, labels: _labels, ...revision } = state.revision;
  const toWhom = asked === undefined || asked.length === 0 ? '' : `, for ${asked.slice(0, 20).map(mention).join(', ')}`;
  const outcome = asked === undefined ? outcomeOf(state) : undefined;
  const title = asked === undefined ? (outcome?.title ?? DONE) : 'For your approval';
  return {
    text: `${title}${toWhom}: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(title),
      context(`${escaped(brand.name)}${toWhom}`, whenWords({ post, brand }), ...(outcome === undefined ? [] : [outcome.by])),
      ...contentBlocks({ ...state, revision }),
      ...(asked === undefined ? [] : [answers(state)]),
    ],
  };
}

/** What is left of a card whose words are being changed: people from outside see new ones only when they are asked about them. */
export function replacedClientCard(): { readonly text: string; readonly blocks: Blocks } {
  const words = 'This post is being changed. A new card appears here when it waits for you.';
  return { text: words, blocks: [header(DONE), context(words)] };
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

/** What somebody from outside answered last. What people inside did is not theirs to see. */
function outcomeOf({ decisions, revision }: CardState): { readonly title: string; readonly by: string } | undefined {
  const own = decisions.filter(({ revision: number, as }) => number === revision.number && (as === 'stranger' || as === 'guest')).at(-1);
  const title = own === undefined ? undefined : OUTCOMES[own.kind];
  return own === undefined || title === undefined ? undefined : { title, by: `${title} by ${mention(own.person)}` };
}

const OUTCOMES: Readonly<Record<string, string>> = { approved: 'Approved', changes_requested: 'Changes requested', rejected: 'Rejected' };
const DONE = 'No longer waiting for you';
