import type { HomeView } from '@slack/types';
import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import type { Section } from '../../publishing/index.js';
import { type Blocks, button, context, header, inert, mention, moment, section } from '../blocks.js';
import { brandNames } from '../brand-select.js';
import { draftBlocks } from '../compose/drafts-list.js';
import { distinctlyHeard } from '../heard.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountBlocks, shownAccounts } from './accounts-section.js';
import { isFiltered } from './choice.js';
import { comingBlocks } from './coming.js';
import { filterBlock } from './filters.js';
import { firstSteps } from './first-steps.js';
import { resultRow } from './results-section.js';
import type { HomeState } from './state.js';
import { accountTrouble, troubleRow } from './trouble.js';
import { waitingRow } from './waiting.js';
import { titleAlone, titleOf } from './words.js';

/** A person's Home: everything from its beginning, or one section alone. */
export function homeView(state: HomeState): HomeView {
  const { choice } = state;
  const rest = choice.section === undefined ? overview(state) : alone(state, choice.section);
  return view([mainButtons(state), ...(isFresh(state) ? [] : [filterBlock(state)]), ...pauses(state), ...rest]);
}

/** A Home that only says something, with a way to try again. */
export function saidView(sentence: string): HomeView {
  return view([
    section(sentence),
    { type: 'actions', elements: [button(ACTIONS.homeAgain, say('button.tryAgain'), { label: say('home.tryAgainHeard') })] },
  ]);
}

function view(blocks: Blocks): HomeView {
  return { type: 'home', blocks: distinctlyHeard(blocks.slice(0, LIMITS.viewBlocks)) };
}

/** They begin with the brand that Home is narrowed to. */
function mainButtons({ manages, choice }: HomeState): Blocks[number] {
  const value = choice.brand === undefined ? {} : { value: choice.brand };
  return {
    type: 'actions',
    elements: [
      button(ACTIONS.homeWrite, say('home.newPost'), { ...value, style: 'primary', label: say('home.newPostHeard') }),
      button(ACTIONS.homeFind, say('find.title'), { label: say('find.heard') }),
      button(ACTIONS.homeAccounts, say('label.accounts'), { ...value, label: say('home.accountsHeard') }),
      button(ACTIONS.notifications, say('settings.notifications'), { label: say('settings.notifications.label') }),
      ...(manages ? [button(ACTIONS.settings, say('home.settings'), { ...value, label: say('home.settingsHeard') })] : []),
    ],
  };
}

function pauses({ reader }: HomeState): Blocks {
  const paused = reader.brands.flatMap(({ id, name, pause }) => (pause === undefined ? [] : [{ id, name, pause }]));
  return paused.slice(0, MOST_PAUSED).map(({ id, name, pause }) => {
    const since = { brand: inert(name), person: mention(pause.by), when: moment(pause.at) };
    return {
      ...section(say(reader.brands.length > 1 ? 'home.pausedBrand' : 'home.paused', since)),
      accessory: button(ACTIONS.resume, say('button.resume'), { value: id, label: say('pause.resume.brand', { brand: name }) }),
    };
  });
}

/** Nothing was sent yet, and nothing is narrowed: there is nothing to choose from. */
function isFresh({ steps, choice }: HomeState): boolean {
  return steps !== undefined && !steps.post && !isFiltered(choice) && choice.section === undefined;
}

function overview(state: HomeState): Blocks {
  const fresh = state.steps !== undefined && !isFiltered(state.choice);
  return [
    ...firstSteps(state),
    ...ORDER.flatMap((name) => {
      const { rows, more, count } = rowsOf(state, name);
      if (count === 0 && (fresh || QUIET.has(name))) return [];
      return [
        { type: 'divider' as const },
        header(titleOf(name)),
        ...(count === 0 ? [emptyBlock(state, name)] : rows),
        ...below(state, name, more),
      ];
    }),
  ];
}

function emptyBlock({ choice }: HomeState, name: Section): Blocks[number] {
  return context(say(isFiltered(choice) ? 'home.empty.filtered' : `home.empty.${name}`));
}

/** What stands under a section: Show more, and deciding on several posts. */
function below(state: HomeState, name: Section, more: boolean): Blocks {
  const several = name === 'waiting' && (state.waiting?.rows.length ?? 0) > 1;
  const elements = [
    ...(several ? [bulkButton()] : []),
    ...(more
      ? [
          button(`${ACTIONS.homeSection}:${name}`, say('home.showMore'), {
            value: name,
            label: say('home.showMoreHeard', { title: titleOf(name) }),
          }),
        ]
      : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function alone(state: HomeState, name: Section): Blocks {
  const { rows, more, count } = rowsOf(state, name);
  const { page } = state.choice;
  const elements = [
    ...(page > 0
      ? [button(`${ACTIONS.homePage}:back`, say('button.back'), { value: String(page - 1), label: say('home.previousPageHeard') })]
      : []),
    ...(more
      ? [button(`${ACTIONS.homePage}:next`, say('home.showMore'), { value: String(page + 1), label: say('home.nextPageHeard') })]
      : []),
    ...(name === 'waiting' && count > 1 ? [bulkButton()] : []),
  ];
  return [
    header(page === 0 ? titleAlone(name) : say('home.titleOfPage', { title: titleAlone(name), page: page + 1 })),
    ...(count === 0 ? [emptyBlock(state, name)] : rows),
    ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
  ];
}

function bulkButton() {
  return button(ACTIONS.bulk, say('bulk.title'), { label: say('bulk.heard') });
}

interface Rows {
  readonly rows: Blocks;
  readonly count: number;
  readonly more: boolean;
}

function rowsOf(state: HomeState, name: Section): Rows {
  switch (name) {
    case 'trouble':
      return troubleRows(state);
    case 'waiting':
      return rows(state.waiting, (listed) => waitingRow(state, listed));
    case 'drafts':
      return rows(state.drafts, (draft) => draftBlocks(draft, brandNames([...state.reader.brands, ...state.reader.archived])));
    case 'coming':
      return { ...rows(state.coming, () => []), rows: comingBlocks(state, state.coming?.rows ?? []) };
    case 'results':
      return rows(state.results, (listed) => resultRow(state, listed));
    case 'accounts': {
      const all = shownAccounts(state);
      const isAlone = state.choice.section === 'accounts';
      return {
        rows: accountBlocks(all, isAlone ? 100 : 10, brandNames(state.reader.brands)),
        count: all.length,
        more: !isAlone && all.length > 10,
      };
    }
    default:
      return never(name);
  }
}

/** Accounts that do not work stand before the posts they stop. */
function troubleRows(state: HomeState): Rows {
  const posts = rows(state.trouble, (listed) => troubleRow(state, listed));
  const accounts = state.choice.page > 0 ? [] : shownAccounts(state).filter(({ health }) => health.state !== 'good');
  const most = state.choice.section === undefined ? 3 : 12;
  const shown = accounts.slice(0, most);
  return {
    rows: [...shown.map((account) => accountTrouble(account, brandNames(state.reader.brands))), ...posts.rows],
    count: posts.count + shown.length,
    more: posts.more || (state.choice.section === undefined && accounts.length > shown.length),
  };
}

function rows<T>(list: { readonly rows: readonly T[]; readonly more: boolean } | undefined, draw: (row: T) => Blocks): Rows {
  const all = list?.rows ?? [];
  return { rows: all.flatMap(draw), count: all.length, more: list?.more ?? false };
}

const ORDER: readonly Section[] = ['trouble', 'waiting', 'drafts', 'coming', 'accounts', 'results'];
/** Sections that are left out while they are empty. */
const QUIET: ReadonlySet<Section> = new Set(['trouble', 'drafts', 'results', 'accounts']);
const MOST_PAUSED = 3;
