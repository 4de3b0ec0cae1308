import type { Button } from '@slack/types';
import { never } from '../../lib/never.js';
import { type Post, type TimingAct, wordsIn } from '../../posts/index.js';
import { canStillBeHeld, canStillChange, isPartlyOut } from '../../publishing/index.js';
import { button, confirm, mention, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { type CardState, labelOf } from './card-state.js';

/** What the buttons about times are made from. */
export type TimingState = Pick<CardState, 'post' | 'accounts' | 'publications' | 'drawnAt'>;

/** A moment in each reader's own time, and in the brand's zone in words. */
export function timeFor({ zone }: { readonly zone: string }, at: Date): string {
  return `${moment(at)} · ${wordsIn(zone, at)}`;
}

/** When a post that waits for a review goes out, as mrkdwn. */
export function whenWords({ post, brand }: { readonly post: Pick<Post, 'when'>; readonly brand: { readonly zone: string } }): string {
  const when = post.when ?? { kind: 'after approval' };
  switch (when.kind) {
    case 'after approval':
      return 'Goes out right after approval';
    case 'at':
      return `Goes out ${timeFor(brand, when.at)}`;
    case 'next slot':
      return 'Goes out in the next free slot after approval';
    default:
      return never(when);
  }
}

/** The buttons that change when a post goes out, as long as anything of it can still be changed. */
export function timingButtons(state: TimingState): Button[] {
  const { post } = state;
  switch (post.state) {
    case 'in_review':
    case 'changes_requested':
    case 'withdrawn':
    case 'held':
    case 'expired':
      return [reschedule(post.id), cancel(state)];
    case 'approved':
    case 'closed':
      return approvedButtons(state);
    case 'rejected':
    case 'cancelled':
      return [];
    default:
      return never(post.state);
  }
}

/** What was done about the time, as one line: `Rescheduled by @mia to ...`. */
export function actWords(act: TimingAct, brand: { readonly zone: string }): string {
  const by = act.by === undefined ? '' : ` by ${mention(act.by)}`;
  const to = act.to === undefined ? '' : ` to ${timeFor(brand, act.to)}`;
  switch (act.kind) {
    case 'rescheduled':
      return `Rescheduled${by}${to}`;
    case 'publish now':
      return `Sent out early${by}`;
    case 'held':
      return `Held${by}`;
    case 'released':
      return `Released${by}`;
    case 'cancelled':
      return `Cancelled${by}`;
    case 'expired':
      return `Not approved by its time${act.to === undefined ? '' : `, ${timeFor(brand, act.to)}`}, so it is not published`;
    default:
      return never(act.kind);
  }
}

/** What goes out right away needs no buttons; what waits, is held or blocked does. */
function approvedButtons(state: TimingState): Button[] {
  const { post, publications, drawnAt } = state;
  const waiting = publications.filter(canStillChange);
  const isHeld = publications.some((publication) => canStillBeHeld(publication) && publication.holds.includes('hold'));
  const holding = isHeld ? release(post.id) : hold(post.id);
  if (waiting.some((publication) => publication.state === 'held' || publication.state === 'blocked' || publication.dueAt > drawnAt))
    return [publishNow(state), reschedule(post.id), holding, cancel(state)];
  return publications.some((publication) => canStillBeHeld(publication) && isPartlyOut(publication)) ? [holding] : [];
}

function publishNow(state: TimingState): Button {
  const waiting = state.publications.filter(canStillChange).map(({ account }) => labelOf(state, account));
  const where = waiting.length > 3 ? `${waiting.length} accounts` : waiting.join(', ');
  return button(ACTIONS.publishEarly, 'Publish now', {
    value: state.post.id,
    label: 'Publish now, not at its time',
    confirm: confirm('Publish now?', `It goes out right away on ${where}.`, 'Publish now'),
  });
}

function reschedule(post: string): Button {
  return button(ACTIONS.reschedule, 'Reschedule', { value: post, label: 'Reschedule this post' });
}

function hold(post: string): Button {
  return button(ACTIONS.hold, 'Hold', { value: post, label: 'Hold this post until an approver releases it' });
}

function release(post: string): Button {
  return button(ACTIONS.release, 'Release', {
    value: post,
    label: 'Release this post',
    confirm: confirm('Release this post?', 'It goes out at its time, or right away where that is over.', 'Release'),
  });
}

function cancel({ post }: TimingState): Button {
  return button(ACTIONS.cancelPost, 'Cancel post', {
    value: post.id,
    style: 'danger',
    label: 'Cancel post: nothing more of it goes out',
    confirm: confirm('Cancel this post?', 'What is not out yet is not published. This cannot be undone.', 'Cancel post', { danger: true }),
  });
}
