import type { KnownBlock } from '@slack/types';
import type { Draft } from '../../posts/index.js';
import { button, confirm, context, cut, header, inert, moment, quoted } from '../blocks.js';
import { type BrandNames, NO_NAMES } from '../brand-select.js';
import { ACTIONS } from '../ids.js';

/** The most drafts `/publish drafts` shows. */
export const SHOWN_DRAFTS = 15;

/** The private answer to `/publish drafts`: each draft with Resume and Discard. Takes one more than is shown, to say that there are more. */
export function draftsMessage(
  drafts: readonly Draft[],
  brands: BrandNames = NO_NAMES,
): {
  readonly response_type: 'ephemeral';
  readonly text: string;
  readonly blocks: KnownBlock[];
} {
  if (drafts.length === 0)
    return message('You have no drafts. Begin one with /publish.', [context('You have no drafts. Begin one with `/publish`.')]);
  const shown = drafts.slice(0, SHOWN_DRAFTS);
  const more = drafts.length > shown.length ? [context('There are older drafts. They show once newer ones are sent or discarded.')] : [];
  return message('Your drafts', [header('Your drafts'), ...shown.flatMap((draft) => draftBlocks(draft, brands)), ...more]);
}

/** The message that brings a person back to a draft after they closed its form. */
export function resumeMessage(draft: Draft, words: string): { readonly text: string; readonly blocks: KnownBlock[] } {
  return {
    text: words,
    blocks: [
      quoted(words),
      ...(draft.text === '' ? [] : [quoted(cut(draft.text, SHOWN_TEXT))]),
      { type: 'actions', elements: [resumeButton(draft, 'check')] },
    ],
  };
}

/** Reads what a Resume button carries. */
export function resumeTarget(value: string): { readonly draft: string; readonly screen: 'write' | 'check' } {
  const [draft = '', screen] = value.split(':');
  return { draft, screen: screen === 'check' ? 'check' : 'write' };
}

/** One draft: its words, its brand where there are several, how old it is, Resume and Discard. 3 blocks. */
export function draftBlocks(draft: Draft, brands: BrandNames = NO_NAMES): KnownBlock[] {
  const brand = brands.get(draft.brand);
  return [
    quoted(draft.text === '' ? '(no text)' : cut(draft.text, SHOWN_TEXT)),
    context(
      [
        draft.base > 0 ? 'Edit of a sent post' : 'New post',
        ...(brand === undefined ? [] : [inert(brand)]),
        ...pictures(draft),
        `saved ${moment(draft.updatedAt)}`,
      ].join(' · '),
    ),
    {
      type: 'actions',
      block_id: `draft:${draft.id}`,
      elements: [
        resumeButton(draft, 'write'),
        button(ACTIONS.discardDraft, 'Discard', {
          value: draft.id,
          label: `Discard the draft ${cut(draft.text, 40)}`,
          confirm: confirm('Discard this draft', 'Its text and pictures are gone for good.', 'Discard', { danger: true }),
        }),
      ],
    },
  ];
}

function resumeButton(draft: Draft, screen: 'write' | 'check') {
  return button(ACTIONS.resumeDraft, 'Resume', {
    value: `${draft.id}:${screen}`,
    style: 'primary',
    label: `Resume the draft ${cut(draft.text, 40)}`,
  });
}

function pictures({ files }: Draft): string[] {
  if (files.length === 0) return [];
  const word = files.every(({ kind }) => kind === undefined || kind === 'gif') ? 'picture' : 'file';
  return [files.length === 1 ? `1 ${word}` : `${files.length} ${word}s`];
}

function message(text: string, blocks: KnownBlock[]) {
  return { response_type: 'ephemeral' as const, text, blocks };
}

const SHOWN_TEXT = 200;
