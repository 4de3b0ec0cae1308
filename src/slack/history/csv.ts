import { stringify } from 'csv-stringify/sync';
import { say } from '../../language/index.js';
import type { HistoryEntry } from '../../workspaces/index.js';
import { historyActWords } from './act-words.js';

/** What a row names beside the entry itself. */
export interface HistoryNames {
  /** By Slack user id. */
  readonly people: ReadonlyMap<string, string>;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, string>;
}

/**
 * The history as CSV for a spreadsheet: UTF-8 with a byte order mark, times in UTC. A cell that a spreadsheet would take for a formula begins with
 * an apostrophe (owasp:CSV Injection, November 2026).
 */
export function historyCsv(entries: readonly HistoryEntry[], { people, accounts }: HistoryNames): string {
  const rows = entries.map(({ at, act, person, from, post, revision, contentHash, account, detail, comment, id }) => ({
    time: at.toISOString(),
    act: historyActWords(act),
    person: person === undefined ? 'Copydesk' : (people.get(person) ?? ''),
    personId: person ?? '',
    from: say(`export.place.${from}`),
    post: post ?? '',
    revision: revision ?? '',
    contentHash: contentHash ?? '',
    account: account === undefined ? '' : (accounts.get(account) ?? account),
    detail: detail ?? '',
    comment: comment ?? '',
    id,
  }));
  const columns = COLUMNS.map((key) => ({ key, header: say(`export.column.${key}`) }));
  return stringify(rows, { header: true, columns, bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

const COLUMNS = [
  'time',
  'act',
  'person',
  'personId',
  'from',
  'post',
  'revision',
  'contentHash',
  'account',
  'detail',
  'comment',
  'id',
] as const;
