import type { Checkboxes, InputBlock, ModalView, MultiExternalSelect, PlainTextOption } from '@slack/types';
import { type ChoiceCandidate, candidateKey, dependents, type OpenChoice, offered, unfit } from '../../accounts/index.js';
import { listOf, say } from '../../language/index.js';
import type { Noun } from '../../platforms/connector.js';
import { type Blocks, context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { accountName, bullets, plainSection, shortName } from './account-words.js';
import type { PlatformNames } from './deps.js';
import { type PagesMetadata, writePagesMetadata } from './pages-metadata.js';

/** What the modal shows. `note` is what the connector says beside the choice. */
export interface ChoosePagesState extends OpenChoice {
  readonly brand: string;
  readonly noun: Noun;
  readonly note?: string;
  readonly platforms: PlatformNames;
  readonly metadata: PagesMetadata;
}

/**
 * The modal of Choose Pages, or accounts: a checkbox for each, in groups of ten; above fifty a list to search. What is connected is ticked, and so is a
 * single one. What cannot be chosen stands below with its reason.
 */
export function choosePagesModal(state: ChoosePagesState): ModalView {
  const { brand, noun, note } = state;
  const pages = offered(state.choice);
  const options = pages.map((page) => pageOption(state, page));
  const here = pages.filter((page) => state.connected.get(keyOf(page))?.brand === state.choice.brand);
  const connected = new Set(here.map(({ account }) => account.platformId));
  const [only] = pages.length === 1 && !pages.some((page) => isElsewhere(state, page)) ? pages : [];
  const ticked = only === undefined ? connected : new Set([only.account.platformId]);
  return modal(VIEWS.choosePages, {
    private_metadata: writePagesMetadata(state.metadata),
    title: say('connect.choose', { noun }),
    submit: say('button.connect'),
    close: say('button.cancel'),
    blocks: [
      plainSection([say('connect.choose.question', { noun, brand }), ...(note === undefined ? [] : [note])].join(' ')),
      ...(pages.length > CHECKBOXES_UP_TO ? [searchInput(noun, options, connected)] : checkboxInputs(noun, options, ticked)),
      ...(connected.size === 0 ? [] : [context(say('connect.choose.unticking'))]),
      ...unfitBlocks(state),
    ],
  });
}

/** The options of the list to search whose names hold `typed`, at most 100. */
export function suggestedPages(state: Pick<ChoosePagesState, 'choice' | 'connected' | 'platforms'>, typed: string): PlainTextOption[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const found = offered(state.choice).filter((page) => searchText(state, page).includes(wanted));
  return found.slice(0, LIMITS.options).map((page) => pageOption(state, page));
}

/** Where the submitted checkboxes of a group, or the list, are found. */
export function pagesActionIds(): string[] {
  return [ACTIONS.pages, ...Array.from({ length: CHECKBOXES_UP_TO / LIMITS.checkboxes }, (_, group) => `${ACTIONS.pages}:${group}`)];
}

function pageOption(state: Pick<ChoosePagesState, 'choice' | 'connected' | 'platforms'>, page: ChoiceCandidate): PlainTextOption {
  const linked = dependents(state.choice, page).map(({ platform, account }) => accountName(state.platforms, { platform, ...account }));
  const known = isElsewhere(state, page)
    ? [say('connect.choose.connectedElsewhere')]
    : state.connected.has(keyOf(page))
      ? [say('connect.choose.connected')]
      : [];
  const about = linked.length > 0 ? say('connect.choose.about', { accounts: listOf(linked) }) : page.about;
  const words = [...known, ...(about === undefined ? [] : [about])].join('. ');
  return {
    text: plain(page.account.name, LIMITS.optionText),
    value: page.account.platformId,
    ...(words === '' ? {} : { description: plain(words, LIMITS.optionDescription) }),
  };
}

/** It stays there: connecting it here only renews its access. */
function isElsewhere({ connected, choice }: Pick<ChoosePagesState, 'choice' | 'connected'>, page: ChoiceCandidate): boolean {
  const account = connected.get(keyOf(page));
  return account !== undefined && account.brand !== choice.brand;
}

function checkboxInputs(noun: Noun, options: readonly PlainTextOption[], chosen: ReadonlySet<string>): InputBlock[] {
  const groups = Math.ceil(options.length / LIMITS.checkboxes);
  return Array.from({ length: groups }, (_, group) => {
    const own = options.slice(group * LIMITS.checkboxes, (group + 1) * LIMITS.checkboxes);
    const ticked = own.filter(({ value }) => value !== undefined && chosen.has(value));
    const element: Checkboxes = {
      type: 'checkboxes',
      action_id: `${ACTIONS.pages}:${group}`,
      options: own,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    };
    const first = group * LIMITS.checkboxes + 1;
    const last = first + own.length - 1;
    const label = groups === 1 ? say('connect.choose.label', { noun }) : say('connect.choose.labelOfSome', { noun, first, last });
    return { type: 'input', block_id: `pages:${group}`, label: plain(label, LIMITS.inputLabel), optional: true, element };
  });
}

function searchInput(noun: Noun, options: readonly PlainTextOption[], connected: ReadonlySet<string>): InputBlock {
  const chosen = options.filter(({ value }) => value !== undefined && connected.has(value)).slice(0, LIMITS.options);
  const element: MultiExternalSelect = {
    type: 'multi_external_select',
    action_id: ACTIONS.pages,
    min_query_length: 0,
    max_selected_items: LIMITS.options,
    placeholder: plain(say('connect.choose.search'), LIMITS.optionText),
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  };
  const label = plain(say('connect.choose.labelOfMany', { noun, count: options.length }), LIMITS.inputLabel);
  return { type: 'input', block_id: 'pages:search', label, optional: true, element };
}

function unfitBlocks(state: ChoosePagesState): Blocks {
  const rows = unfit(state.choice);
  if (rows.length === 0) return [];
  const lines = rows.map(({ platform, account, unfit: reason }) => `${shortName({ platform, ...account })}: ${reason}`);
  const heading = say('connect.choose.unfit', { noun: state.noun, count: rows.length });
  return [{ type: 'divider' }, plainSection(heading), bullets(lines)];
}

function searchText({ choice }: Pick<ChoosePagesState, 'choice'>, page: ChoiceCandidate): string {
  return [page, ...dependents(choice, page)]
    .map(({ account }) => `${account.name} ${account.username ?? ''}`)
    .join(' ')
    .toLocaleLowerCase();
}

function keyOf({ platform, account }: ChoiceCandidate): string {
  return candidateKey({ platform, platformId: account.platformId });
}

const CHECKBOXES_UP_TO = 50;
