import type { KnownBlock } from '@slack/types';
import type { AccountCheck } from '../../posts/index.js';
import { context, escaped, section } from '../blocks.js';

/** One row per account; where there are many, one row per outcome that names its accounts. Problems of a picture stand at the picture. */
export function accountRows(checks: readonly AccountCheck[]): KnownBlock[] {
  const groups = checks.length <= SINGLE_ROWS ? checks.map((check) => [check]) : byOutcome(checks);
  const rows = groups.slice(0, MOST_ROWS).flatMap((group) => rowOf(group) ?? []);
  const left = groups.slice(MOST_ROWS).flat().length;
  return left === 0 ? rows : [...rows, context(`${left} more accounts are not shown. Choose fewer to see each.`)];
}

function rowOf(group: readonly AccountCheck[]): KnownBlock | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const names = group.slice(0, SHOWN_NAMES).map(({ name }) => escaped(name));
  const more = group.length > SHOWN_NAMES ? [`${group.length - SHOWN_NAMES} more`] : [];
  const title = [first.platformName, [...names, ...more].join(', ')].filter((part) => part !== '').join(' · ');
  return section([`*${title}*`, ...lengthLine(first), ...first.happens, ...problemLines(first)].join('\n'));
}

function lengthLine({ length, maxLength }: AccountCheck): string[] {
  return maxLength === 0 ? [] : [`${length.toLocaleString('en')} of ${maxLength.toLocaleString('en')} characters`];
}

function problemLines({ problems }: AccountCheck): string[] {
  const own = problems.filter(({ field }) => !field.startsWith('media.'));
  const pictures = problems
    .filter(({ field, severity }) => field.startsWith('media.') && severity === 'stops')
    .map(({ field }) => Number(field.slice(6)) + 1);
  const numbers = [...new Set(pictures)].map(String);
  return [
    ...own.map(({ severity, sentence }) => problemLine(severity, sentence)),
    ...(numbers.length === 0 ? [] : [`*To fix:* see picture ${new Intl.ListFormat('en').format(numbers)} below.`]),
  ];
}

/** A problem or note as a line of mrkdwn. */
export function problemLine(severity: 'stops' | 'note', sentence: string): string {
  return `*${severity === 'stops' ? 'To fix' : 'Note'}:* ${escaped(sentence)}`;
}

function byOutcome(checks: readonly AccountCheck[]): AccountCheck[][] {
  const groups = new Map<string, AccountCheck[]>();
  for (const check of checks) {
    const { account: _account, name: _name, ...outcome } = check;
    const key = JSON.stringify(outcome);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()];
}

const SINGLE_ROWS = 20;

const MOST_ROWS = 30;

const SHOWN_NAMES = 20;
