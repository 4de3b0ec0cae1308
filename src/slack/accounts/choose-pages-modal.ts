import type { Checkboxes, InputBlock, ModalView, MultiExternalSelect, PlainTextOption } from '@slack/types';
import { type ChoiceCandidate, candidateKey, dependents, type OpenChoice, offered, unfit } from '../../accounts/index.js';
import { type Blocks, context, plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountName, bullets, counted, plainSection, shortName } from './account-words.js';
import type { PlatformNames } from './deps.js';
import { type PagesMetadata, writePagesMetadata } from './pages-metadata.js';

/** What Choose Pages shows. */
export interface ChoosePagesState extends OpenChoice {
  readonly brand: string;
  readonly platforms: PlatformNames;
  readonly metadata: PagesMetadata;
}

/** The modal of Choose Pages: a checkbox per Page, in groups of ten; above fifty a list to search. What cannot be chosen stands below with its reason. */
export function choosePagesModal(state: ChoosePagesState): ModalView {
  const pages = offered(state.choice);
  const options = pages.map((page) => pageOption(state, page));
  const connected = new Set(pages.filter((page) => state.connected.has(keyOf(page))).map(({ account }) => account.platformId));
  return {
    type: 'modal',
    callback_id: VIEWS.choosePages,
    private_metadata: writePagesMetadata(state.metadata),
    title: plain('Choose Pages', LIMITS.viewTitle),
    submit: plain('Connect', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      plainSection(`Which Pages may Copydesk publish to for ${state.brand}? A Page brings its Instagram account along.`),
      ...(pages.length > CHECKBOXES_UP_TO ? [searchInput(options, connected)] : checkboxInputs(options, connected)),
      ...(connected.size === 0 ? [] : [context('Unticking a Page does not disconnect it. Type `/connect` for that.')]),
      ...unfitBlocks(state),
    ],
  };
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
  const words = linked.length === 0 ? 'No Instagram account linked' : `With ${linked.join(', ')}`;
  const known = state.connected.has(keyOf(page)) ? 'Connected. ' : '';
  return {
    text: plain(page.account.name, LIMITS.optionText),
    value: page.account.platformId,
    description: plain(`${known}${words}`, LIMITS.optionDescription),
  };
}

function checkboxInputs(options: readonly PlainTextOption[], connected: ReadonlySet<string>): InputBlock[] {
  const groups = Math.ceil(options.length / LIMITS.checkboxes);
  return Array.from({ length: groups }, (_, group) => {
    const own = options.slice(group * LIMITS.checkboxes, (group + 1) * LIMITS.checkboxes);
    const ticked = own.filter(({ value }) => value !== undefined && connected.has(value));
    const element: Checkboxes = {
      type: 'checkboxes',
      action_id: `${ACTIONS.pages}:${group}`,
      options: own,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    };
    const first = group * LIMITS.checkboxes + 1;
    const label = groups === 1 ? 'Pages' : `Pages ${first} to ${first + own.length - 1}`;
    return { type: 'input', block_id: `pages:${group}`, label: plain(label, LIMITS.inputLabel), optional: true, element };
  });
}

function searchInput(options: readonly PlainTextOption[], connected: ReadonlySet<string>): InputBlock {
  const chosen = options.filter(({ value }) => value !== undefined && connected.has(value)).slice(0, LIMITS.options);
  const element: MultiExternalSelect = {
    type: 'multi_external_select',
    action_id: ACTIONS.pages,
    min_query_length: 0,
    max_selected_items: LIMITS.options,
    placeholder: plain('Type a name', LIMITS.optionText),
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  };
  const label = plain(`Pages (${options.length} to choose from)`, LIMITS.inputLabel);
  return { type: 'input', block_id: 'pages:search', label, optional: true, element };
}

function unfitBlocks(state: ChoosePagesState): Blocks {
  const rows = unfit(state.choice);
  if (rows.length === 0) return [];
  const lines = rows.map(({ platform, account, unfit: reason }) => `${shortName({ platform, ...account })}: ${reason}`);
  return [{ type: 'divider' }, plainSection(`${counted(rows.length, 'Page')} you cannot choose`), bullets(lines)];
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
