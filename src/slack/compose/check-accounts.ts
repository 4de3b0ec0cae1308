import type { KnownBlock, SectionBlock } from '@slack/types';
import { say } from '../../language/index.js';
import { type AccountCheck, type Draft, filesAt } from '../../posts/index.js';
import { button, context, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { detailsBlock } from './check-details.js';
import { type LiveThere, liveThereWords } from './live-there.js';

/** What rows are drawn with. */
interface About {
  readonly allowances?: ReadonlyMap<string, string>;
  readonly live?: ReadonlyMap<string, LiveThere>;
  readonly showsPrices: boolean;
  readonly draft: Pick<Draft, 'files'>;
}

/**
 * One row per account, with Customise; where there are many, one row per outcome that names its accounts. Problems of a picture stand at the picture.
 * `showsPrices` for people who answer for what it costs.
 */
export function accountRows(checks: readonly AccountCheck[], about: About): KnownBlock[] {
  const single = hasRowEach(checks);
  const groups = single ? checks.map((check) => [check]) : byOutcome(checks, about);
  const shown = groups.slice(0, MOST_ROWS);
  const most = shown.length > FEW_ROWS ? SHORT : LONG;
  const rows = shown.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const row = rowOf(first, group, about);
    const customised = single && isCustomisable(first, checks.length) ? { ...row, accessory: customiseButton(first) } : row;
    const there = about.live?.get(first.account);
    return [customised, ...(there === undefined || there === 'its words' ? detailsBlock(first, most) : [])];
  });
  const left = groups.slice(MOST_ROWS).flat().length;
  return left === 0 ? rows : [...rows, context(say('check.account.notShown', { count: left }))];
}

/** Where accounts have no rows of their own, the select by which one of them is customised. */
export function customiseSelect(checks: readonly AccountCheck[]): KnownBlock[] {
  if (hasRowEach(checks)) return [];
  const options = checks.slice(0, LIMITS.options).map(({ account, name, platformName }) => ({
    text: plain(`${platformName}: ${name}`, LIMITS.optionText),
    value: account,
  }));
  const element = {
    type: 'static_select' as const,
    action_id: ACTIONS.customiseOne,
    placeholder: plain(say('check.account.customiseOne')),
    options,
  };
  return [{ type: 'actions', elements: [element] }];
}

function hasRowEach(checks: readonly AccountCheck[]): boolean {
  return checks.length <= SINGLE_ROWS;
}

/** One account alone gets the text of all; it can still have something to choose. */
function isCustomisable({ maxLength, hasOptions, ownText, leftOut }: AccountCheck, accounts: number): boolean {
  return maxLength > 0 && (accounts > 1 || hasOptions || ownText !== undefined || leftOut.length > 0);
}

function customiseButton({ account, name, platformName }: AccountCheck) {
  const shown = cut(name, SHOWN_NAME);
  return button(ACTIONS.customise, say('customise.title'), {
    value: account,
    label: say('check.account.customiseOn', { account: shown, platform: platformName }),
  });
}

function rowOf(first: AccountCheck, group: readonly AccountCheck[], about: About): SectionBlock {
  const names = group.slice(0, SHOWN_NAMES).map(({ name }) => escaped(name));
  const more = group.length > SHOWN_NAMES ? [say('list.more', { count: group.length - SHOWN_NAMES })] : [];
  const title = [first.platformName, [...names, ...more].join(', ')].filter((part) => part !== '').join(' · ');
  const there = about.live?.get(first.account);
  return section(
    [
      `*${title}*`,
      ...(there === undefined ? sentLines(first, group, about) : [liveThereWords(there)]),
      ...problemLines(first, about.draft),
    ].join('\n'),
  );
}

/** What is sent there. */
function sentLines(first: AccountCheck, group: readonly AccountCheck[], { showsPrices, allowances }: About): string[] {
  return [
    ...lengthLine(first),
    ...(group.length > 1 ? [] : [allowances?.get(first.account) ?? []].flat()),
    ...first.happens.map(escaped),
    ...commentLine(first),
    ...first.settings.map(escaped),
    ...(showsPrices ? priceLine(first) : []),
  ];
}

function lengthLine({ length, maxLength, parts }: AccountCheck): string[] {
  if (maxLength === 0) return [];
  if (parts.length > 0) return [say('check.account.lengthOfThread', { length, posts: parts.length })];
  return [say('check.account.length', { length, most: maxLength })];
}

function commentLine({ comment, withoutComment }: AccountCheck): string[] {
  if (comment === undefined) return withoutComment ? [say('check.account.noComment')] : [];
  return [say('check.account.lengthOfComment', { length: comment.length, most: comment.maxLength })];
}

function priceLine({ price, platformName }: AccountCheck): string[] {
  if (price === undefined) return [];
  const { amount, currency, since } = price;
  return [say('check.account.price', { amount, currency, platform: platformName, since })];
}

function problemLines({ problems }: AccountCheck, draft: Pick<Draft, 'files'>): string[] {
  const own = problems.filter(({ field }) => !field.startsWith('media.'));
  const positions = problems
    .filter(({ field, severity }) => field.startsWith('media.') && severity === 'stops')
    .map(({ field }) => Number(field.slice(6)));
  return [
    ...own.map(({ severity, sentence }) => problemLine(severity, sentence)),
    ...(positions.length === 0 ? [] : [say('check.problemOfFiles', { files: filesAt(draft, [...new Set(positions)]) })]),
  ];
}

/** A problem or note as a line of mrkdwn. */
export function problemLine(severity: 'stops' | 'note', sentence: string): string {
  return say(severity === 'stops' ? 'check.problem' : 'check.note', { sentence: escaped(sentence) });
}

function byOutcome(checks: readonly AccountCheck[], { live }: About): AccountCheck[][] {
  const groups = new Map<string, AccountCheck[]>();
  for (const check of checks) {
    const { account: _account, name: _name, ...outcome } = check;
    const key = JSON.stringify([outcome, live?.get(check.account)]);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()];
}

const SINGLE_ROWS = 20;

const MOST_ROWS = 20;

const FEW_ROWS = 3;

/** How much of an account's own words a row shows. */
const LONG = 8_000;
const SHORT = 800;

const SHOWN_NAME = 30;

const SHOWN_NAMES = 20;
