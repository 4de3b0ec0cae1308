import type { ActionsBlock, Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Account, AccountOverview, GrantOverview } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import type { Standing } from '../../platforms/platform.js';
import { type Blocks, button, confirm, context, cut, escaped, header, mention, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { accountName, listed, plainSection, platformName, shortName } from './account-words.js';
import type { PlatformNames } from './deps.js';
import { healthWords } from './health.js';

/** What `/connect` shows. Links are made for the person who reads the card. */
export interface ConnectCardState {
  readonly brand: NamedBrand;
  /** Those whose accounts the person may see. */
  readonly brands: readonly NamedBrand[];
  /** Whether the person may move an account of this brand to another one. */
  readonly moves: boolean;
  /** Absent when the person may manage accounts; else the sentence that says why not. */
  readonly refused?: string;
  readonly connectors: readonly ConnectorRow[];
  readonly grants: readonly (GrantOverview & { readonly reconnectUrl?: string })[];
  /** From 1. */
  readonly page: number;
  readonly now: Date;
  readonly platforms: PlatformNames;
  /** Whether posts of the brand can have a first comment. */
  readonly firstComments?: boolean;
  /** Whether connecting asks for the permission to delete. */
  readonly asksToDelete?: boolean;
}

/** One connector. `connectUrl` is absent when it is not set up, and for people who may not connect. */
export interface ConnectorRow {
  readonly name: string;
  readonly connectUrl?: string;
  /** The variables that would set it up. */
  readonly missing: readonly string[];
}

/** The card of `/connect`: a row per connector, and the accounts with their health, twelve at a time. */
export function connectCard(state: ConnectCardState): { text: string; blocks: Blocks } {
  const rows = state.grants.flatMap((grant) => grant.accounts.map((row) => ({ grant, row })));
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const page = Math.min(Math.max(1, state.page), pages);
  const shown = rows.slice((page - 1) * ROWS, page * ROWS);
  const blocks: Blocks = [
    header(say('connect.card.title', { brand: state.brand.name })),
    ...brandBlocks(state),
    ...state.connectors.map((row) => connectorBlock(state, row, rows.length > 0)),
    ...(state.refused === undefined ? [] : [context(escaped(state.refused))]),
    { type: 'divider' },
    ...(rows.length === 0 ? [section(say('account.none'))] : accountBlocks(state, shown)),
    ...(pages === 1 ? [] : [pageBlock(state.brand, page, pages)]),
  ];
  return { text: say('connect.card.summary', { count: rows.length, brand: escaped(state.brand.name) }), blocks };
}

/** The accounts of a row as which Copydesk may not comment, or not delete, before somebody connects them again; none where the brand does not ask for it. */
export function askingFor(
  { firstComments, asksToDelete, platforms }: Pick<ConnectCardState, 'firstComments' | 'asksToDelete' | 'platforms'>,
  { account, dependents }: Pick<AccountOverview, 'account' | 'dependents'>,
): { readonly comments: readonly Account[]; readonly deletions: readonly Account[] } {
  const all = [account, ...dependents].map((each) => ({ account: each, platform: platforms.get(each.platform) }));
  const waiting = (asks: boolean | undefined, standing: (each: (typeof all)[number]) => Standing | undefined) =>
    asks === true ? all.filter((each) => standing(each)?.may === 'after reconnect').map((each) => each.account) : [];
  return {
    comments: waiting(firstComments, (each) => each.platform?.comments?.standing(each.account)),
    deletions: waiting(asksToDelete, (each) => each.platform?.deletion?.standing(each.account)),
  };
}

/** The number behind `/connect`, from 1. */
export function cardPage(text: string): number {
  const page = Number.parseInt(text.trim(), 10);
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}

/** Which page it is, with a button for the next, or on the last for the first. */
function pageBlock(brand: NamedBrand, page: number, pages: number): SectionBlock {
  const [next, turn] = page === pages ? ([1, 'first'] as const) : ([page + 1, 'next'] as const);
  const label = say(`connect.card.page.${turn}OfAccounts`);
  return {
    ...section(say('connect.card.page', { page, pages })),
    accessory: button(ACTIONS.accountsPage, say(`connect.card.page.${turn}`), { value: `${brand.id}:${next}`, label }),
  };
}

/** Whose accounts are shown, where there are several brands. Its id changes with the choice, or Slack would keep what was chosen before. */
function brandBlocks({ brand, brands }: ConnectCardState): Blocks {
  if (brands.length < 2) return [];
  return [{ type: 'actions', block_id: `brand:${brand.id}`, elements: [brandSelect(ACTIONS.accountsBrand, brands, { chosen: brand.id })] }];
}

type GrantRow = ConnectCardState['grants'][number];

function connectorBlock({ refused }: ConnectCardState, { name, connectUrl, missing }: ConnectorRow, hasAccounts: boolean): KnownBlock {
  if (missing.length > 0) {
    const connector = escaped(name);
    const variables = missing.map((variable) => `\`${variable}\``).join(', ');
    return section(
      refused === undefined ? say('connect.card.setUp', { connector, variables }) : say('connect.card.notSetUp', { connector }),
    );
  }
  if (connectUrl === undefined) return section(`*${escaped(name)}*`);
  const words = say(hasAccounts ? 'connect.card.more' : 'button.connect');
  const link = button(ACTIONS.connect, words, { url: connectUrl, style: 'primary', label: name });
  return { ...section(`*${escaped(name)}*\n${say('connect.linkIsYours')}`), accessory: link };
}

function accountBlocks(state: ConnectCardState, shown: readonly { readonly grant: GrantRow; readonly row: AccountOverview }[]): Blocks {
  return [...new Set(shown.map(({ grant }) => grant))].flatMap((grant) => [
    ...shown.filter((each) => each.grant === grant).flatMap(({ row }) => rowBlocks(state, grant, row)),
    ...grantBlocks(state, grant),
  ]);
}

function rowBlocks(state: ConnectCardState, grant: GrantRow, row: AccountOverview): Blocks {
  const { platforms, now } = state;
  const { account, dependents } = row;
  const all = [account, ...dependents].map((each) => {
    const where = dependents.length === 0 ? {} : { where: platformName(platforms, each) };
    return { plain: healthWords(each, grant.grant, now), named: healthWords(each, grant.grant, now, where) };
  });
  const bad = all.filter(({ plain }) => plain.state !== 'good');
  const { comments, deletions } = askingFor(state, row);
  const namesOf = (accounts: readonly Account[]) => listed(accounts.map((each) => platformName(platforms, each)));
  const lines = [
    accountName(platforms, account),
    ...dependents.map((dependent) => say('connect.card.with', { account: accountName(platforms, dependent) })),
    ...(bad.length > 0 ? bad.map(({ named }) => named.sentence) : all.slice(0, 1).map(({ plain }) => plain.sentence)),
    ...(comments.length === 0 ? [] : [say('connect.card.comments', { platforms: namesOf(comments) })]),
    ...(deletions.length === 0 ? [] : [say('connect.card.deletions', { platforms: namesOf(deletions) })]),
  ];
  if (state.refused !== undefined) return [plainSection(lines.join('\n'))];
  const asks = bad.length + comments.length + deletions.length > 0;
  if (!asks && !state.moves) return [plainSection(lines.join('\n'), disconnectButton(platforms, row))];
  const reconnect = asks ? reconnectButton(platforms, grant, row, bad.length + deletions.length === 0) : [];
  const actions: ActionsBlock = { type: 'actions', elements: [...reconnect, ...moveButton(state, row), disconnectButton(platforms, row)] };
  return [plainSection(lines.join('\n')), actions];
}

function reconnectButton(
  platforms: PlatformNames,
  { reconnectUrl }: GrantRow,
  { account }: AccountOverview,
  forComments: boolean,
): Button[] {
  if (reconnectUrl === undefined) return [];
  const words = say(forComments ? 'comment.reconnect' : 'button.reconnect');
  const label = say(forComments ? 'connect.card.reconnectToCommentAs' : 'connect.card.reconnectAccount', nameParts(platforms, account));
  return [button(`${ACTIONS.connect}:${account.id}`, words, { url: reconnectUrl, style: 'primary', label })];
}

function moveButton({ moves, platforms }: ConnectCardState, { account }: AccountOverview): Button[] {
  if (!moves) return [];
  const label = say('connect.card.moveAccount', nameParts(platforms, account));
  return [button(`${ACTIONS.moveAccount}:${account.id}`, say('connect.card.move'), { value: account.id, label })];
}

function disconnectButton(platforms: PlatformNames, row: AccountOverview): Button {
  const { account, dependents } = row;
  const names = [account, ...dependents].map((each) => cut(shortName(each), 40));
  const words = say('connect.card.disconnect');
  const question = say('connect.disconnect.question', { accounts: listed(names) });
  return button(`${ACTIONS.disconnect}:${account.id}`, words, {
    value: account.id,
    label: say('connect.card.disconnectAccount', nameParts(platforms, account)),
    confirm: confirm(question, waitingSentence(row.waiting), words, { danger: true }),
  });
}

function nameParts(platforms: PlatformNames, account: Account): { readonly platform: string; readonly account: string } {
  return { platform: platformName(platforms, account), account: shortName(account) };
}

function grantBlocks({ refused, brand, platforms }: ConnectCardState, { id, grant, accounts }: GrantRow): Blocks {
  const by = grant?.connectedBy ?? accounts[0]?.account.connectedBy;
  const words = by === undefined ? [] : [context(say('connect.card.connectedBy', { person: mention(by) }))];
  if (refused !== undefined || accounts.length < 2) return words;
  const waiting = [...new Set(accounts.flatMap((row) => row.waiting))];
  const count = accounts.length;
  const names = accounts.map(({ account }) => accountName(platforms, account));
  const question = say('connect.disconnect.questionAll', { count });
  const all = button(`${ACTIONS.disconnectGrant}:${id}`, say('connect.card.disconnectCount', { count }), {
    value: `${brand.id}:${id}`,
    label: listed(names, 2),
    confirm: confirm(question, waitingSentence(waiting), say('connect.card.disconnectAll'), { danger: true }),
  });
  return [...words, { type: 'actions', elements: [all] }];
}

function waitingSentence(waiting: readonly string[]): string {
  if (waiting.length === 0) return say('connect.disconnect.nothingWaits');
  const starts = waiting.map((text) => say('post.quoted', { text: cut(text.replaceAll(/\s+/g, ' '), 40) }));
  return say('connect.disconnect.waits', { count: waiting.length, posts: listed(starts, 3) });
}

const ROWS = 12;
