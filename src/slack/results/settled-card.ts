import { ANY_APPROVER, type Decision } from '../../approvals/index.js';
import { never } from '../../lib/never.js';
import type { Post } from '../../posts/index.js';
import { awaitsComment, isPostOut, type Publication } from '../../publishing/index.js';
import { type Blocks, button, context, cut, escaped, header, mention, moment, quoted, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { authorWords, type CardState } from './card-state.js';
import { contentBlocks, revisionValue } from './content-blocks.js';
import { liveButtons } from './live-words.js';
import { resultRows } from './rows.js';
import { actWords, timingButtons } from './timing.js';

/** The card of a post that was decided: who, what, when, and how each account fares. */
export function settledCard(state: CardState): { readonly text: string; readonly blocks: Blocks } {
  const { post } = state;
  const title = titleOf(state);
  return {
    text: `${title}: ${escaped(state.revision.text.slice(0, 200))}`,
    blocks: [
      header(title),
      context(authorWords(state), ...decisionLines(state), ...timingLines(state)),
      ...(post.state === 'expired'
        ? [section('Nobody approved it in time, so it is not published. Choose another time with Reschedule.')]
        : []),
      ...reasonBlocks(state),
      ...resultRows(state),
      ...contentBlocks(state),
      {
        type: 'actions',
        elements: [
          button(ACTIONS.edit, state.editsText === true ? 'Edit text' : 'Edit', {
            value: revisionValue(state),
            label: state.editsText === true ? 'Edit text of this post' : 'Edit this post',
          }),
          duplicateButton(post),
          ...timingButtons(state),
          ...liveButtons(state),
          historyButton(post),
        ],
      },
    ],
  };
}

/** The same words as a new draft of whoever presses it. */
export function duplicateButton({ id }: Post) {
  return button(ACTIONS.duplicate, 'Duplicate', { value: id, label: 'Duplicate this post' });
}

/** What was done about it, by whom. */
export function historyButton({ id }: Post) {
  return button(ACTIONS.history, 'History', { value: id, label: 'History of this post' });
}

/** What the decision is called on the card. */
export function decisionWord(decision: Decision): string {
  switch (decision.kind) {
    case 'approved':
      return decision.step === undefined || decision.step === ANY_APPROVER.name ? 'Approved' : `Approved (${escaped(decision.step)})`;
    case 'changes_requested':
      return 'Changes requested';
    case 'rejected':
      return 'Rejected';
    case 'held':
      return 'Held';
    case 'released':
      return 'Released';
    case 'handed_over':
      return `Handed over${decision.to === undefined ? '' : ` to ${mention(decision.to)}`}`;
    case 'withdrawn':
      return 'Withdrawn';
    case 'published':
      return 'Sent out, no approval needed,';
    case 'unreviewed':
      return 'Published without approval';
    case 'policy_changed':
      return 'Who approves it was changed';
    default:
      return never(decision.kind);
  }
}

/** What its card is called: where the post stands. */
export function titleOf({ post, publications, drawnAt }: CardState): string {
  const live = publications.filter(isPostOut).length;
  const of = publications.filter(({ state }) => state !== 'cancelled' && state !== 'deleted').length;
  switch (post.state) {
    case 'approved':
    case 'closed':
      if (of > 0 && live === of) return publications.some(awaitsComment) ? 'Published, first comment open' : 'Published';
      if (of === 0 && publications.some(({ state }) => state === 'deleted')) return 'Deleted';
      if (publications.some(({ state }) => state === 'unknown')) return 'Approved: one outcome is not known';
      if (publications.some(({ state }) => state === 'failed' || state === 'blocked')) return `Approved: ${live} of ${of} published`;
      return waitingTitle(publications, drawnAt);
    case 'changes_requested':
      return 'Changes requested';
    case 'withdrawn':
      return 'Withdrawn';
    case 'rejected':
      return 'Rejected';
    case 'held':
      return 'Held';
    case 'expired':
      return 'Expired';
    case 'cancelled':
      return 'Cancelled';
    case 'in_review':
      return 'Post for review';
    default:
      return never(post.state);
  }
}

function decisionLines({ decisions, revision }: CardState): string[] {
  return decisions
    .filter((decision) => decision.revision === revision.number)
    .slice(-5)
    .map((decision) => `${decisionWord(decision)} by ${mention(decision.person)} ${moment(decision.at)}`);
}

function waitingTitle(publications: readonly Publication[], drawnAt: Date): string {
  const waiting = publications.filter((each) => !isPostOut(each) && each.state !== 'deleted' && each.state !== 'cancelled');
  if (waiting.some(({ state }) => state === 'held')) return 'Approved, held';
  const scheduled = waiting.length > 0 && waiting.every(({ state, dueAt }) => state !== 'publishing' && dueAt > drawnAt);
  return scheduled ? 'Approved, scheduled' : 'Approved, going out';
}

/** What was done about its time, the last three. */
function timingLines({ post, brand }: CardState): string[] {
  return (post.timing ?? []).slice(-3).map((act) => `${moment(act.at)}: ${actWords(act, brand)}`);
}

function reasonBlocks({ decisions, revision }: CardState): Blocks {
  const last = decisions.filter((decision) => decision.revision === revision.number).at(-1);
  if (last?.comment === undefined) return [];
  return [section(`*Why* (${REASON_WORDS[last.reason ?? 'other']})`), quoted(cut(last.comment, 2_500))];
}

/** The labels of reasons, as the modal offers them. */
export const REASON_WORDS: Readonly<Record<NonNullable<Decision['reason']>, string>> = {
  tone: 'Tone',
  claim: 'Claim',
  asset: 'Picture',
  wrong_account: 'Wrong account',
  timing: 'Timing',
  other: 'Other',
};

/** Whether a post's card asks for a decision. */
export function isPending(post: Post): boolean {
  return post.state === 'in_review' || post.state === 'held';
}
