import type { KnownBlock, SectionBlock } from '@slack/types';
import { type AccountCheck, type Draft, fileTitle } from '../../posts/index.js';
import { button, context, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { detailsBlock } from './check-details.js';

/** What rows are drawn with. */
type About = { readonly allowances?: ReadonlyMap<string, string>; readonly showsPrices: boolean; readonly draft: Pick<Draft, 'files'> };

/**
 * One row per account, with Customise; where there are many, one row per outcome that names its accounts. Problems of a picture stand at the picture.
 * `showsPrices` for people who answer for what it costs.
 */
export function accountRows(checks: readonly AccountCheck[], about: About): KnownBlock[] {
  const single = hasRowEach(checks);
  const groups = single ? checks.map((check) => [check]) : byOutcome(checks);
  const shown = groups.slice(0, MOST_ROWS);
  const most = shown.length > FEW_ROWS ? SHORT : LONG;
  const rows = shown.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const row = rowOf(first, group, about);
    const customised = single && isCustomisable(first, checks.length) ? { ...row, accessory: customiseButton(first) } : row;
    return [customised, ...detailsBlock(first, most)];
  });
  const left = groups.slice(MOST_ROWS).flat().length;
  return left === 0 ? rows : [...rows, context(`${left} more accounts are not shown. Choose fewer to see each.`)];
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
    placeholder: plain('Customise for one account'),
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
  return button(ACTIONS.customise, `Customise for ${cut(name, SHOWN_NAME)}`, {
    value: account,
    label: `Customise for ${cut(name, SHOWN_NAME)} on ${platformName}`,
  });
}

function rowOf(first: AccountCheck, group: readonly AccountCheck[], { showsPrices, draft, allowances }: About): SectionBlock {
  const names = group.slice(0, SHOWN_NAMES).map(({ name }) => escaped(name));
  const more = group.length > SHOWN_NAMES ? [`${group.length - SHOWN_NAMES} more`] : [];
  const title = [first.platformName, [...names, ...more].join(', ')].filter((part) => part !== '').join(' · ');
  return section(
    [
      `*${title}*`,
      ...lengthLine(first),
      ...(group.length > 1 ? [] : [allowances?.get(first.account) ?? []].flat()),
      ...first.happens.map(escaped),
      ...commentLine(first),
      ...first.settings.map(escaped),
      ...(showsPrices ? priceLine(first) : []),
      ...problemLines(first, draft),
    ].join('\n'),
  );
}

function lengthLine({ length, maxLength, parts }: AccountCheck): string[] {
  if (maxLength === 0) return [];
  if (parts.length > 0) return [`${length.toLocaleString('en')} characters, in ${parts.length} posts`];
  return [`${length.toLocaleString('en')} of ${maxLength.toLocaleString('en')} characters`];
}

function commentLine({ comment, withoutComment }: AccountCheck): string[] {
  if (comment === undefined) return withoutComment ? ['No first comment'] : [];
  return [`First comment: ${comment.length.toLocaleString('en')} of ${comment.maxLength.toLocaleString('en')} characters`];
}

function priceLine({ price, platformName }: AccountCheck): string[] {
  if (price === undefined) return [];
  const amount = price.amount.toLocaleString('en', { maximumFractionDigits: 3 });
  return [`Costs about ${amount} ${price.currency} at ${platformName} (prices of ${price.since})`];
}

function problemLines({ problems }: AccountCheck, { files }: Pick<Draft, 'files'>): string[] {
  const own = problems.filter(({ field }) => !field.startsWith('media.'));
  const positions = problems
    .filter(({ field, severity }) => field.startsWith('media.') && severity === 'stops')
    .map(({ field }) => Number(field.slice(6)));
  const titles = [...new Set(positions)].map((position) => fileTitle(files[position] ?? {}, position).toLowerCase());
  return [
    ...own.map(({ severity, sentence }) => problemLine(severity, sentence)),
    ...(titles.length === 0 ? [] : [`*To fix:* see ${new Intl.ListFormat('en').format(titles)} below.`]),
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

const MOST_ROWS = 20;

const FEW_ROWS = 3;

/** How much of an account's own words a row shows. */
const LONG = 8_000;
const SHORT = 800;

const SHOWN_NAME = 30;

const SHOWN_NAMES = 20;
