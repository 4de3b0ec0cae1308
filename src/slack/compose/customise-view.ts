import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import type { Mentionable, OptionValue, PlatformOption } from '../../platforms/platform.js';
import type { AccountOverride } from '../../posts/index.js';
import { context, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { commentInput } from './comment-view.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';
import { textInputs } from './write-view.js';

/** What the screen for one account shows. */
export interface CustomiseState extends ComposeMetadata {
  readonly account: string;
  readonly name: string;
  readonly platformName: string;
  /** The text of all accounts. */
  readonly commonText: string;
  /** The first comment of all accounts, empty for none; absent where none is offered. */
  readonly commonComment?: string;
  readonly override?: AccountOverride;
  /** The draft's files: `Picture 2`, and as it is called. */
  readonly files: readonly { readonly slackFile: string; readonly title: string; readonly name: string }[];
  /** Where its platform knows organisations to mention: how they are found, or why they cannot be. */
  readonly mentions?: { readonly hint: string; readonly canBeFound: boolean };
  /** The account's signature, if it has one. */
  readonly signature?: string;
  /** What this account may choose on its platform. */
  readonly options: readonly PlatformOption[];
}

/** One account's own text, files and settings, on top of the second screen. */
export function customiseView(state: CustomiseState): ModalView {
  const { override, options } = state;
  return modal(VIEWS.customise, {
    private_metadata: writeMetadata(state),
    title: say('customise.title'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [
      section(`*${escaped(state.platformName)} · ${escaped(cut(state.name, 200))}*\n${say('customise.about')}`),
      ...ownTextInputs(state),
      ...(override?.text === undefined ? [] : [backToCommon(state)]),
      ...signatureBlock(state),
      ...filesBlock(state),
      ...commentBlocks(state),
      ...(state.mentions === undefined ? [] : [mentionBlock(state, state.mentions)]),
      ...options.slice(0, MOST_OPTIONS).map((option) => optionBlock(state, option)),
    ],
  });
}

/** The block of a field, for errors. */
export function customiseBlock(
  field: 'text' | 'common' | 'signature' | 'comment' | 'common-comment' | 'files' | 'mentions' | `option-${string}`,
  { version, account }: Pick<CustomiseState, 'version' | 'account'>,
  part = 0,
): string {
  return `${field}:${version}:${account}${part === 0 ? '' : `:${part}`}`;
}

function ownTextInputs(state: CustomiseState): KnownBlock[] {
  const inputs = textInputs(state.override?.text ?? state.commonText, (part) => customiseBlock('text', state, part));
  const hint = plain(say('customise.text.hint'), LIMITS.inputLabel);
  return inputs.map((input) => (inputs.length === 1 ? { ...input, hint } : input));
}

function backToCommon(state: CustomiseState): KnownBlock {
  return {
    type: 'input',
    block_id: customiseBlock('common', state),
    optional: true,
    label: plain(say('customise.text.common')),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.commonText,
      options: [{ text: plain(say('customise.text.useCommon')), value: 'yes' }],
    },
  };
}

function signatureBlock(state: CustomiseState): KnownBlock[] {
  if (state.signature === undefined) return [];
  const option = { text: plain(say('customise.signature.add'), LIMITS.optionText), value: 'yes' };
  return [
    {
      type: 'input',
      block_id: customiseBlock('signature', state),
      optional: true,
      label: plain(say('label.signature'), LIMITS.inputLabel),
      hint: plain(cut(state.signature, 500), LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: ACTIONS.accountSignature,
        options: [option],
        ...(state.override?.signature === false ? {} : { initial_options: [option] }),
      },
    },
  ];
}

function commentBlocks(state: CustomiseState): KnownBlock[] {
  const { commonComment, override } = state;
  if (commonComment === undefined) return [];
  const own = override?.comment;
  const input = commentInput({
    blockId: customiseBlock('comment', state),
    comment: own ?? commonComment,
    hint: say('customise.comment.hint'),
  });
  return own === undefined ? [input] : [input, backToCommonComment(state)];
}

function backToCommonComment(state: CustomiseState): KnownBlock {
  return {
    type: 'input',
    block_id: customiseBlock('common-comment', state),
    optional: true,
    label: plain(say('customise.comment.common')),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.commonComment,
      options: [{ text: plain(say('customise.comment.useCommon')), value: 'yes' }],
    },
  };
}

/** A block of checkboxes holds ten, which is as many files as a post has (slack:reference/block-kit/block-elements/checkboxes-element, November 2026). */
function filesBlock(state: CustomiseState): KnownBlock[] {
  if (state.files.length === 0) return [];
  const options = state.files.map(({ slackFile, title, name }) => ({
    text: plain(`${title}: ${name}`, LIMITS.optionText),
    value: slackFile,
  }));
  const chosen = options.filter(({ value }) => !(state.override?.without ?? []).includes(value));
  return [
    {
      type: 'input',
      block_id: customiseBlock('files', state),
      optional: true,
      label: plain(say('label.files')),
      hint: plain(say('customise.filesHint'), LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: ACTIONS.accountFiles,
        options,
        ...(chosen.length === 0 ? {} : { initial_options: chosen }),
      },
    },
  ];
}

function mentionBlock(state: CustomiseState, { hint, canBeFound }: NonNullable<CustomiseState['mentions']>): KnownBlock {
  if (!canBeFound) return context(hint);
  const initial = (state.override?.mentions ?? []).flatMap((each) => mentionOption(each) ?? []);
  return {
    type: 'input',
    block_id: customiseBlock('mentions', state),
    optional: true,
    label: plain(say('customise.mentions'), LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputLabel),
    element: {
      type: 'multi_external_select',
      action_id: ACTIONS.mention,
      placeholder: plain(say('customise.mentions.choose')),
      min_query_length: 0,
      max_selected_items: MOST_MENTIONS,
      ...(initial.length === 0 ? {} : { initial_options: initial }),
    },
  };
}

/** An organisation as Slack carries it; undefined for a name that is longer than Slack holds. */
export function mentionOption({ name, urn }: Mentionable): PlainTextOption | undefined {
  const value = `${urn} ${name}`;
  return value.length > LIMITS.optionValue ? undefined : { text: plain(name, LIMITS.optionText), value };
}

/** Reads {@link mentionOption}'s value; undefined for anything else. */
export function mentionFrom(value: string): Mentionable | undefined {
  const [, urn, name] = /^(\S+) (.+)$/s.exec(value) ?? [];
  return urn === undefined || name === undefined ? undefined : { urn, name };
}

function optionBlock(state: CustomiseState, { key, label, choices, default: usual }: PlatformOption): InputBlock {
  const chosen = state.override?.options?.[key] ?? usual;
  const options = choices.map((choice) => ({ text: plain(choice.label, LIMITS.optionText), value: optionText(choice.value) }));
  const initial = options.find(({ value }) => value === optionText(chosen)) ?? options[0];
  return {
    type: 'input',
    block_id: customiseBlock(`option-${key}`, state),
    label: plain(label, LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: `${ACTIONS.option}:${key}`,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** An option's value as Slack carries it. */
export function optionText(value: OptionValue): string {
  return JSON.stringify(value);
}

const MOST_OPTIONS = 20;
const MOST_MENTIONS = 10;
