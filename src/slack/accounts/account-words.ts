import type { PlainTextElement, RichTextBlock, SectionBlock } from '@slack/types';
import type { Account, Connected, Disconnected, Revocation } from '../../accounts/index.js';
import { listOf, say } from '../../language/index.js';
import { cut } from '../blocks.js';
import { LIMITS } from '../limits.js';
import type { PlatformNames } from './deps.js';

/** What names an account. */
export type Named = Pick<Account, 'platform' | 'name' | 'username'>;

/** `Ada's Bakery on Facebook`, `@bakery on Instagram`. Not escaped. */
export function accountName(platforms: PlatformNames, account: Named): string {
  return say('account.onPlatform', { account: shortName(account), platform: platformName(platforms, account) });
}

/** `Ada's Bakery`, `@bakery`. Not escaped. */
export function shortName({ name, username }: Named): string {
  return name === username ? `@${name}` : name;
}

/** `Facebook`. */
export function platformName(platforms: PlatformNames, { platform }: Pick<Account, 'platform'>): string {
  return platforms.get(platform)?.profile.name ?? platform;
}

/** `A, B, and C`; past `max` the rest is counted. Not escaped. */
export function listed(names: readonly string[], max = 20): string {
  return listOf(names.length > max ? [...names.slice(0, max), say('list.more', { count: names.length - max })] : names);
}

/** Text shown to the letter in a section that can carry a button; no mention or formatting in it takes effect. */
export function plainSection(text: string, accessory?: SectionBlock['accessory']): SectionBlock {
  const plain: PlainTextElement = { type: 'plain_text', text: cut(text, LIMITS.sectionText), emoji: false };
  return { type: 'section', text: plain, ...(accessory === undefined ? {} : { accessory }) };
}

/** A bulleted list, each line shown to the letter; past `max` the rest is counted. */
export function bullets(lines: readonly string[], max = 30): RichTextBlock {
  const shown = lines.length > max ? [...lines.slice(0, max), say('list.andMore', { count: lines.length - max })] : lines;
  const elements = shown.map((text) => ({ type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text }] }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

/** What a disconnect did, in one paragraph. Not escaped. */
export function disconnectedSentence(
  platforms: PlatformNames,
  { accounts }: Disconnected,
  revocation: Revocation,
  connector: string,
): string {
  const names = listed(accounts.map((account) => accountName(platforms, account)));
  return `${say('account.disconnected', { accounts: names, count: accounts.length })} ${say(`account.disconnected.${revocation}`, { connector })}`;
}

/** What became of a choice, one line per account. */
export function connectedLines(platforms: PlatformNames, { added, refreshed, lost }: Connected): string[] {
  return [
    ...added.map((account) => say('account.connected', { account: accountName(platforms, account) })),
    ...refreshed.map((account) => say('account.renewed', { account: accountName(platforms, account) })),
    ...lost.map((account) => say('account.lost', { account: accountName(platforms, account) })),
  ];
}
