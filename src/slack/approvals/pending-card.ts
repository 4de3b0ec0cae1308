import type { Overflow } from '@slack/types';
import { listOf, type Meaning, say } from '../../language/index.js';
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
    text: say(post.state === 'held' ? 'review.card.noticeHeld' : 'review.card.notice', {
      author: mention(post.author),
      text: escaped(revision.text.slice(0, 200)),
    }),
    blocks: [
      header(titleOf(state)),
      context(
        authorWords(state),
        say('review.card.sent', { time: moment(revision.at) }),
        goesOut ? whenWords(state) : say('review.card.changesLive'),
        ...lastAct(state),
      ),
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
      ? button(ACTIONS.releaseReview, say('button.release'), { value, label: say('review.button.release') })
      : approveButton(value, approveConfirm(state));
  return [first, ...refuseButtons(value)];
}

/** Approve, which asks first. */
export function approveButton(value: string, sure: ReturnType<typeof confirm>) {
  return button(ACTIONS.approve, say('button.approve'), { value, style: 'primary', label: say('review.button.approve'), confirm: sure });
}

/** Request changes and Reject. */
export function refuseButtons(value: string): ReturnType<typeof button>[] {
  return [
    button(ACTIONS.requestChanges, say('button.requestChanges'), { value, label: say('review.button.requestChanges') }),
    button(ACTIONS.reject, say('button.reject'), { value, style: 'danger', label: say('review.button.reject') }),
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
          { text: say('card.hold'), value: `hold:${value}` },
          { text: say('button.handOver'), value: `handover:${value}` },
        ]),
    { text: say('button.withdraw'), value: `withdraw:${value}` },
    { text: say('label.whoApproves'), value: `policy:${value}` },
    { text: say('button.duplicate'), value: `duplicate:${value}` },
  ]);
}

function titleOf({ post, revision }: CardState): string {
  const held = post.state === 'held';
  if (revision.number === 1) return say(held ? 'review.card.newHeld' : 'review.card.new');
  return say(held ? 'review.card.editedHeld' : 'review.card.edited', { revision: revision.number });
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
  const see = button(ACTIONS.seeChanges, say('review.card.seeChanges'), {
    value: revisionValue(state),
    label: say('review.button.seeChanges'),
  });
  return [{ ...section(say('review.card.since', { since, changes: changesSummary(changes) })), accessory: see }];
}

/** Approving sends the post out, so it asks first; a long text says how long it is. */
function approveConfirm(state: CardState) {
  const { revision, post, brand, review } = state;
  const length = revision.text.length > LONG ? [say('review.approve.characters', { count: revision.text.length })] : [];
  const ask = (title: Title, ...sentences: string[]) => confirm(say(title), [...length, ...sentences].join(' '), say('button.approve'));
  const counts = review === undefined ? undefined : approvalCounts(review.progress);
  if (counts !== undefined) return ask('review.approve.title', counts);
  const { goesOut, changes } = approvedPlaces(state);
  const live = changes.length === 0 ? [] : [say('review.approve.liveChanges', { accounts: namesOf(state, changes) })];
  if (goesOut.length === 0) return ask('review.approve.titleChange', ...(live.length === 0 ? [say('review.approve.liveStays')] : live));
  const accounts = namesOf(state, goesOut);
  const when = post.when ?? { kind: 'after approval' };
  switch (when.kind) {
    case 'after approval':
      return ask('review.approve.titlePublish', say('review.approve.rightAway', { accounts }), ...live);
    case 'at':
      return ask('review.approve.title', say('review.approve.scheduled', { time: wordsIn(brand.zone, when.at), accounts }), ...live);
    case 'next slot':
      return ask('review.approve.title', say('review.approve.nextSlot', { accounts }), ...live);
    default:
      return never(when);
  }
}

type Title = Extract<Meaning, `review.approve.title${string}`>;

function namesOf(state: CardState, ids: readonly string[]): string {
  if (ids.length > 3) return say('review.approve.manyAccounts', { count: ids.length });
  return listOf(
    ids.map((id) => labelOf(state, id)),
    'list',
  );
}

/** What was last done about its time, for whoever decides now. The time itself stands there already. */
function lastAct({ post, brand }: CardState): string[] {
  const act = post.timing?.at(-1);
  if (act === undefined) return [];
  const { to: _to, ...done } = act;
  return [say('card.timing', { at: moment(act.at), act: actWords(done, brand) })];
}

const LONG = 2_500;
