import { never } from '../../lib/never.js';
import { wordsIn } from '../../posts/index.js';
import { type Blocks, button, confirm, context, escaped, header, mention, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { type CardState, labelOf } from '../results/card-state.js';
import { contentBlocks, revisionValue } from '../results/content-blocks.js';
import { resultRows } from '../results/rows.js';
import { actWords, timingButtons, whenWords } from '../results/timing.js';

/** The card of a post that waits for a review. */
export function pendingCard(state: CardState): { readonly text: string; readonly blocks: Blocks } {
  const { post, revision } = state;
  const value = revisionValue(state);
  return {
    text: `A post by ${mention(post.author)} waits for a review: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(revision.number === 1 ? 'Post for review' : `Changed post for review (revision ${revision.number})`),
      context(`By ${mention(post.author)}`, `Sent for review ${moment(revision.at)}`, whenWords(state), ...lastAct(state)),
      ...contentBlocks(state),
      ...resultRows(state),
      {
        type: 'actions',
        elements: [
          button(ACTIONS.approve, 'Approve', { value, style: 'primary', label: 'Approve this post', confirm: approveConfirm(state) }),
          button(ACTIONS.requestChanges, 'Request changes', { value, label: 'Request changes to this post' }),
          button(ACTIONS.reject, 'Reject', { value, style: 'danger', label: 'Reject this post' }),
          button(ACTIONS.edit, 'Edit', { value, label: 'Edit this post' }),
          ...timingButtons(state),
        ],
      },
    ],
  };
}

/** Approving sends the post out, so it asks first; a long text says how long it is. */
function approveConfirm(state: CardState) {
  const { revision, post, brand } = state;
  const length = revision.text.length > LONG ? `You are approving all ${revision.text.length.toLocaleString('en')} characters. ` : '';
  const names = revision.accounts.map(({ account }) => labelOf(state, account));
  const where = names.length > 3 ? `${names.length} accounts` : names.join(', ');
  const when = post.when ?? { kind: 'after approval' };
  switch (when.kind) {
    case 'after approval':
      return confirm('Approve and publish?', `${length}It is published right away on ${where}.`, 'Approve');
    case 'at':
      return confirm('Approve this post?', `${length}It is published ${wordsIn(brand.zone, when.at)} on ${where}.`, 'Approve');
    case 'next slot':
      return confirm('Approve this post?', `${length}It is published in the next free slot on ${where}.`, 'Approve');
    default:
      return never(when);
  }
}

/** What was last done about its time, for whoever decides now. */
function lastAct({ post, brand }: CardState): string[] {
  const act = post.timing?.at(-1);
  return act === undefined ? [] : [`${moment(act.at)}: ${actWords(act, brand)}`];
}

const LONG = 2_500;
