import type { RichTextBlock } from '@slack/types';
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
      ...parts.map((text, index): [string, string] => [`Post ${index + 1} of ${parts.length}`, text]),
      ...(content.comment === common ? [] : [['First comment', content.comment ?? '(none)'] as [string, string]]),
      ...withoutWords(state.revision, leftOut(state.revision, account)).map((without): [string, string] => ['Files', without]),
      ...settings.map((setting): [string, string] => ['Setting', setting]),
      ...(content.link === undefined || content.link === state.revision.link
        ? []
        : [['Link as it goes out', content.link] as [string, string]]),
      ...(preview === undefined
        ? []
        : [['Preview of the link', [preview.title, preview.description ?? ''].join('\n').trim()] as [string, string]]),
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
  return left === 0
    ? shown
    : [...shown, context(`${left} more ${left === 1 ? 'account has' : 'accounts have'} words of their own: see Read all.`)];
}

/** Whether a card does not show every word of its variations. */
export function areCut(variations: readonly Variation[]): boolean {
  return variations.length > MOST || variations.some(({ words }) => words.some(([, text]) => text.length > room(words.length)));
}

/** Every variation as plain text, for reading all of it. */
export function variationText({ labels, words }: Variation): string {
  return [`Only for ${labels.join(', ')}`, ...words.map(([title, text]) => `${title}\n${text}`)].join('\n\n');
}

function textTitle({ overrides = [] }: CardState['revision'], account: string): string {
  return overrides.some((override) => override.account === account && override.text !== undefined) ? 'Own text' : 'Text as it goes out';
}

function variationBlock({ labels, words }: Variation): RichTextBlock {
  const lines = words.flatMap(([title, text]) => [
    { type: 'text' as const, text: `\n${title}\n`, style: { bold: true } },
    { type: 'text' as const, text: cut(text === '' ? '(no text)' : text, room(words.length)) },
  ]);
  const title = { type: 'text' as const, text: `Only for ${cut(labels.join(', '), 300)}`, style: { bold: true } };
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [title, ...lines] }] };
}

function room(words: number): number {
  return Math.max(60, Math.floor(ROOM / words));
}

/** As many as leave room for the rest of a message of 50 blocks. */
const MOST = 4;

/** Characters of one variation on a card. */
const ROOM = 1_000;
