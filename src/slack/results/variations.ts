import type { RichTextBlock } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import { leftOut, linkPreviewOf, withoutWords } from '../../posts/index.js';
import { type Blocks, context, cut } from '../blocks.js';
import { type CardState, labelOf } from './card-state.js';

/** What some accounts get that differs from the text and link above, and who they are. */
export interface Variation {
  readonly labels: readonly string[];
  /** Titles and texts, as people wrote them. */
  readonly words: readonly (readonly [string, string])[];
}

/** Where accounts differ: own texts, what was added to texts and links, threads, files left out, settings, the preview of the link. Accounts that differ alike are one variation. */
export function variationsOf(state: Pick<CardState, 'revision' | 'accounts' | 'details'>): Variation[] {
  const found = new Map<string, Variation>();
  for (const { account, content } of state.revision.accounts) {
    const { parts = [], settings = [] } = state.details?.[account] ?? {};
    const preview = linkPreviewOf(content);
    const common = commonComment(state);
    const words: [string, string][] = [
      ...(parts.length === 0 && content.text !== state.revision.text
        ? [[textTitle(state.revision, account), content.text] as [string, string]]
        : []),
      ...parts.map((text, index): [string, string] => [say('card.variation.part', { number: index + 1, count: parts.length }), text]),
      ...(content.comment === common
        ? []
        : [[say('label.firstComment'), content.comment ?? say('card.variation.noComment')] as [string, string]]),
      ...withoutWords(state.revision, leftOut(state.revision, account)).map((without): [string, string] => [say('label.files'), without]),
      ...settings.map((setting): [string, string] => [say('card.variation.setting'), setting]),
      ...(content.link === undefined || content.link === state.revision.link
        ? []
        : [[say('check.detail.linkSent'), content.link] as [string, string]]),
      ...(preview === undefined
        ? []
        : [[say('label.preview'), [preview.title, preview.description ?? ''].join('\n').trim()] as [string, string]]),
    ];
    if (words.length === 0) continue;
    const key = JSON.stringify(words);
    found.set(key, { labels: [...(found.get(key)?.labels ?? []), labelOf(state, account)], words });
  }
  return [...found.values()];
}

/** The first comment of all accounts; undefined where none of them gets it. */
export function commonComment({ revision }: Pick<CardState, 'revision'>): string | undefined {
  return revision.accounts.some(({ content }) => content.comment === revision.comment) ? revision.comment : undefined;
}

/** The variations on a card, each cut short; `Read all` shows them whole. */
export function variationBlocks(state: CardState): Blocks {
  const variations = variationsOf(state);
  const left = variations.slice(MOST).reduce((sum, { labels }) => sum + labels.length, 0);
  const shown = variations.slice(0, MOST).map(variationBlock);
  return left === 0 ? shown : [...shown, context(say('card.variation.more', { count: left }))];
}

/** Whether a card does not show every word of its variations. */
export function areCut(variations: readonly Variation[]): boolean {
  return variations.length > MOST || variations.some(({ words }) => words.some(([, text]) => text.length > room(words.length)));
}

/** Every variation as plain text, for reading all of it. */
export function variationText({ labels, words }: Variation): string {
  return [say('card.variation', { accounts: listOf(labels, 'list') }), ...words.map(([title, text]) => `${title}\n${text}`)].join('\n\n');
}

function textTitle({ overrides = [] }: CardState['revision'], account: string): string {
  const isOwn = overrides.some((override) => override.account === account && override.text !== undefined);
  return isOwn ? say('check.detail.ownText') : say('check.detail.textSent');
}

function variationBlock({ labels, words }: Variation): RichTextBlock {
  const lines = words.flatMap(([title, text], index) => [
    { type: 'text' as const, text: `${index === 0 ? '\n' : '\n\n'}${title}\n`, style: { bold: true } },
    { type: 'text' as const, text: cut(text === '' ? say('post.emptyText') : text, room(words.length)) },
  ]);
  const accounts = cut(listOf(labels, 'list'), 300);
  const title = { type: 'text' as const, text: say('card.variation', { accounts }), style: { bold: true } };
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [title, ...lines] }] };
}

function room(words: number): number {
  return Math.max(60, Math.floor(ROOM / words));
}

/** As many as leave room for the rest of a message of 50 blocks. */
const MOST = 4;

/** Characters of one variation on a card. */
const ROOM = 1_000;
