import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import type { HistoryEntry } from '../../workspaces/index.js';
import { type Blocks, button, context, cut, escaped, mention, moment, plain, quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type CardAccount, labelOf } from '../results/card-state.js';
import { REASON_WORDS } from '../results/settled-card.js';

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
  const buttons = [...(page > 0 ? [turn(page - 1, 'Newer')] : []), ...(more ? [turn(page + 1, 'Older')] : [])];
  return {
    type: 'modal',
    callback_id: VIEWS.history,
    title: plain('History', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [
      context('The newest first. Nothing here is ever changed or removed.'),
      ...(entries.length === 0 ? [section('Nothing is written down yet. Look again in a moment.')] : []),
      ...entries.flatMap((entry) => entryBlocks(state, entry)),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
    ],
  };
}

function entryBlocks(state: HistoryState, entry: HistoryEntry): Blocks {
  const { act, person, at, revision, contentHash, account, comment } = entry;
  const who = person === undefined ? 'by Copydesk' : `by ${mention(person)}`;
  const small = [
    moment(at),
    ...(account === undefined ? [] : [escaped(labelOf(state, account))]),
    ...(revision === undefined ? [] : [`revision ${revision}${contentHash === undefined ? '' : ` (${contentHash.slice(0, 8)})`}`]),
    ...(entry.from === 'copydesk' ? [] : [PLACES[entry.from]]),
  ];
  return [
    section(`*${act.charAt(0).toUpperCase()}${act.slice(1)}* ${who}${detailWords(entry)}\n${small.join(' · ')}`),
    ...(comment === undefined ? [] : [quoted(cut(comment, 2_500))]),
  ];
}

function detailWords({ act, detail }: HistoryEntry): string {
  if (detail === undefined) return '';
  switch (act) {
    case 'handed over':
      return `, to ${mention(detail)}`;
    case 'rescheduled':
    case 'expired':
      return `, ${act === 'expired' ? 'for' : 'to'} ${moment(new Date(detail))}`;
    case 'changes requested':
    case 'rejected':
      return `: ${Object.hasOwn(REASON_WORDS, detail) ? say(REASON_WORDS[detail as keyof typeof REASON_WORDS]) : escaped(detail)}`;
    default:
      return `: ${escaped(cut(detail, 500))}`;
  }
}

const PLACES: Readonly<Record<Exclude<HistoryEntry['from'], 'copydesk'>, string>> = {
  card: 'on the card',
  home: 'on Home',
  compose: 'while composing',
  settings: 'in the settings',
  command: 'by command',
};
