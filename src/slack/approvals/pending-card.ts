import { type Blocks, button, confirm, context, escaped, header, mention, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { type CardState, labelOf } from '../results/card-state.js';
import { contentBlocks, revisionValue } from '../results/content-blocks.js';
import { resultRows } from '../results/rows.js';

/** The card of a post that waits for a review. */
export function pendingCard(state: CardState): { readonly text: string; readonly blocks: Blocks } {
  const { post, revision } = state;
  const value = revisionValue(state);
  return {
    text: `A post by ${mention(post.author)} waits for a review: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(revision.number === 1 ? 'Post for review' : `Changed post for review (revision ${revision.number})`),
      context(`By ${mention(post.author)}`, `Sent for review ${moment(revision.at)}`, 'Goes out right after approval'),
      ...contentBlocks(state),
      ...resultRows(state),
      {
        type: 'actions',
        elements: [
          button(ACTIONS.approve, 'Approve', { value, style: 'primary', label: 'Approve this post', confirm: approveConfirm(state) }),
          button(ACTIONS.requestChanges, 'Request changes', { value, label: 'Request changes to this post' }),
          button(ACTIONS.reject, 'Reject', { value, style: 'danger', label: 'Reject this post' }),
          button(ACTIONS.edit, 'Edit', { value, label: 'Edit this post' }),
        ],
      },
    ],
  };
}

/** Approving sends the post out, so it asks first; a long text says how long it is. */
function approveConfirm(state: CardState) {
  const { revision } = state;
  const length = revision.text.length > LONG ? `You are approving all ${revision.text.length.toLocaleString('en')} characters. ` : '';
  const names = revision.accounts.map(({ account }) => labelOf(state, account));
  const where = names.length > 3 ? `${names.length} accounts` : names.join(', ');
  return confirm('Approve and publish?', `${length}It is published right away on ${where}.`, 'Approve');
}

const LONG = 2_500;
