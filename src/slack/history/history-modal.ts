import type { ModalView } from '@slack/types';
import { languageTag, say } from '../../language/index.js';
import type { HistoryEntry } from '../../workspaces/index.js';
import { type Blocks, button, context, cut, escaped, mention, moment, quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { modal } from '../modal.js';
import { type CardAccount, labelOf } from '../results/card-state.js';
import { REASON_WORDS } from '../results/settled-card.js';
import { historyActWords } from './act-words.js';

/** What the history of a post is drawn from. */
export interface HistoryState {
  readonly post: string;
  /** The newest first: one page. */
  readonly entries: readonly HistoryEntry[];
  /** From 0. */
  readonly page: number;
  readonly more: boolean;
  readonly accounts: readonly CardAccount[];
}

/** Everything that was done about a post: who, what, when, from where, on which revision. */
export function historyModal(state: HistoryState): ModalView {
  const { post, entries, page, more } = state;
  const turn = (to: number, words: string) => button(`${ACTIONS.historyPage}:${to}`, words, { value: `${post}:${to}` });
  const buttons = [...(page > 0 ? [turn(page - 1, say('history.newer'))] : []), ...(more ? [turn(page + 1, say('history.older'))] : [])];
  return modal(VIEWS.history, {
    title: say('history.title'),
    close: say('button.close'),
    blocks: [
      entries.length === 0 ? section(say('history.nothing')) : context(say('history.intro')),
      ...entries.flatMap((entry) => entryBlocks(state, entry)),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
    ],
  });
}

function entryBlocks(state: HistoryState, entry: HistoryEntry): Blocks {
  const { at, revision, contentHash, account, comment } = entry;
  const small = [
    moment(at),
    ...(account === undefined ? [] : [escaped(labelOf(state, account))]),
    ...(revision === undefined ? [] : [revisionWords(revision, contentHash)]),
    ...(entry.from === 'copydesk' ? [] : [say(`history.place.${entry.from}`)]),
  ];
  return [section(`${lineOf(entry)}\n${small.join(' · ')}`), ...(comment === undefined ? [] : [quoted(cut(comment, 2_500))])];
}

function revisionWords(revision: number, hash: string | undefined): string {
  return hash === undefined ? say('history.revision', { revision }) : say('history.revisionHash', { revision, hash: hash.slice(0, 8) });
}

/** What was done, by whom, and what belongs to it. */
function lineOf({ act, person: id, detail }: HistoryEntry): string {
  const done = { act: capitalised(historyActWords(act)), person: id === undefined ? 'Copydesk' : mention(id) };
  if (detail === undefined) return say('history.by', done);
  switch (act) {
    case 'handed over':
      return say('history.byTo', { ...done, to: mention(detail) });
    case 'rescheduled':
      return say('history.byTo', { ...done, to: moment(new Date(detail)) });
    case 'expired':
      return say('history.byFor', { ...done, time: moment(new Date(detail)) });
    case 'changes requested':
    case 'rejected':
      return say('history.byWith', { ...done, detail: reasonWords(detail) });
    default:
      return say('history.byWith', { ...done, detail: escaped(cut(detail, 500)) });
  }
}

function reasonWords(reason: string): string {
  return Object.hasOwn(REASON_WORDS, reason) ? say(REASON_WORDS[reason as keyof typeof REASON_WORDS]) : escaped(reason);
}

function capitalised(words: string): string {
  return `${words.charAt(0).toLocaleUpperCase(languageTag())}${words.slice(1)}`;
}
