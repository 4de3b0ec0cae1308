import type { Overflow } from '@slack/types';
import { never } from '../../lib/never.js';
import { wordsIn } from '../../posts/index.js';
import { type Blocks, button, confirm, context, escaped, header, mention, moment, overflow, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { authorWords, type CardState, labelOf } from '../results/card-state.js';
import { contentBlocks, revisionValue } from '../results/content-blocks.js';
import { approvedPlaces, liveButtons } from '../results/live-words.js';
import { resultRows } from '../results/rows.js';
import { decisionLine, editButton, historyButton } from '../results/settled-card.js';
import { actWords, timingButtons, whenWords } from '../results/timing.js';
import { changesSummary } from './changes-words.js';
import { approvalCounts, progressWords } from './progress-words.js';

/** The card of a post that waits for a review, or is held in it. */
export function pendingCard(state: CardState): { readonly text: string; readonly blocks: Blocks } {
  const { post, revision } = state;
  const goesOut = approvedPlaces(state).goesOut.length > 0;
  return {
    text: `${post.state === 'held' ? 'Held: a' : 'A'} post by ${mention(post.author)} waits for a review: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(titleOf(state)),
      context(authorWords(state), `Sent for review ${moment(revision.at)}`, goesOut ? whenWords(state) : CHANGES_LIVE, ...lastAct(state)),
      ...progressBlocks(state),
      ...changesBlocks(state),
      ...contentBlocks(state),
      ...resultRows(state),
      {
        type: 'actions',
        elements: [
          ...answerButtons(state),
          editButton(state),
          ...(goesOut ? timingButtons(state) : []),
          ...liveButtons(state),
          historyButton(state.post),
          more(state),
        ],
      },
    ],
  };
}

/** The three answers; a client's card has no others. */
export function answerButtons(state: CardState): ReturnType<typeof button>[] {
  const value = answerValue(state);
  const first =
    state.post.state === 'held'
      ? button(ACTIONS.releaseReview, 'Release', { value, label: 'Let this post be approved again' })
      : button(ACTIONS.approve, 'Approve', { value, style: 'primary', label: 'Approve this post', confirm: approveConfirm(state) });
  return [
    first,
    button(ACTIONS.requestChanges, 'Request changes', { value, label: 'Request changes to this post' }),
    button(ACTIONS.reject, 'Reject', { value, style: 'danger', label: 'Reject this post' }),
  ];
}

/** What an answer's button carries: the post, the revision, and the rules that the card shows. */
export function answerValue(state: CardState): string {
  return [revisionValue(state), ...(state.review === undefined ? [] : [state.review.mark])].join(':');
}

/** What is done less often. The value of each begins with what it is. */
function more(state: CardState): Overflow {
  const value = answerValue(state);
  const held = state.post.state === 'held';
  return overflow(ACTIONS.more, [
    ...(held
      ? []
      : [
          { text: 'Hold', value: `hold:${value}` },
          { text: 'Hand over', value: `handover:${value}` },
        ]),
    { text: 'Withdraw', value: `withdraw:${value}` },
    { text: 'Who approves', value: `policy:${value}` },
    { text: 'Duplicate', value: `duplicate:${value}` },
  ]);
}

function titleOf({ post, revision }: CardState): string {
  const held = post.state === 'held' ? 'Held: ' : '';
  const title = revision.number === 1 ? 'Post for review' : `Changed post for review (revision ${revision.number})`;
  return held === '' ? title : `${held}${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** How far it is, and the last thing that somebody did about it. */
function progressBlocks({ review, decisions, revision }: CardState): Blocks {
  const last = decisions.filter((each) => each.revision === revision.number && each.kind !== 'approved').at(-1);
  const said = last === undefined ? [] : [decisionLine(last)];
  return review === undefined ? [] : [context(progressWords(review.progress), ...said)];
}

/** What an edit changed, and the way to see it word by word. */
function changesBlocks(state: CardState): Blocks {
  if (state.changes === undefined) return [];
  const { since, changes } = state.changes;
  const see = button(ACTIONS.seeChanges, 'See changes', { value: revisionValue(state), label: 'See changes of this post' });
  return [{ ...section(`*Since revision ${since}:* ${changesSummary(changes)}`), accessory: see }];
}

/** Approving sends the post out, so it asks first; a long text says how long it is. */
function approveConfirm(state: CardState) {
  const { revision, post, brand, review } = state;
  const length = revision.text.length > LONG ? `You are approving all ${revision.text.length.toLocaleString('en')} characters. ` : '';
  const { goesOut, changes } = approvedPlaces(state);
  const namesOf = (ids: readonly string[]) => (ids.length > 3 ? `${ids.length} accounts` : ids.map((id) => labelOf(state, id)).join(', '));
  const where = namesOf(goesOut);
  const counts = review === undefined ? undefined : approvalCounts(review.progress);
  if (counts !== undefined) return confirm('Approve this post?', `${length}${counts}`, 'Approve');
  const live = changes.length === 0 ? '' : ` The text of what is live is changed on ${namesOf(changes)}.`;
  if (goesOut.length === 0)
    return confirm('Approve this change?', `${length}${live === '' ? ' Nothing that is live changes.' : live}`.trim(), 'Approve');
  const when = post.when ?? { kind: 'after approval' };
  switch (when.kind) {
    case 'after approval':
      return confirm('Approve and publish?', `${length}It is published right away on ${where}.${live}`, 'Approve');
    case 'at':
      return confirm('Approve this post?', `${length}It is published ${wordsIn(brand.zone, when.at)} on ${where}.${live}`, 'Approve');
    case 'next slot':
      return confirm('Approve this post?', `${length}It is published in the next free slot on ${where}.${live}`, 'Approve');
    default:
      return never(when);
  }
}

/** What was last done about its time, for whoever decides now. */
function lastAct({ post, brand }: CardState): string[] {
  const act = post.timing?.at(-1);
  return act === undefined ? [] : [`${moment(act.at)}: ${actWords(act, brand)}`];
}

const CHANGES_LIVE = 'Changes what is live, right after approval';
const LONG = 2_500;
