import type { Button } from '@slack/types';
import { never } from '../../lib/never.js';
import { isLive, type LiveChange, lastChange, liveRefs, openChange, type Publication } from '../../publishing/index.js';
import { button, escaped, mention, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { CardState } from './card-state.js';

/** What became of the last change of what is live, as mrkdwn behind the sentence of its row; empty where there is nothing to say. */
export function changeWords(publication: Publication): string {
  const change = lastChange(publication);
  if (change === undefined) return '';
  switch (change.state) {
    case 'waits':
      return ` ${change.kind === 'delete' ? `Being deleted there, asked for by ${mention(change.by)}.` : 'Its text is being changed there.'}${waitWords(publication, change)}`;
    case 'done':
      return change.kind === 'delete' ? '' : ` Its text was changed there ${moment(change.overAt ?? change.at)}.`;
    case 'failed': {
      const what = change.kind === 'delete' ? 'It could not be deleted' : 'Its text could not be changed';
      const { sentence = '', code } = change.trouble ?? {};
      return ` ${what}. ${escaped(sentence)}${code === undefined ? '' : ` (${escaped(code)})`}`;
    }
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
      return ' Once this is approved, its text is changed there, and nothing else of it.';
    case 'nothing':
      return ' It stays there as it is.';
    case 'it keeps its own':
    case undefined:
      return ' It keeps the words of an older revision.';
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

/** Who deleted it, and when. */
export function deletedWords(publication: Publication): string {
  const change = lastChange(publication);
  const trouble = publication.trouble === undefined ? '' : ` ${escaped(publication.trouble.sentence)}`;
  return `deleted${change === undefined ? '' : ` by ${mention(change.by)} ${moment(change.overAt ?? change.at)}`}.${trouble}`;
}

/** A change that somebody has to help along. */
export function changeNeedsSomebody(publication: Publication): boolean {
  return lastChange(publication)?.state === 'failed' || openChange(publication)?.needsReconnect === true;
}

/** The button that helps a change along; undefined where none is needed. */
export function changeButton(publication: Publication, label: string): Button | undefined {
  if (!changeNeedsSomebody(publication)) return undefined;
  if (openChange(publication) !== undefined)
    return button(ACTIONS.reconnect, 'Reconnect', { value: publication.account, label: `Reconnect ${label}` });
  return button(ACTIONS.changeAgain, 'Try again', { value: publication.id, label: `Try again: ${label}` });
}

/** The way to take down what is live, as long as something is. */
export function liveButtons({ post, publications }: Pick<CardState, 'post' | 'publications'>): Button[] {
  const live = publications.filter((publication) => isLive(publication) && openChange(publication)?.kind !== 'delete');
  if (live.length === 0) return [];
  return [
    button(ACTIONS.deleteLive, 'Delete what is live', { value: post.id, style: 'danger', label: 'Delete what is live of this post' }),
  ];
}

function waitWords(publication: Publication, { gone = [], trouble, needsReconnect }: LiveChange): string {
  // At least one is left, which may be the first comment where that is a post of its own.
  const of = Math.max(liveRefs(publication, undefined).length, gone.length + 1);
  const parts = gone.length === 0 ? '' : ` ${gone.length} of ${of} posts are gone.`;
  if (trouble === undefined) return parts;
  const next = needsReconnect === true || publication.nextAt === undefined ? '' : ` Next try ${moment(publication.nextAt)}.`;
  return `${parts} ${escaped(trouble.sentence)}${next}`;
}
