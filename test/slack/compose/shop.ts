import { randomBytes } from 'node:crypto';
import type { Account, AccountStore } from '../../../src/accounts/index.js';
import { createPageReader } from '../../../src/http/page-reader.js';
import { systemClock } from '../../../src/lib/clock.js';
import { randomIds } from '../../../src/lib/ids.js';
import { Secret } from '../../../src/lib/secret.js';
import { createSecretBox } from '../../../src/lib/secret-box.js';
import {
  createAccountStore,
  createApprovedPublications,
  createDecisionStore,
  createDraftStore,
  createIndexes,
  createLibraryStore,
  createMediaStore,
  createNeighbourReader,
  createPostStore,
  createPublicationStore,
  createPublicationsOfPost,
} from '../../../src/mongo/index.js';
import { createPlatformHttp } from '../../../src/platforms/http.js';
import { createPlatforms } from '../../../src/platforms/index.js';
import type { SlackPerson, SlackView } from '../../../src/playground/slack/types.js';
import type { Draft } from '../../../src/posts/index.js';
import { type ComposeDeps, composeListeners, openEdit } from '../../../src/slack/compose/index.js';
import { createFileSource, createPeople } from '../../../src/slack/index.js';
import { listener } from '../../../src/slack/listener.js';
import { actionPayload } from '../../../src/slack/payloads.js';
import { eventually, type Ground, openGround, type Served, serve } from '../harness.js';
import { draftOf } from './samples.js';

/** A workspace that is set up, with one Facebook Page and one Instagram account, reached over HTTP as Slack would. */
export interface Shop extends Ground {
  deps: ComposeDeps;
  accounts: AccountStore;
  served: Served;
  author: SlackPerson;
  /** Posts whose card was to be drawn. */
  drawn: string[];
  facebook: string;
  instagram: string;
  connect(account: Partial<Account> & Pick<Account, 'platform' | 'name'>): Promise<Account>;
  settings(changes: { reviewChannel?: string; authorsMayApprove?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(label: string): Promise<Shop> {
  const ground = await openGround(label);
  const { mongo, workspaces, slack, clients } = ground;
  await createIndexes(mongo);
  const accounts = createAccountStore(mongo, createSecretBox([{ id: 'k', key: new Secret(randomBytes(32).toString('base64')) }]));
  const [clock, ids] = [systemClock, randomIds];
  const http = createPlatformHttp();
  const notSetUp = { state: 'not set up', missing: [] } as const;
  const config = { meta: notSetUp, linkedin: notSetUp, x: notSetUp };
  const { platforms } = createPlatforms({ http, config, publicUrl: 'https://copydesk.example' });
  const drawn: string[] = [];
  const deps: ComposeDeps = {
    workspaces,
    people: createPeople(clients, clock),
    posts: createPostStore(mongo),
    drafts: createDraftStore(mongo),
    decisions: createDecisionStore(mongo),
    library: createLibraryStore(mongo),
    accounts,
    media: createMediaStore(mongo),
    files: createFileSource({ clients, apiUrl: ground.apiUrl }),
    platforms,
    http: http.send,
    log: ground.log,
    publications: createPublicationsOfPost(mongo),
    live: createPublicationStore(mongo),
    neighbours: createNeighbourReader(mongo),
    subcommands: new Map(),
    allowances: async () => new Map(),
    approved: createApprovedPublications(mongo, { ids, wakeLanes: () => {} }),
    transaction: mongo.transaction,
    clock,
    ids,
    pages: createPageReader({ log: ground.log, allowLoopback: true }),
    openSettings: async ({ context }) => context.tell('settings'),
    drawCard: async (_workspace, post) => {
      drawn.push(post);
    },
  };
  const edit = listener({
    kind: 'action',
    id: 'test_edit',
    parse: actionPayload,
    ack: async () => ({ carry: undefined }),
    work: async (input, context) => openEdit(deps, { context, triggerId: input.trigger_id, post: input.actions[0].value ?? '' }),
  });
  const served = await serve(ground, [...composeListeners(deps), edit]);
  slack.connectTo(served.origin);
  // The first call opens the connection and compiles its way; on a busy machine that alone can take the second in which Slack has to say who somebody is.
  await (await clients.of(slack.team.id)).users.info({ user: slack.people.author.id });
  const connect: Shop['connect'] = async (fields) => {
    const account: Account = {
      id: ids.id(),
      workspace: slack.team.id,
      brand: 'brand',
      platformId: ids.id(),
      grant: 'grant',
      health: { state: 'good' },
      connectedBy: slack.people.admin.id,
      connectedAt: new Date(),
      ...fields,
    };
    await mongo.transaction((tx) => accounts.saveAccount(account, { grantVersion: 1 }, tx));
    return account;
  };
  const settings: Shop['settings'] = async (changes) => {
    await workspaces.saveSettings(slack.team.id, 'brand', {
      reviewChannel: slack.channels.review,
      zone: 'Europe/Berlin',
      authorsMayApprove: false,
      ...changes,
    });
  };
  await settings({});
  const [facebook, instagram] = [
    await connect({ platform: 'facebook', name: 'Bakery Page' }),
    await connect({ platform: 'instagram', name: 'Bakery', username: 'bakery' }),
  ];
  return {
    ...ground,
    deps,
    accounts,
    served,
    author: slack.as(slack.people.author.id),
    drawn,
    facebook: facebook.id,
    instagram: instagram.id,
    connect,
    settings,
    close: async () => {
      await served.end();
      await http.close();
      await ground.end();
    },
  };
}

/** A draft of the shop's author with an id of its own, which is in no store yet. */
export function draftIn({ slack }: Pick<Shop, 'slack'>, accounts: readonly string[], fields: Partial<Draft> = {}): Draft {
  drafts += 1;
  return draftOf({
    id: `draft-${drafts}`,
    post: `post-${drafts}`,
    version: 1,
    workspace: slack.team.id,
    brand: 'brand',
    person: slack.people.author.id,
    accounts,
    text: 'For all',
    ...fields,
  });
}

/** Waits until the person's modal on top fits, and gives it. */
export async function viewWhen(person: SlackPerson, fits: (view: SlackView) => boolean): Promise<SlackView> {
  try {
    await eventually(() => {
      const view = person.view();
      return view !== undefined && fits(view);
    });
  } catch {
    throw new Error(`The modal never fitted. It is: ${JSON.stringify(person.view()?.blocks ?? 'none')}`);
  }
  const view = person.view();
  if (view === undefined) throw new Error('The modal was closed.');
  return view;
}

/** Waits for the modal with this callback id. */
export async function screen(person: SlackPerson, callbackId: string, holding = ''): Promise<SlackView> {
  return viewWhen(person, (view) => view.callbackId === callbackId && JSON.stringify(view.blocks).includes(holding));
}

/** Runs `/publish` and waits for the form it opens. */
export async function publish(person: SlackPerson, text = ''): Promise<SlackView> {
  const before = person.view()?.id;
  await person.command('/publish', text);
  return viewWhen(person, ({ id, callbackId }) => id !== before && callbackId === 'compose_write');
}

let drafts = 0;
