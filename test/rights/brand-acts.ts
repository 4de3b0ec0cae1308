import {
  archiveBrand,
  connectAccounts,
  disconnectAccount,
  disconnectGrant,
  moveAccount,
  type PendingChoice,
  startConnect,
} from '../../src/accounts/index.js';
import { changePolicy, type PolicyScope, policyMark } from '../../src/approvals/index.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { keepItem, keepSignature, removeItem } from '../../src/posts/index.js';
import { askToResume, pauseBrand, resumeBrand } from '../../src/publishing/index.js';
import { exportListeners } from '../../src/slack/history/export-listeners.js';
import { ACTIONS, VIEWS } from '../../src/slack/ids.js';
import type { AnyListener, ListenerContext } from '../../src/slack/listener.js';
import { exportEverything } from '../../src/slack/settings/export-everything.js';
import {
  createBrand,
  EVERYTHING_AT_ONCE,
  NO_ROLES,
  restoreBrand,
  saveNoticeSettings,
  saveReminders,
  saveRoles,
  saveSettings,
} from '../../src/workspaces/index.js';
import { BRAND, WORKSPACE } from '../support/posts.js';
import { type Act, of, own } from './act.js';
import { ARCHIVED, EMPTY, IDLE, OTHER, PAGE, PEOPLE, POLICY, type RightsWorld } from './world.js';

/** What people do to brands, their accounts, rules and library, by its name in the tables. */
export const BRAND_ACTS: Readonly<Record<string, Act>> = {
  pause: { run: ({ deps }, _, person) => pauseBrand(deps, of(person)) },
  'look at what to resume': {
    run: async ({ deps }, _, person) => {
      await deps.workspaces.pause(WORKSPACE, BRAND, PAUSE);
      return askToResume(deps, of(person));
    },
  },
  resume: {
    run: async ({ deps }, _, person) => {
      await deps.workspaces.pause(WORKSPACE, BRAND, PAUSE);
      return resumeBrand(deps, { ...of(person), overdue: 'publish now' });
    },
  },

  'ask for a link to connect': { run: ({ deps }, _, person) => startConnect(deps, { ...of(person), family: 'meta' }) },
  connect: {
    run: async ({ deps }, _, person) => {
      const choice = choiceOf(person);
      await deps.choices.put(choice, { token: new Secret('token'), accounts: new Map([['facebook:new', new Secret('token')]]) });
      return connectAccounts(deps, { ...own(person), choice: choice.id, chosen: ['new'], replace: true });
    },
  },
  'disconnect an account': { run: ({ deps }, _, person) => disconnectAccount(deps, { ...own(person), account: IDLE }) },
  'disconnect a consent': { run: ({ deps }, _, person) => disconnectGrant(deps, { ...of(person), grant: `grant of ${IDLE}` }) },
  'move an account': { run: ({ deps }, _, person) => moveAccount(deps, { ...own(person), account: IDLE, to: OTHER }) },

  settings: { run: ({ deps }, _, person) => saveSettings(deps, { ...of(person), settings: { reviewChannel: 'C2', zone: 'UTC' } }) },
  roles: { run: ({ deps }, _, person) => saveRoles(deps, { ...of(person), roles: NO_ROLES }) },
  'the brand’s policy': { run: (world, _, person) => withoutSteps(world, person, { brand: BRAND }) },
  'an account’s policy': { run: (world, _, person) => withoutSteps(world, person, { brand: BRAND, account: PAGE }) },
  'the post’s policy': {
    given: { state: 'in_review' },
    by: 'manager',
    run: (world, { post }, person) => withoutSteps(world, person, { brand: BRAND, post }),
  },
  reminders: { run: ({ deps }, _, person) => saveReminders(deps, { ...of(person), reminders: {} }) },
  'the own notifications': { run: ({ deps }, _, person) => saveNoticeSettings(deps, own(person), EVERYTHING_AT_ONCE) },

  'keep in the library': {
    run: ({ deps }, _, person) => keepItem(deps, of(person), { kind: 'snippet', name: randomIds.id(), text: 'Words' }),
  },
  'delete from the library': {
    run: async ({ deps }, _, person) => {
      const item = {
        kind: 'snippet',
        id: randomIds.id(),
        workspace: WORKSPACE,
        brand: BRAND,
        name: randomIds.id(),
        text: 'Words',
      } as const;
      await deps.library.save(item);
      return removeItem(deps, of(person), item.id);
    },
  },
  'sign an account': { run: ({ deps }, _, person) => keepSignature(deps, of(person), { account: PAGE, text: 'Yours' }) },

  'add a brand': {
    run: ({ deps }, _, person) => createBrand(deps, { ...own(person), name: randomIds.id(), zone: 'UTC', reviewChannel: 'C1' }),
  },
  'archive a brand': { run: ({ deps }, _, person) => archiveBrand(deps, { ...own(person), brand: EMPTY }) },
  'restore a brand': { run: ({ deps }, _, person) => restoreBrand(deps, { ...own(person), brand: ARCHIVED }) },
  'export the history': {
    run: ({ deps }, _, person) => {
      const view = { id: 'V1', callback_id: VIEWS.exportHistory, private_metadata: BRAND, state: { values: {} } };
      return submit(exportListeners(deps), 'view', person, { view });
    },
  },
  'export everything': {
    run: ({ deps }, _, person) => {
      const actions = [{ action_id: ACTIONS.exportEverything, block_id: 'b' }];
      return submit([exportEverything(deps)], 'action', person, { actions });
    },
  },
};

function withoutSteps({ deps }: RightsWorld, person: string, scope: PolicyScope): Promise<unknown> {
  return changePolicy(deps, { ...own(person), scope, mark: policyMark(POLICY) }, (policy) => ({ ...policy, steps: [] }));
}

/** Slack's click or submission, up to its answer: that is where exports ask for the right. */
async function submit(listeners: readonly AnyListener[], kind: AnyListener['kind'], person: string, payload: object): Promise<unknown> {
  const context = { workspace: { id: WORKSPACE }, userId: person } as ListenerContext;
  const body = { ...payload, user: { id: person }, trigger_id: 't' };
  return listeners.find((each) => each.kind === kind)?.run(body, context);
}

function choiceOf(person: string): PendingChoice {
  return {
    ...of(person),
    id: randomIds.id(),
    family: 'meta',
    grantee: { platformId: person, name: 'Ada' },
    scopes: [],
    candidates: [{ platform: 'facebook', account: { platformId: 'new', name: 'New' } }],
    until: new Date(Date.now() + 60_000),
  };
}

const PAUSE = { by: PEOPLE.admin, at: new Date() };
