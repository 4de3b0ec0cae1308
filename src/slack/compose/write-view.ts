import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import { MAX_FILES } from '../../posts/index.js';
import { context, cut, escaped, plain } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type AccountChoice, accountSelect } from './account-choices.js';
import { type LibraryOffers, labelBlocks, offerBlocks } from './library-blocks.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';
import { splitText } from './text-parts.js';
import { type WhenField, type WhenState, whenBlocks } from './when-blocks.js';

/** What the first screen shows. */
export interface WriteState extends ComposeMetadata {
  readonly zone: string;
  /** True when a post that was sent before is edited. */
  readonly edits: boolean;
  /** Those to choose from; one alone is not asked for. */
  readonly brands: readonly NamedBrand[];
  /** Whether the brand has no review channel yet. */
  readonly noChannel: boolean;
  readonly choices: readonly AccountChoice[];
  readonly chosen: readonly string[];
  /** Those on which the post is live already, as `Facebook: Harbour Café`. */
  readonly live?: readonly string[];
  readonly text: string;
  readonly link?: string;
  readonly note?: string;
  /** By id. */
  readonly labels: readonly string[];
  readonly offers: LibraryOffers;
  /** Names of the files the draft has already. */
  readonly files: readonly string[];
  readonly when: WhenState;
  /** Whether the brand has posting times, without which there is no next free slot. */
  readonly nextSlot: boolean;
  /** Something to say first, as a person may have typed it. */
  readonly message?: string;
  /** What the accounts take beside still pictures, as half a sentence each: `a PDF on LinkedIn`. */
  readonly alsoTaken: readonly string[];
}

/** The first screen: brand, accounts, text, link, files, when, note. */
export function writeView(state: WriteState): ModalView {
  return modal(VIEWS.write, {
    private_metadata: writeMetadata(state),
    notify_on_close: true,
    title: say(state.edits ? 'compose.editPost' : 'compose.newPost'),
    submit: say('compose.check'),
    close: say('button.cancel'),
    blocks: [
      ...(state.message === undefined ? [] : [context(escaped(state.message))]),
      ...brandBlocks(state),
      ...accountBlocks(state),
      ...offerBlocks(state.offers, writeBlock('offers', state)),
      ...textBlocks(state),
      linkBlock(state),
      ...fileBlocks(state),
      ...whenBlocks(state.when, { ...state, block: (field) => writeBlock(field, state) }),
      ...labelBlocks(state.offers, state.labels, writeBlock('labels', state)),
      noteBlock(state),
    ],
  });
}

/** The block of a field, for errors. It is fresh with every version, or Slack would keep the values it showed before. */
export function writeBlock(
  field: 'brand' | 'accounts' | 'text' | 'link' | 'files' | 'labels' | 'offers' | 'note' | WhenField,
  { version, brand }: ComposeMetadata,
  part = 0,
): string {
  const about = OF_BRAND.has(field) ? `:${brand}` : '';
  return `${field}:${version}${about}${part === 0 ? '' : `:${part}`}`;
}

/** The action of a part of the text. */
export function textAction(part: number): string {
  return `${ACTIONS.writeText}:${part}`;
}

function brandBlocks(state: WriteState): KnownBlock[] {
  if (state.brands.length < 2) return [];
  const element = brandSelect(ACTIONS.writeBrand, state.brands, { chosen: state.brand });
  return [{ type: 'input', block_id: writeBlock('brand', state), label: plain(say('label.brand')), element, dispatch_action: true }];
}

function accountBlocks(state: WriteState): KnownBlock[] {
  const { live = [] } = state;
  const broken = state.choices.filter((choice) => choice.broken !== undefined);
  const blocks: KnownBlock[] = [
    ...(state.choices.length === 0 ? [context(say('compose.accounts.none'))] : []),
    ...(state.noChannel ? [context(say('compose.noChannel'))] : []),
  ];
  if (broken.length < state.choices.length) {
    const element = accountSelect(state.choices, state.chosen);
    blocks.push({ type: 'input', block_id: writeBlock('accounts', state), label: plain(say('label.accounts')), element });
  }
  if (live.length > 0) blocks.push(context(liveWords(live)));
  if (broken.length > 0) blocks.push(context(brokenWords(broken)));
  return blocks;
}

function liveWords(live: readonly string[]): string {
  const named = live.slice(0, SHOWN_LIVE).map((name) => escaped(cut(name, 100)));
  const more = live.length > SHOWN_LIVE ? [say('list.more', { count: live.length - SHOWN_LIVE })] : [];
  return say('compose.accounts.live', { accounts: [...named, ...more].join(', ') });
}

function brokenWords(broken: readonly AccountChoice[]): string {
  const named = broken
    .slice(0, SHOWN_BROKEN)
    .map(({ name, platformName, broken: why = '' }) =>
      say('compose.accounts.broken', { account: escaped(name), platform: platformName, reason: escaped(why) }),
    );
  const more = broken.length > SHOWN_BROKEN ? [say('compose.accounts.moreBroken', { count: broken.length - SHOWN_BROKEN })] : [];
  return [say('compose.accounts.brokenTitle'), ...named, ...more].join('\n');
}

function textBlocks(state: WriteState): InputBlock[] {
  return textInputs(state.text, (part) => writeBlock('text', state, part));
}

/** Inputs for a text in as many parts as it takes; `block` names the block of a part. */
export function textInputs(text: string, block: (part: number) => string): InputBlock[] {
  const { parts } = splitText(text);
  const long = parts.length > 1;
  const shown = long ? [...parts, ''] : parts;
  return shown.map((part, index) => ({
    type: 'input',
    block_id: block(index),
    optional: true,
    label: plain(labelOf(index, parts.length)),
    ...(long ? {} : { hint: plain(say('parts.hint', { most: LIMITS.plainTextInput }), LIMITS.inputLabel) }),
    element: {
      type: 'plain_text_input',
      action_id: textAction(index),
      multiline: true,
      max_length: LIMITS.plainTextInput,
      ...(part === '' ? {} : { initial_value: part }),
    },
  }));
}

function labelOf(index: number, parts: number): string {
  if (parts === 1) return say('label.text');
  return index < parts ? say('parts.label', { number: index + 1, count: parts }) : say('parts.another');
}

function linkBlock(state: WriteState): InputBlock {
  return {
    type: 'input',
    block_id: writeBlock('link', state),
    optional: true,
    label: plain(say('label.link')),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.writeLink,
      placeholder: plain('https://'),
      max_length: LIMITS.plainTextInput,
      ...(state.link === undefined ? {} : { initial_value: state.link }),
    },
  };
}

function fileBlocks(state: WriteState): KnownBlock[] {
  const room = MAX_FILES - state.files.length;
  const names = escaped(state.files.map((name) => cut(name, 100)).join(', '));
  const kept = state.files.length === 0 ? [] : [context(say('compose.files.kept', { names }))];
  if (room <= 0) return kept;
  return [
    ...kept,
    fileInput(writeBlock('files', state), say(state.files.length === 0 ? 'label.files' : 'compose.files.more'), {
      room,
      alsoTaken: state.alsoTaken,
    }),
  ];
}

/** An input for up to `room` files. It takes kinds that cannot be posted too, because our refusal says what to do about them. */
export function fileInput(
  blockId: string,
  label: string,
  { room, alsoTaken }: { readonly room: number; readonly alsoTaken: readonly string[] },
): InputBlock {
  const also = alsoTaken.length === 0 ? [] : [say('compose.files.also', { kinds: listOf(alsoTaken, 'or') })];
  return {
    type: 'input',
    block_id: blockId,
    optional: true,
    label: plain(label),
    hint: plain([say('compose.files.hint', { room }), ...also].join(' '), LIMITS.inputLabel),
    element: { type: 'file_input', action_id: ACTIONS.writeFiles, filetypes: FILE_TYPES, max_files: room },
  };
}

function noteBlock(state: WriteState): InputBlock {
  return {
    type: 'input',
    block_id: writeBlock('note', state),
    optional: true,
    label: plain(say('compose.note')),
    hint: plain(say('compose.noteHint'), LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.writeNote,
      multiline: true,
      max_length: LIMITS.plainTextInput,
      ...(state.note === undefined ? {} : { initial_value: state.note }),
    },
  };
}

/** Fields whose choices are the brand's. */
const OF_BRAND: ReadonlySet<string> = new Set(['accounts', 'labels', 'offers']);

const FILE_TYPES = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'pdf', 'mp4', 'mov', 'm4v'];

const SHOWN_LIVE = 10;

const SHOWN_BROKEN = 5;
