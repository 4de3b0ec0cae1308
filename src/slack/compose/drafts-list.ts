import type { KnownBlock } from '@slack/types';
import { say } from '../../language/index.js';
import type { Draft } from '../../posts/index.js';
import { button, confirm, context, cut, header, inert, moment, quoted, section } from '../blocks.js';
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
  if (drafts.length === 0) return message(say('draft.none'), [context(say('draft.noneInSlack'))]);
  const shown = drafts.slice(0, SHOWN_DRAFTS);
  const more = drafts.length > shown.length ? [context(say('draft.older'))] : [];
  return message(say('label.yourDrafts'), [
    header(say('label.yourDrafts')),
    ...shown.flatMap((draft) => draftBlocks(draft, brands)),
    ...more,
  ]);
}

/** The message that brings a person back to a draft after they closed its form. */
export function resumeMessage(draft: Draft, words: string): { readonly text: string; readonly blocks: KnownBlock[] } {
  return {
    text: words,
    blocks: [
      section(words),
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
    quoted(draft.text === '' ? say('post.emptyText') : cut(draft.text, SHOWN_TEXT)),
    context(
      [
        say(draft.base > 0 ? 'draft.isEdit' : 'draft.isNew'),
        ...(brand === undefined ? [] : [inert(brand)]),
        ...pictures(draft),
        say('draft.saved', { when: moment(draft.updatedAt) }),
      ].join(' · '),
    ),
    {
      type: 'actions',
      block_id: `draft:${draft.id}`,
      elements: [
        resumeButton(draft, 'write'),
        button(ACTIONS.discardDraft, say('draft.discard'), {
          value: draft.id,
          label: say('draft.discardLabel', { start: cut(draft.text, 40) }),
          confirm: confirm(say('draft.discardTitle'), say('draft.discardConfirm'), say('draft.discard'), { danger: true }),
        }),
      ],
    },
  ];
}

function resumeButton(draft: Draft, screen: 'write' | 'check') {
  return button(ACTIONS.resumeDraft, say('button.resume'), {
    value: `${draft.id}:${screen}`,
    ...(screen === 'check' ? { style: 'primary' } : {}),
    label: say('draft.resumeLabel', { start: cut(draft.text, 40) }),
  });
}

function pictures({ files }: Draft): string[] {
  if (files.length === 0) return [];
  const areStill = files.every(({ kind }) => kind === undefined || kind === 'gif');
  return [say(areStill ? 'draft.pictures' : 'draft.files', { count: files.length })];
}

function message(text: string, blocks: KnownBlock[]) {
  return { response_type: 'ephemeral' as const, text, blocks };
}

const SHOWN_TEXT = 200;
