import type { ActionsBlock, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { type HomeChoice, SECTIONS } from '../../publishing/index.js';
import type { Reader } from '../../workspaces/index.js';
import { button, plain, staticSelect } from '../blocks.js';
import { brandSelect, withArchived } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountLabel } from '../results/card-state.js';
import { ALL, isFiltered } from './choice.js';
import type { HomeAccount, HomeState } from './state.js';
import { titleAlone } from './words.js';

/** What Home can be narrowed by. Its block's id changes with the choice, or Slack would keep showing what was chosen before. */
export function filterBlock(state: Pick<HomeState, 'choice' | 'reader' | 'accounts'>): ActionsBlock {
  const { choice, reader } = state;
  const accounts = state.accounts.filter(({ connected, brand }) => connected && reader.brands.some(({ id }) => id === brand));
  return {
    type: 'actions',
    block_id: `filters:${blockMark(choice)}`,
    elements: [
      staticSelect(
        ACTIONS.homeSection,
        say('label.whatToShow'),
        [option(say('home.filter.everything'), ALL), ...SECTIONS.map((section) => option(titleAlone(section), section))],
        choice.section,
      ),
      ...brandElements(reader, choice),
      ...accountFilter(accounts, choice),
      {
        type: 'users_select',
        action_id: ACTIONS.homePerson,
        placeholder: plain(say('home.filter.author'), LIMITS.inputPlaceholder),
        ...(choice.person === undefined ? {} : { initial_user: choice.person }),
      },
      ...(isFiltered(choice) || choice.section !== undefined
        ? [button(ACTIONS.homeClear, say('home.filter.clear'), { label: say('home.filter.clearHeard') })]
        : []),
    ],
  };
}

function brandElements(reader: Reader, { brand }: HomeChoice): ActionsBlock['elements'] {
  const brands = withArchived(reader.brands, reader.archived);
  return brands.length < 2 ? [] : [brandSelect(ACTIONS.homeBrand, brands, { chosen: brand ?? ALL, all: true })];
}

/** Accounts whose label holds what was typed, as options; the first answer is all of them. */
export function accountOptions(accounts: readonly HomeAccount[], typed: string): PlainTextOption[] {
  const wanted = typed.trim().toLowerCase();
  const found = accounts.filter((account) => accountLabel(account).toLowerCase().includes(wanted));
  return [
    option(say('label.allAccounts'), ALL),
    ...found.slice(0, LIMITS.options - 1).map((account) => option(accountLabel(account), account.id)),
  ];
}

function accountFilter(accounts: readonly HomeAccount[], { account }: HomeChoice): ActionsBlock['elements'] {
  if (accounts.length < 2) return [];
  if (accounts.length < LIMITS.options)
    return [staticSelect(ACTIONS.homeAccount, say('label.account'), accountOptions(accounts, ''), account)];
  const chosen = accounts.find(({ id }) => id === account);
  return [
    {
      type: 'external_select',
      action_id: ACTIONS.homeAccount,
      placeholder: plain(say('label.account'), LIMITS.inputPlaceholder),
      min_query_length: 0,
      ...(chosen === undefined ? {} : { initial_option: option(accountLabel(chosen), chosen.id) }),
    },
  ];
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text === '' ? say('home.filter.nameless') : text, LIMITS.optionText), value };
}

function blockMark({ section, brand, account, person, page }: HomeChoice): string {
  return [section ?? ALL, brand ?? ALL, account ?? ALL, person ?? ALL, page].join(':').slice(0, 200);
}
