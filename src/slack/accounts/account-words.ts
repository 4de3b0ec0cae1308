import type { PlainTextElement, RichTextBlock, SectionBlock } from '@slack/types';
import type { Account, Connected, Disconnected, Revocation } from '../../accounts/index.js';
import { never } from '../../lib/never.js';
import { cut } from '../blocks.js';
import { LIMITS } from '../limits.js';
import type { PlatformNames } from './deps.js';

/** What names an account. */
export type Named = Pick<Account, 'platform' | 'name' | 'username'>;

/** `Ada's Bakery on Facebook`, `@bakery on Instagram`. Not escaped. */
export function accountName(platforms: PlatformNames, account: Named): string {
  return `${shortName(account)} on ${platformName(platforms, account)}`;
}

/** `Ada's Bakery`, `@bakery`. Not escaped. */
export function shortName({ name, username }: Named): string {
  return name === username ? `@${name}` : name;
}

/** `Facebook`. */
export function platformName(platforms: PlatformNames, { platform }: Pick<Account, 'platform'>): string {
  return platforms.get(platform)?.profile.name ?? platform;
}

/** `A, B and C`; past `max` the rest is counted. Not escaped. */
export function listed(names: readonly string[], max = 20): string {
  const shown = names.length > max ? [...names.slice(0, max), `${names.length - max} more`] : names;
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(shown);
}

/** `1 post`, `3 posts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Text shown to the letter in a section that can carry a button; no mention or formatting in it takes effect. */
export function plainSection(text: string, accessory?: SectionBlock['accessory']): SectionBlock {
  const plain: PlainTextElement = { type: 'plain_text', text: cut(text, LIMITS.sectionText), emoji: false };
  return { type: 'section', text: plain, ...(accessory === undefined ? {} : { accessory }) };
}

/** A bulleted list, each line shown to the letter; past `max` the rest is counted. */
export function bullets(lines: readonly string[], max = 30): RichTextBlock {
  const shown = lines.length > max ? [...lines.slice(0, max), `and ${lines.length - max} more`] : lines;
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
  return `Disconnected ${names}. Copydesk no longer holds any access to ${accounts.length === 1 ? 'it' : 'them'}. ${revocationSentence(revocation, connector)}`;
}

/** What became of a choice, one line per account. */
export function connectedLines(platforms: PlatformNames, { added, refreshed, lost }: Connected): string[] {
  return [
    ...added.map((account) => `${accountName(platforms, account)}: connected`),
    ...refreshed.map((account) => `${accountName(platforms, account)}: access renewed`),
    ...lost.map((account) => `${accountName(platforms, account)}: no longer within reach, and posts to it wait`),
  ];
}

function revocationSentence(revocation: Revocation, connector: string): string {
  switch (revocation) {
    case 'revoked':
      return `${connector} ended the access too.`;
    case 'kept':
      return `Other accounts still use the same login, so it stays allowed at ${connector}.`;
    case 'failed':
      return `${connector} did not confirm the end of the access. To be sure, remove Copydesk from the apps in the settings of your login there.`;
    default:
      return never(revocation);
  }
}
