import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type Label, type LibraryItem, type Snippet, type Template, USUAL_MEDIUM } from '../../posts/index.js';
import { button, confirm, context, cut, escaped, plain } from '../blocks.js';
import type { ChoiceGroup } from '../compose/account-choices.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { THINGS } from './library-view.js';
import { type LibraryMetadata, writeMetadata } from './metadata.js';

/** What a template can bring along, beside its text. */
export interface TemplateChoices {
  /** The brand's accounts, at most a hundred. */
  readonly accounts: readonly ChoiceGroup[];
  readonly labels: readonly Label[];
}

/** A template to be filled in; without one it is new. */
export function templateView(about: LibraryMetadata, template: Template | undefined, { accounts, labels }: TemplateChoices): ModalView {
  return itemView(about, template, [
    textInput(about, 'Text', 'Write what changes from post to post as {{product}} or {{date}}.', template?.text),
    ...several(ACTIONS.itemAccounts, 'Accounts', accounts, template?.accounts ?? []),
    ...several(ACTIONS.itemLabels, 'Labels', labelGroups(labels), template?.labels ?? []),
  ]);
}

/** A snippet to be filled in; without one it is new. */
export function snippetView(about: LibraryMetadata, snippet: Snippet | undefined): ModalView {
  return itemView(about, snippet, [textInput(about, 'Text', 'It is added to a text after a blank line.', snippet?.text)]);
}

/** A label to be filled in, with its campaign if it has one; without a label it is new. */
export function labelView(
  about: LibraryMetadata,
  label: Label | undefined,
  platforms: readonly { readonly id: string; readonly name: string }[],
): ModalView {
  const campaign = label?.campaign;
  return itemView(about, label, [
    context('*Campaign* Leave the rest empty for a label that changes nothing. What a link has of its own always stays.'),
    line(ACTIONS.campaignName, 'Name in links (utm_campaign)', 'spring_sale', campaign?.name),
    line(ACTIONS.campaignMedium, 'Medium (utm_medium)', USUAL_MEDIUM, campaign?.medium === USUAL_MEDIUM ? undefined : campaign?.medium),
    ...platforms
      .slice(0, MOST_PLATFORMS)
      .map(({ id, name }) => line(`${ACTIONS.campaignSource}:${id}`, `Source on ${name} (utm_source)`, id, campaign?.sources[id])),
  ]);
}

/** The signature of an account. */
export function signatureView(about: LibraryMetadata, account: string, text: string | undefined): ModalView {
  const hint = 'Added to each of its texts after a blank line, unless the text ends with it. Leave it empty for none.';
  const input = textInput(about, 'Signature', hint, text);
  return {
    type: 'modal',
    callback_id: VIEWS.signature,
    private_metadata: writeMetadata(about),
    title: plain('Signature', LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [context(`*For* ${escaped(cut(account, 300))}`), { ...input, optional: true }],
  };
}

/** Labels as options, campaigns in a group of their own. */
export function labelGroups(labels: readonly Label[]): ChoiceGroup[] {
  const groups = [
    { label: 'Labels', found: labels.filter(({ campaign }) => campaign === undefined) },
    { label: 'Campaigns', found: labels.filter(({ campaign }) => campaign !== undefined) },
  ];
  return groups
    .filter(({ found }) => found.length > 0)
    .map(({ label, found }) => ({
      label: { type: 'plain_text', text: label },
      options: found.map(({ id, name }) => ({ text: plain(name, LIMITS.optionText), value: id })),
    }));
}

function itemView(about: LibraryMetadata, item: LibraryItem | undefined, blocks: readonly KnownBlock[]): ModalView {
  const thing = THINGS[about.shelf];
  return {
    type: 'modal',
    callback_id: VIEWS.libraryItem,
    private_metadata: writeMetadata(about),
    title: plain(item === undefined ? `New ${thing}` : `Edit ${thing}`, LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [nameInput(about, item?.name), ...blocks, ...(item === undefined ? [] : [deleteBlock(item, thing)])],
  };
}

function deleteBlock({ id, name }: LibraryItem, thing: string): KnownBlock {
  const sure = confirm(`Delete this ${thing}?`, 'Posts that were made with it stay as they are. This cannot be undone.', 'Delete', {
    danger: true,
  });
  const element = button(ACTIONS.deleteItem, 'Delete', { value: id, style: 'danger', label: `Delete ${cut(name, 60)}`, confirm: sure });
  return { type: 'actions', elements: [element] };
}

function nameInput(about: LibraryMetadata, name: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: itemBlock('name', about),
    label: plain('Name', LIMITS.inputLabel),
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
function several(actionId: string, label: string, groups: readonly ChoiceGroup[], chosen: readonly string[]): InputBlock[] {
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
        placeholder: plain(`Choose ${label.toLowerCase()}`, LIMITS.inputPlaceholder),
        option_groups: [...groups],
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      },
    },
  ];
}

const MOST_NAME = 60;
const MOST_TAG = 100;
const MOST_PLATFORMS = 20;
