import type { Button } from '@slack/types';
import { listOf, say } from '../../language/index.js';
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
      return say('card.goesOut.afterApproval');
    case 'at':
      return say('card.goesOut.at', { time: timeFor(brand, when.at) });
    case 'next slot':
      return say('card.goesOut.nextSlot');
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
  const by = act.by === undefined ? { who: 'clock', person: '' } : { who: 'person', person: mention(act.by) };
  const time = act.to === undefined ? undefined : timeFor(brand, act.to);
  switch (act.kind) {
    case 'rescheduled':
      return time === undefined ? say('card.timing.rescheduled', by) : say('card.timing.rescheduledTo', { ...by, time });
    case 'publish now':
      return say('card.timing.sentEarly', by);
    case 'held':
      return say('card.timing.held', by);
    case 'released':
      return say('card.timing.released', by);
    case 'cancelled':
      return say('card.timing.cancelled', by);
    case 'expired':
      return time === undefined ? say('card.timing.expired') : say('card.timing.expiredAt', { time });
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
  const sure =
    waiting.length > 3
      ? say('card.publishNow.sureOnMany', { count: waiting.length })
      : say('card.publishNow.sure', { accounts: listOf(waiting, 'list') });
  return button(ACTIONS.publishEarly, say('button.publishNow'), {
    value: state.post.id,
    label: say('card.publishNow.label'),
    confirm: confirm(say('card.publishNow.title'), sure, say('button.publishNow')),
  });
}

function reschedule(post: string): Button {
  return button(ACTIONS.reschedule, say('button.reschedule'), { value: post, label: say('card.reschedule.label') });
}

function hold(post: string): Button {
  return button(ACTIONS.hold, say('card.hold'), { value: post, label: say('card.hold.label') });
}

function release(post: string): Button {
  return button(ACTIONS.release, say('button.release'), {
    value: post,
    label: say('card.release.label'),
    confirm: confirm(say('card.release.title'), say('card.release.sure'), say('button.release')),
  });
}

function cancel({ post }: TimingState): Button {
  return button(ACTIONS.cancelPost, say('card.cancel'), {
    value: post.id,
    style: 'danger',
    label: say('card.cancel.label'),
    confirm: confirm(say('card.cancel.title'), say('card.cancel.sure'), say('card.cancel'), { danger: true, no: say('card.cancel.no') }),
  });
}
