import type { Button } from '@slack/types';
import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { isLive, type LiveChange, lastChange, liveRefs, openChange, type Publication } from '../../publishing/index.js';
import { button, mention, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { CardState } from './card-state.js';
import { nextTry, sentences, troubleSentence, troubleWithCode } from './sentences.js';

/** What became of the last change of what is live, as mrkdwn for its row; empty where there is nothing to say. */
export function changeWords(publication: Publication): string {
  const change = lastChange(publication);
  if (change === undefined) return '';
  switch (change.state) {
    case 'waits':
      return waitWords(publication, change);
    case 'done':
      return change.kind === 'delete' ? '' : say('live.changed', { at: moment(change.overAt ?? change.at) });
    case 'failed':
      return sentences(change.kind === 'delete' ? say('live.notDeleted') : say('live.notChanged'), troubleWithCode(change.trouble));
    case 'given up':
      return '';
    default:
      return never(change.state);
  }
}

/** Whose words are live, where they are not those of the current revision; of one that waits, what its approval does to them. */
export function wordsThere({ post, live }: Pick<CardState, 'post' | 'live'>, publication: Publication): string {
  if (publication.revision === post.revision || openChange(publication) !== undefined) return '';
  const effect = live?.get(publication.account);
  switch (effect) {
    case 'its words':
      return say('live.onceApproved');
    case 'nothing':
      return say('live.stays');
    case 'it keeps its own':
    case undefined:
      return say('live.keepsOlderWords');
    default:
      return never(effect);
  }
}

/** The accounts on which approving the post publishes it, and those on which that changes the words of what is live. */
export function approvedPlaces({ revision, publications, live }: Pick<CardState, 'revision' | 'publications' | 'live'>): {
  readonly goesOut: readonly string[];
  readonly changes: readonly string[];
} {
  const went = new Set(publications.flatMap(({ account, state }) => (state === 'published' || state === 'deleted' ? [account] : [])));
  const accounts = revision.accounts.map(({ account }) => account);
  return {
    goesOut: accounts.filter((account) => !went.has(account)),
    changes: accounts.filter((account) => live?.get(account) === 'its words'),
  };
}

/** That it was deleted, by whom and when. */
export function deletedWords(publication: Publication, account: string): string {
  const change = lastChange(publication);
  if (change === undefined) return say('row.deleted', { account });
  return say('row.deletedBy', { account, person: mention(change.by), at: moment(change.overAt ?? change.at) });
}

/** A change that somebody has to help along. */
export function changeNeedsSomebody(publication: Publication): boolean {
  return lastChange(publication)?.state === 'failed' || openChange(publication)?.needsReconnect === true;
}

/** The button that helps a change along; undefined where none is needed. */
export function changeButton(publication: Publication, label: string): Button | undefined {
  if (!changeNeedsSomebody(publication)) return undefined;
  if (openChange(publication) !== undefined) return reconnectButton(publication.account, label);
  return button(ACTIONS.changeAgain, say('button.tryAgain'), {
    value: publication.id,
    label: say('live.tryAgain.label', { account: label }),
  });
}

/** The way to connect an account again. */
export function reconnectButton(account: string, label: string): Button {
  return button(ACTIONS.reconnect, say('button.reconnect'), { value: account, label: say('button.reconnectAccount', { account: label }) });
}

/** The way to take down what is live, as long as something is. */
export function liveButtons({ post, publications }: Pick<CardState, 'post' | 'publications'>): Button[] {
  const live = publications.filter((publication) => isLive(publication) && openChange(publication)?.kind !== 'delete');
  if (live.length === 0) return [];
  return [button(ACTIONS.deleteLive, say('live.delete'), { value: post.id, style: 'danger', label: say('live.delete.label') })];
}

function waitWords(publication: Publication, { kind, by, gone = [], trouble, needsReconnect }: LiveChange): string {
  // At least one is left, which may be the first comment where that is a post of its own.
  const of = Math.max(liveRefs(publication, undefined).length, gone.length + 1);
  return sentences(
    kind === 'delete' ? say('live.beingDeleted', { person: mention(by) }) : say('live.beingChanged'),
    gone.length === 0 ? '' : say('live.partsGone', { gone: gone.length, count: of }),
    troubleSentence(trouble),
    trouble === undefined || needsReconnect === true ? '' : nextTry(publication),
  );
}
