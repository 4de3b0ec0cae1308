import { z } from 'zod';
import { say } from '../../language/index.js';
import type { HomeChoice } from '../../publishing/index.js';
import { readerOf } from '../../workspaces/index.js';
import { brandSearch, withArchived } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { actionPayload, type Click } from '../payloads.js';
import { EVERYTHING, sectionOf, withFilter } from './choice.js';
import type { HomeDeps } from './deps.js';
import { accountOptions } from './filters.js';
import { describeAccounts } from './load-home.js';
import type { PublishHome } from './publish-home.js';
import { saidView } from './view.js';

type Clicked = Click['actions'][0];

/** Opening Home, and choosing what it shows. */
export function homeListeners(deps: HomeDeps, publish: PublishHome): AnyListener[] {
  const choosing = (id: string, choose: (choice: HomeChoice, clicked: Clicked) => HomeChoice) => chooseListener(deps, publish, id, choose);
  return [
    openedListener(deps, publish),
    choosing(ACTIONS.homeSection, ({ page: _page, section: _section, ...choice }, { value, selected_option: option }) => {
      const section = sectionOf(option?.value ?? value);
      return { ...choice, ...(section === undefined ? {} : { section }), page: 0 };
    }),
    choosing(ACTIONS.homePage, (choice, { value }) => ({ ...choice, page: Math.max(0, Number.parseInt(value ?? '', 10) || 0) })),
    choosing(ACTIONS.homeBrand, (choice, { selected_option: option }) => withFilter(choice, 'brand', option?.value)),
    choosing(ACTIONS.homeAccount, (choice, { selected_option: option }) => withFilter(choice, 'account', option?.value)),
    choosing(ACTIONS.homePerson, (choice, { selected_user: person }) => withFilter(choice, 'person', person ?? undefined)),
    choosing(ACTIONS.homeClear, () => EVERYTHING),
    choosing(ACTIONS.homeAgain, (choice) => choice),
    accountsSearch(deps),
    brandsSearch(deps),
  ];
}

function openedListener(deps: HomeDeps, publish: PublishHome): AnyListener {
  return listener({
    kind: 'event',
    id: 'app_home_opened',
    parse: z.object({ event: z.object({ user: z.string(), tab: z.string().default('home') }) }),
    ack: async ({ event }, { workspace }) => {
      const shows = event.tab === 'home' && workspace.uninstalledAt === undefined;
      if (shows) await deps.homes.opened(workspace.id, event.user, deps.clock.now());
      return { carry: shows };
    },
    work: async ({ event }, context, shows) => {
      if (shows) await publishOrSay(publish, context, event.user);
    },
  });
}

function chooseListener(
  deps: HomeDeps,
  publish: PublishHome,
  id: string,
  choose: (choice: HomeChoice, clicked: Clicked) => HomeChoice,
): AnyListener {
  return listener({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, { workspace, userId: person }) => {
      const { choice = EVERYTHING } = (await deps.homes.home(workspace.id, person)) ?? {};
      const chosen = await known(deps, workspace.id, choose(choice, input.actions[0]));
      await deps.homes.choose(workspace.id, person, chosen, deps.clock.now());
      return { carry: undefined };
    },
    work: async (_input, context) => publishOrSay(publish, context, context.userId),
  });
}

/** The choice without a brand and an account that the workspace does not have. */
async function known(deps: HomeDeps, workspace: string, { brand, account, ...choice }: HomeChoice): Promise<HomeChoice> {
  const [brands, accounts] = await Promise.all([
    brand === undefined ? [] : deps.workspaces.allBrands(workspace),
    account === undefined ? [] : deps.accounts.accountsById(workspace, [account]),
  ]);
  return {
    ...choice,
    ...(brand !== undefined && brands.some(({ id }) => id === brand) ? { brand } : {}),
    ...(account !== undefined && accounts.length > 0 ? { account } : {}),
  };
}

/** A Home that cannot be drawn says so itself: nobody would look for a message about it. */
async function publishOrSay(publish: PublishHome, context: ListenerContext, person: string): Promise<void> {
  try {
    await publish(context.workspace.id, person);
  } catch (error) {
    context.log.error({ err: error }, 'Home could not be drawn');
    await context.client.views.publish({ user_id: person, view: saidView(say('home.failed', { reference: context.reference })) });
  }
}

/** The accounts to filter by, where they are too many for a list. */
function accountsSearch(deps: HomeDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.homeAccount,
    parse: z.object({ value: z.string().default('') }),
    ack: async ({ value }, { workspace, userId: person }) => {
      const reader = await readerOf(deps, { workspace: workspace.id, person });
      const accounts = (await describeAccounts(deps, workspace.id)).filter(({ brand }) => reader.brands.some(({ id }) => id === brand));
      return { body: { options: accountOptions(accounts, value) }, carry: undefined };
    },
  });
}

function brandsSearch(deps: HomeDeps): AnyListener {
  const offered = async ({ workspace, userId: person }: ListenerContext) => {
    const { brands, archived } = await readerOf(deps, { workspace: workspace.id, person });
    return withArchived(brands, archived);
  };
  return brandSearch(ACTIONS.homeBrand, offered, { all: true });
}
