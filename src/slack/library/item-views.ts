import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { type Label, type LibraryItem, type Snippet, type Template, USUAL_MEDIUM } from '../../posts/index.js';
import { button, confirm, context, cut, escaped, plain } from '../blocks.js';
import type { ChoiceGroup } from '../compose/account-choices.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type LibraryMetadata, type Shelf, writeMetadata } from './metadata.js';

/** What a template can bring along, beside its text. */
export interface TemplateChoices {
  /** The brand's accounts, at most a hundred. */
  readonly accounts: readonly ChoiceGroup[];
  readonly labels: readonly Label[];
}

/** A template to be filled in; without one it is new. */
export function templateView(about: LibraryMetadata, template: Template | undefined, { accounts, labels }: TemplateChoices): ModalView {
  return itemView(about, template, [
    textInput(about, say('label.text'), say('library.templateHint'), template?.text),
    ...several(ACTIONS.itemAccounts, [say('label.accounts'), say('label.chooseAccounts')], accounts, template?.accounts ?? []),
    ...several(ACTIONS.itemLabels, [say('label.labels'), say('label.chooseLabels')], labelGroups(labels), template?.labels ?? []),
  ]);
}

/** A snippet to be filled in; without one it is new. */
export function snippetView(about: LibraryMetadata, snippet: Snippet | undefined): ModalView {
  return itemView(about, snippet, [textInput(about, say('label.text'), say('library.snippetHint'), snippet?.text)]);
}

/** A label to be filled in, with its campaign if it has one; without a label it is new. */
export function labelView(
  about: LibraryMetadata,
  label: Label | undefined,
  platforms: readonly { readonly id: string; readonly name: string }[],
): ModalView {
  const campaign = label?.campaign;
  return itemView(about, label, [
    context(say('library.campaign.about')),
    line(ACTIONS.campaignName, say('library.campaign.name'), say('library.campaign.nameExample'), campaign?.name),
    line(
      ACTIONS.campaignMedium,
      say('library.campaign.medium'),
      USUAL_MEDIUM,
      campaign?.medium === USUAL_MEDIUM ? undefined : campaign?.medium,
    ),
    ...platforms
      .slice(0, MOST_PLATFORMS)
      .map(({ id, name }) =>
        line(`${ACTIONS.campaignSource}:${id}`, say('library.campaign.source', { platform: name }), id, campaign?.sources[id]),
      ),
  ]);
}

/** The signature of an account. */
export function signatureView(about: LibraryMetadata, account: string, text: string | undefined): ModalView {
  const input = textInput(about, say('label.signature'), say('library.signatureHint'), text);
  return modal(VIEWS.signature, {
    private_metadata: writeMetadata(about),
    title: say('label.signature'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [context(say('library.signatureOf', { account: escaped(cut(account, 300)) })), { ...input, optional: true }],
  });
}

/** Labels as options, campaigns in a group of their own. */
export function labelGroups(labels: readonly Label[]): ChoiceGroup[] {
  const groups = [
    { label: say('label.labels'), found: labels.filter(({ campaign }) => campaign === undefined) },
    { label: say('library.campaigns'), found: labels.filter(({ campaign }) => campaign !== undefined) },
  ];
  return groups
    .filter(({ found }) => found.length > 0)
    .map(({ label, found }) => ({
      label: { type: 'plain_text', text: label },
      options: found.map(({ id, name }) => ({ text: plain(name, LIMITS.optionText), value: id })),
    }));
}

function itemView(about: LibraryMetadata, item: LibraryItem | undefined, blocks: readonly KnownBlock[]): ModalView {
  const thing = about.shelf;
  return modal(VIEWS.libraryItem, {
    private_metadata: writeMetadata(about),
    title: say(item === undefined ? 'library.new' : 'library.edit', { thing }),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [nameInput(about, item?.name), ...blocks, ...(item === undefined ? [] : [deleteBlock(item, thing)])],
  });
}

function deleteBlock({ id, name }: LibraryItem, thing: Shelf): KnownBlock {
  const words = say('button.delete');
  const sure = confirm(say('library.sureToDelete', { thing }), say('library.deleteWarning'), words, { danger: true });
  const label = say('library.deleteHeard', { name: cut(name, 60) });
  const element = button(ACTIONS.deleteItem, words, { value: id, style: 'danger', label, confirm: sure });
  return { type: 'actions', elements: [element] };
}

function nameInput(about: LibraryMetadata, name: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: itemBlock('name', about),
    label: plain(say('label.name'), LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.itemName,
      max_length: MOST_NAME,
      ...(name === undefined ? {} : { initial_value: name }),
    },
  };
}

function textInput(about: LibraryMetadata, label: string, hint: string, text: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: itemBlock('text', about),
    label: plain(label, LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.itemText,
      multiline: true,
      max_length: LIMITS.plainTextInput,
      ...(text === undefined ? {} : { initial_value: text }),
    },
  };
}

/** The block of a field, for errors. */
export function itemBlock(field: 'name' | 'text', { shelf, id = 'new', account = '' }: LibraryMetadata): string {
  return `${field}:${shelf}:${id}:${account}`;
}

function line(actionId: string, label: string, usual: string, value: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: actionId,
    optional: true,
    label: plain(label, LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: actionId,
      max_length: MOST_TAG,
      placeholder: plain(usual, LIMITS.inputPlaceholder),
      ...(value === undefined ? {} : { initial_value: value }),
    },
  };
}

/** A select of several, left out where there is nothing to choose. What was chosen and is gone is not shown any more. */
function several(
  actionId: string,
  [label, placeholder]: readonly [string, string],
  groups: readonly ChoiceGroup[],
  chosen: readonly string[],
): InputBlock[] {
  if (groups.length === 0) return [];
  const initial = groups.flatMap(({ options }) => options.filter(({ value }) => value !== undefined && chosen.includes(value)));
  return [
    {
      type: 'input',
      block_id: actionId,
      optional: true,
      label: plain(label, LIMITS.inputLabel),
      element: {
        type: 'multi_static_select',
        action_id: actionId,
        placeholder: plain(placeholder, LIMITS.inputPlaceholder),
        option_groups: [...groups],
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      },
    },
  ];
}

const MOST_NAME = 60;
const MOST_TAG = 100;
const MOST_PLATFORMS = 20;
