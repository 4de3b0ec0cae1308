import { say } from '../../language/index.js';
import { plainSection } from '../accounts/account-words.js';
import { type Blocks, context } from '../blocks.js';
import type { BrandNames } from '../brand-select.js';
import { accountLabel } from '../results/card-state.js';
import type { HomeAccount, HomeState } from './state.js';

/** The accounts the reader sees: connected, of their brands, and as the filters say. Those in trouble first. */
export function shownAccounts({ accounts, reader, choice }: Pick<HomeState, 'accounts' | 'reader' | 'choice'>): HomeAccount[] {
  const theirs = accounts.filter(
    ({ id, brand, connected }) =>
      connected &&
      reader.brands.some((each) => each.id === brand) &&
      (choice.brand === undefined || choice.brand === brand) &&
      (choice.account === undefined || choice.account === id),
  );
  return [...theirs].sort((a, b) => ORDER[a.health.state] - ORDER[b.health.state]);
}

/** Each account on a line with how it is; past `limit` the rest is counted by how it is. */
export function accountBlocks(accounts: readonly HomeAccount[], limit: number, brands: BrandNames): Blocks {
  const shown = accounts.slice(0, limit);
  const rest = accounts.slice(limit);
  return [
    ...pagesOf(shown.map((account) => accountLine(account, brands))).map((lines) => plainSection(lines.join('\n'))),
    ...(rest.length === 0 ? [] : [context(restWords(rest))]),
  ];
}

/** `Facebook: Bluebird Coffee. Working`, where there are several brands `Kestrel · Facebook: Bluebird Coffee. Working`. Not escaped. */
export function accountLine(account: HomeAccount, brands: BrandNames): string {
  const brand = brands.get(account.brand);
  const named = brand === undefined ? accountLabel(account) : `${brand} · ${accountLabel(account)}`;
  return say('home.account', { account: named, health: account.health.sentence });
}

function restWords(rest: readonly HomeAccount[]): string {
  const working = rest.filter(({ health }) => health.state === 'good').length;
  const broken = rest.length - working;
  if (broken === 0) return say('home.accountsMoreWorking', { count: working });
  if (working === 0) return say('home.accountsMoreBroken', { count: broken });
  return say('home.accountsMore', { working, broken });
}

/** Lines in as few sections as hold them. */
function pagesOf(lines: readonly string[]): string[][] {
  const pages: string[][] = [];
  for (const line of lines) {
    const last = pages.at(-1);
    if (last === undefined || [...last, line].join('\n').length > 2_800) pages.push([line]);
    else last.push(line);
  }
  return pages;
}

const ORDER: Readonly<Record<HomeAccount['health']['state'], number>> = { broken: 0, dying: 1, expiring: 2, good: 3 };
