import { ANY_APPROVER, type Decision } from '../../approvals/index.js';
import { listOf, type Meaning, say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import type { Post } from '../../posts/index.js';
import { awaitsComment, isPartlyOut, isPostOut, type Publication } from '../../publishing/index.js';
import { type Blocks, button, context, cut, escaped, header, mention, moment, quoted, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { authorWords, type CardState } from './card-state.js';
import { contentBlocks, revisionValue } from './content-blocks.js';
import { liveButtons } from './live-words.js';
import { resultRows } from './rows.js';
import { actWords, timeFor, timingButtons } from './timing.js';

/** The card of a post that was decided: who, what, when, and how each account fares. */
export function settledCard(state: CardState): { readonly text: string; readonly blocks: Blocks } {
  const { post } = state;
  const title = titleOf(state);
  return {
    text: say('card.notification', { title, words: escaped(state.revision.text.slice(0, 200)) }),
    blocks: [
      header(title),
      context(authorWords(state), ...decisionsHere(state).slice(-5).map(decisionLine), ...timingLines(state)),
      ...expiredBlocks(state),
      ...whyBlocks(decisionsHere(state).at(-1)),
      ...resultRows(state),
      ...contentBlocks(state),
      {
        type: 'actions',
        elements: [editButton(state), duplicateButton(post), ...timingButtons(state), ...liveButtons(state), historyButton(post)],
      },
    ],
  };
}

/** The way to change it: its words alone where all of it is out. */
export function editButton(state: Pick<CardState, 'post' | 'revision' | 'editsText'>) {
  const value = revisionValue(state);
  return state.editsText === true
    ? button(ACTIONS.edit, say('card.editText'), { value, label: say('card.editText.label') })
    : button(ACTIONS.edit, say('button.edit'), { value, label: say('card.edit.label') });
}

/** The same words as a new draft of whoever presses it. */
export function duplicateButton({ id }: Post) {
  return button(ACTIONS.duplicate, say('button.duplicate'), { value: id, label: say('card.duplicate.label') });
}

/** What was done about it, by whom. */
export function historyButton({ id }: Post) {
  return button(ACTIONS.history, say('card.history'), { value: id, label: say('card.history.label') });
}

/** Who decided what, and when: `Approved by @mia ...`. mrkdwn. */
export function decisionLine(decision: Decision): string {
  return `${decisionWords(decision)} ${moment(decision.at)}`;
}

/** Who decided what: `Approved by @mia`. mrkdwn. */
export function decisionWords({ kind, step, to, ...decision }: Decision): string {
  const person = mention(decision.person);
  switch (kind) {
    case 'approved':
      return step === undefined || step === ANY_APPROVER.name
        ? say('card.decided.approved', { person })
        : say('card.decided.approvedStep', { step: escaped(step), person });
    case 'changes_requested':
      return say('card.decided.changesRequested', { person });
    case 'rejected':
      return say('card.decided.rejected', { person });
    case 'held':
      return say('card.decided.held', { person });
    case 'released':
      return say('card.decided.released', { person });
    case 'handed_over':
      return to === undefined ? say('card.decided.handedOver', { person }) : say('card.decided.handedOverTo', { to: mention(to), person });
    case 'withdrawn':
      return say('card.decided.withdrawn', { person });
    case 'published':
      return say('card.decided.noApprovalNeeded', { person });
    case 'unreviewed':
      return say('card.decided.unreviewed', { person });
    case 'policy_changed':
      return say('card.decided.policyChanged', { person });
    default:
      return never(kind);
  }
}

/** Why somebody decided so, in their words; nothing where they said none. */
export function whyBlocks(decision: Decision | undefined): Blocks {
  if (decision?.comment === undefined) return [];
  return [section(say('card.why', { reason: say(REASON_WORDS[decision.reason ?? 'other']) })), quoted(cut(decision.comment, 2_500))];
}

/** What its card is called: where the post stands. */
export function titleOf({ post, publications, drawnAt }: CardState): string {
  const live = publications.filter(isPostOut).length;
  const of = publications.filter(({ state }) => state !== 'cancelled' && state !== 'deleted').length;
  switch (post.state) {
    case 'approved':
    case 'closed':
      if (of > 0 && live === of)
        return publications.some(awaitsComment) ? say('card.title.publishedCommentOpen') : say('card.title.published');
      if (of === 0 && publications.some(({ state }) => state === 'deleted')) return say('card.title.deleted');
      if (publications.some((each) => !isPostOut(each) && isTrouble(each))) return troubleTitle(publications, live, of);
      if (publications.some(({ state }) => state === 'unknown')) return say('card.title.unknown');
      return waitingTitle(publications, drawnAt);
    case 'changes_requested':
      return say('card.title.changesRequested');
    case 'withdrawn':
      return say('card.title.withdrawn');
    case 'rejected':
      return say('card.title.rejected');
    case 'held':
      return say('card.title.held');
    case 'expired':
      return say('card.title.expired');
    case 'cancelled':
      return say('card.title.cancelled');
    case 'in_review':
      return say('card.title.inReview');
    default:
      return never(post.state);
  }
}

/** What was decided on the current revision. */
function decisionsHere({ decisions, revision }: CardState): Decision[] {
  return decisions.filter((decision) => decision.revision === revision.number);
}

/** That something is not published, and how much of it for what reason. */
function troubleTitle(publications: readonly Publication[], live: number, count: number): string {
  const left = publications.filter((each) => !isPostOut(each) && each.state !== 'cancelled');
  const having = (state: Publication['state']) => left.filter((each) => each.state === state).length;
  const [failed, blocked, unknown] = [having('failed'), having('blocked'), having('unknown')];
  const troubles = listOf(
    [
      ...(failed === 0 ? [] : [say('status.trouble.failed', { count: failed })]),
      ...(blocked === 0 ? [] : [say('card.title.waitsForReconnect', { count: blocked, accounts: count })]),
      ...(unknown === 0 ? [] : [say('status.trouble.unknown', { count: unknown })]),
    ],
    'list',
  );
  if (live === 0 && left.some(isPartlyOut)) return say('card.title.publishedInPart', { troubles });
  if (live === 0 && left.every(isTrouble)) return say('card.title.notPublished', { troubles });
  return say('card.title.publishedSome', { live, count, troubles });
}

function isTrouble({ state }: Publication): boolean {
  return state === 'failed' || state === 'blocked';
}

function waitingTitle(publications: readonly Publication[], drawnAt: Date): string {
  const waiting = publications.filter((each) => !isPostOut(each) && each.state !== 'deleted' && each.state !== 'cancelled');
  if (waiting.some(({ state }) => state === 'held')) return say('card.title.approvedHeld');
  const scheduled = waiting.length > 0 && waiting.every(({ state, dueAt }) => state !== 'publishing' && dueAt > drawnAt);
  return scheduled ? say('card.title.approvedScheduled') : say('card.title.approvedGoingOut');
}

/** That its time went by, and the way to another one. */
function expiredBlocks({ post, brand }: CardState): Blocks {
  if (post.state !== 'expired') return [];
  const at = post.timing?.findLast(({ kind }) => kind === 'expired')?.to;
  return [section(say('card.expired', at === undefined ? { when: 'unknown', time: '' } : { when: 'known', time: timeFor(brand, at) }))];
}

/** What was done about its time, the last three; that it is over stands below. */
function timingLines({ post, brand }: CardState): string[] {
  const acts = (post.timing ?? []).filter(({ kind }) => kind !== 'expired' || post.state !== 'expired');
  return acts.slice(-3).map((act) => say('card.timing', { at: moment(act.at), act: actWords(act, brand) }));
}

/** What reasons are called, in the order in which the modal offers them. */
export const REASON_WORDS = {
  tone: 'card.reason.tone',
  claim: 'card.reason.claim',
  asset: 'card.reason.picture',
  wrong_account: 'card.reason.wrongAccount',
  timing: 'card.reason.timing',
  other: 'card.reason.other',
} as const satisfies Record<NonNullable<Decision['reason']>, Meaning>;

/** Whether a post's card asks for a decision. */
export function isPending(post: Post): boolean {
  return post.state === 'in_review' || post.state === 'held';
}
