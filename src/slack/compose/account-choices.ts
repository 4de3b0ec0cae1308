import type { MultiExternalSelect, MultiStaticSelect, PlainTextOption } from '@slack/types';
import type { Account } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { MAX_ACCOUNTS } from '../../posts/index.js';
import { cut, plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { ComposeDeps } from './deps.js';

/** An account as the form offers it. */
export interface AccountChoice {
  readonly id: string;
  readonly name: string;
  readonly username?: string;
  readonly platformName: string;
  /** Why it cannot be chosen now, in words. */
  readonly broken?: string;
}

/** Options under their platform, as Slack takes them. */
export interface ChoiceGroup {
  readonly label: { readonly type: 'plain_text'; readonly text: string };
  readonly options: PlainTextOption[];
}

/** Connected accounts as choices, in their order. */
export function accountChoices(accounts: readonly Account[], platforms: ComposeDeps['platforms']): AccountChoice[] {
  return accounts.map(({ id, name, username, platform, health }) => ({
    id,
    name,
    ...(username === undefined ? {} : { username }),
    platformName: platforms.get(platform)?.profile.name ?? platform,
    ...(health.state === 'broken' ? { broken: health.sentence } : {}),
  }));
}

/** The select for accounts: a list while Slack takes it whole, a search above. `chosen` that cannot be chosen any more are left out. */
export function accountSelect(choices: readonly AccountChoice[], chosen: readonly string[]): MultiStaticSelect | MultiExternalSelect {
  const usable = choices.filter(({ broken }) => broken === undefined);
  const only = usable.length === 1 ? usable : [];
  const selected = chosen.length === 0 ? only : usable.filter(({ id }) => chosen.includes(id));
  const initial = selected.length === 0 ? {} : { initial_options: selected.slice(0, MAX_ACCOUNTS).map(optionsAmong(usable)) };
  const shared = {
    action_id: ACTIONS.writeAccounts,
    placeholder: plain(say('label.chooseAccounts')),
    max_selected_items: MAX_ACCOUNTS,
    ...initial,
  };
  if (usable.length > LIMITS.options) {
    return { type: 'multi_external_select', ...shared, min_query_length: 0 };
  }
  return { type: 'multi_static_select', ...shared, option_groups: choiceGroups(usable) };
}

/** The first hundred choices whose name or username holds `query`, by platform. */
export function matchingChoices(choices: readonly AccountChoice[], query: string): ChoiceGroup[] {
  const wanted = query.trim().toLowerCase();
  const usable = choices.filter(({ broken }) => broken === undefined);
  const matches = usable.filter(({ name, username = '', platformName }) =>
    `${name} ${username} ${platformName}`.toLowerCase().includes(wanted),
  );
  return choiceGroups(matches.slice(0, LIMITS.options), optionsAmong(usable));
}

function choiceGroups(choices: readonly AccountChoice[], optionOf = optionsAmong(choices)): ChoiceGroup[] {
  const groups = new Map<string, PlainTextOption[]>();
  for (const choice of choices) groups.set(choice.platformName, [...(groups.get(choice.platformName) ?? []), optionOf(choice)]);
  return [...groups].map(([label, options]) => ({ label: { type: 'plain_text', text: cut(label, LIMITS.optionText) }, options }));
}

/** Makes the option of each. A chosen one stands without its group, so a name that another one has, too, says its platform. */
function optionsAmong(all: readonly AccountChoice[]): (choice: AccountChoice) => PlainTextOption {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ({ id, name, username, platformName }) => {
    const short = cut(name, LIMITS.optionText - platformName.length - 3);
    const words = (counts.get(name) ?? 0) > 1 ? say('compose.accounts.named', { account: short, platform: platformName }) : name;
    const description = username === undefined ? {} : { description: plain(`@${username}`, LIMITS.optionDescription) };
    return { text: plain(words, LIMITS.optionText), value: id, ...description };
  };
}
