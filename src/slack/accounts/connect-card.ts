import type { ActionsBlock, Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Account, AccountOverview, GrantOverview } from '../../accounts/index.js';
import { type Blocks, button, confirm, context, cut, escaped, header, mention, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { accountName, counted, listed, plainSection, platformName, shortName } from './account-words.js';
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
    header(`Accounts of ${state.brand.name}`),
    ...brandBlocks(state),
    ...state.connectors.map((row) => connectorBlock(state, row, rows.length > 0)),
    ...(state.refused === undefined ? [] : [context(escaped(state.refused))]),
    { type: 'divider' },
    ...(rows.length === 0 ? [section('No accounts are connected yet.')] : accountBlocks(state, shown)),
    ...(pages === 1 ? [] : [pageBlock(state.brand, page, pages)]),
  ];
  return { text: `${counted(rows.length, 'connected account')} of ${escaped(state.brand.name)}`, blocks };
}

/** The accounts of a row as which Copydesk may not comment before somebody connects them again, where the brand has first comments. */
export function askingToComment(
  { firstComments, platforms }: Pick<ConnectCardState, 'firstComments' | 'platforms'>,
  { account, dependents }: Pick<AccountOverview, 'account' | 'dependents'>,
): Account[] {
  if (firstComments !== true) return [];
  return [account, ...dependents].filter((each) => platforms.get(each.platform)?.comments?.standing(each).may === 'after reconnect');
}

/** The number behind `/connect`, from 1. */
export function cardPage(text: string): number {
  const page = Number.parseInt(text.trim(), 10);
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}

/** Which page it is, with a button for the next, or on the last for the first. */
function pageBlock(brand: NamedBrand, page: number, pages: number): SectionBlock {
  const [next, words] = page === pages ? [1, 'First page'] : [page + 1, 'Next page'];
  return {
    ...section(`Page ${page} of ${pages}`),
    accessory: button(ACTIONS.accountsPage, words, { value: `${brand.id}:${next}`, label: `${words} of the accounts` }),
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
    const how =
      refused === undefined
        ? `Set ${missing.map((variable) => `\`${variable}\``).join(', ')} and restart Copydesk.`
        : 'Ask an admin to set it up.';
    return section(`*${escaped(name)}*: not set up. ${how}`);
  }
  if (connectUrl === undefined) return section(`*${escaped(name)}*`);
  const label = hasAccounts ? 'Connect more' : 'Connect';
  const link = button(ACTIONS.connect, label, { url: connectUrl, style: 'primary', label: `${label}: ${name}` });
  return { ...section(`*${escaped(name)}*\nThe button is yours alone, and works for ten minutes.`), accessory: link };
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
  const silent = askingToComment(state, row).map((each) => platformName(platforms, each));
  const lines = [
    accountName(platforms, account),
    ...dependents.map((dependent) => `with ${accountName(platforms, dependent)}`),
    ...(bad.length > 0 ? bad.map(({ named }) => named.sentence) : all.slice(0, 1).map(({ plain }) => plain.sentence)),
    ...(silent.length === 0 ? [] : [`First comments on ${listed(silent)} are not allowed yet: reconnect, and leave every permission on.`]),
  ];
  if (state.refused !== undefined) return [plainSection(lines.join('\n'))];
  const asks = bad.length + silent.length > 0;
  if (!asks && !state.moves) return [plainSection(lines.join('\n'), disconnectButton(platforms, row))];
  const reconnect = asks ? reconnectButton(platforms, grant, row, bad.length === 0) : [];
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
  const words = forComments ? 'Reconnect to allow comments' : 'Reconnect';
  const label = `Reconnect ${platformName(platforms, account)}: ${shortName(account)}${forComments ? ' to allow comments' : ''}`;
  return [button(`${ACTIONS.connect}:${account.id}`, words, { url: reconnectUrl, style: 'primary', label })];
}

function moveButton({ moves, platforms }: ConnectCardState, { account }: AccountOverview): Button[] {
  if (!moves) return [];
  const label = `Move ${platformName(platforms, account)}: ${shortName(account)} to another brand`;
  return [button(`${ACTIONS.moveAccount}:${account.id}`, 'Move to another brand', { value: account.id, label })];
}

function disconnectButton(platforms: PlatformNames, row: AccountOverview): Button {
  const { account, dependents } = row;
  const names = [account, ...dependents].map((each) => cut(shortName(each), 40));
  return button(`${ACTIONS.disconnect}:${account.id}`, 'Disconnect', {
    value: account.id,
    label: `Disconnect ${platformName(platforms, account)}: ${shortName(account)}`,
    confirm: confirm(`Disconnect ${listed(names)}?`, waitingSentence(row.waiting), 'Disconnect', { danger: true }),
  });
}

function grantBlocks({ refused, brand, platforms }: ConnectCardState, { id, grant, accounts }: GrantRow): Blocks {
  const by = grant?.connectedBy ?? accounts[0]?.account.connectedBy;
  const words = by === undefined ? [] : [context(`Connected by ${mention(by)}`)];
  if (refused !== undefined || accounts.length < 2) return words;
  const waiting = [...new Set(accounts.flatMap((row) => row.waiting))];
  const question = `Disconnect all ${accounts.length}?`;
  const all = button(`${ACTIONS.disconnectGrant}:${id}`, `Disconnect all ${accounts.length}`, {
    value: `${brand.id}:${id}`,
    label: `Disconnect all ${accounts.length}: ${listed(
      accounts.map(({ account }) => accountName(platforms, account)),
      2,
    )}`,
    confirm: confirm(question, waitingSentence(waiting), 'Disconnect all', { danger: true }),
  });
  return [...words, { type: 'actions', elements: [all] }];
}

function waitingSentence(waiting: readonly string[]): string {
  if (waiting.length === 0) return 'No post waits to go out there. What was published stays.';
  const starts = waiting.map((text) => `“${cut(text.replaceAll(/\s+/g, ' '), 40)}”`);
  const verb = waiting.length === 1 ? 'waits to go out there and stops' : 'wait to go out there and stop';
  return `${counted(waiting.length, 'post')} ${verb} until you connect again: ${listed(starts, 3)}. What was published stays.`;
}

const ROWS = 12;
