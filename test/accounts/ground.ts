import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { AccountPublications, AccountsDeps, AccountsNotifier } from '../../src/accounts/index.js';
import { oauthRoutes } from '../../src/http/oauth.js';
import { metaWebhookRoutes } from '../../src/http/webhooks-meta.js';
import { type Clock, systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox, type SecretBox } from '../../src/lib/secret-box.js';
import { createAccountIndexes, createAccountStore } from '../../src/mongo/accounts.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createDeletionIndexes, createDeletionStore } from '../../src/mongo/deletions.js';
import { createAccountsEverywhere } from '../../src/mongo/everywhere-accounts.js';
import { createGrantIndexes, createGrantStore } from '../../src/mongo/grants.js';
import { createChoiceIndexes, createChoiceStore } from '../../src/mongo/pending-choices.js';
import { createTicketIndexes, createTicketStore } from '../../src/mongo/tickets.js';
import { unfinishedPosts } from '../../src/mongo/unfinished.js';
import { createWorkspaceIndexes, createWorkspaceStore } from '../../src/mongo/workspaces.js';
import { createPlatformHttp } from '../../src/platforms/http.js';
import { createPlatforms } from '../../src/platforms/index.js';
import type { Platform } from '../../src/platforms/platform.js';
import { type LinkedInOptions, type LinkedInStandIn, startLinkedIn } from '../../src/playground/linkedin/index.js';
import { type MetaStandIn, startMeta } from '../../src/playground/meta/index.js';
import { startX, type XStandIn } from '../../src/playground/x/index.js';
import type { Person } from '../../src/workspaces/index.js';
import { openTestDatabase } from '../support/mongo.js';

export const APP_SECRET = 'meta-app-secret-of-tests';
export const [LINKEDIN_SECRET, X_SECRET] = ['linkedin-app-secret-of-tests', 'x-app-secret-of-tests'] as const;
/** The sealing key, base64. */
export const KEY = Buffer.alloc(32, 7).toString('base64');
export const VERIFY_TOKEN = 'verify-token-of-tests';
export const WORKSPACE = 'T1';
export const BRAND = 'B1';
/** Who set Copydesk up; an admin; a plain member. */
export const [ADA, BO, MEMBER] = ['U-ada', 'U-bo', 'U-member'] as const;

/** What publications were asked, in order; `texts` is what waits, by account. */
export interface Publications extends AccountPublications {
  readonly calls: { readonly act: 'block' | 'unblock' | 'wake'; readonly accounts: readonly string[]; readonly sentence?: string }[];
  readonly texts: Map<string, string[]>;
}

export interface Notices extends AccountsNotifier {
  readonly choices: Parameters<AccountsNotifier['accountsToChoose']>[0][];
  readonly links: Parameters<AccountsNotifier['connectAgain']>[0][];
  readonly troubles: Parameters<AccountsNotifier['tokenTrouble']>[0][];
  fail: boolean;
}

export interface GroundOptions {
  readonly meta?: 'not set up';
  readonly linkedin?: Pick<LinkedInOptions, 'organizations' | 'refreshTokens'>;
  readonly perMinute?: number;
  /** Another face's database, workspaces, people and notifier. */
  readonly shared?: { readonly mongo: Mongo } & Pick<AccountsDeps, 'workspaces' | 'people' | 'notifier'>;
}

/** The accounts room over a real mongod, stand-ins for the platforms that go by its clock, and a real HTTP server. */
export interface Ground {
  readonly meta: MetaStandIn;
  readonly linkedin: LinkedInStandIn;
  readonly x: XStandIn;
  readonly box: SecretBox;
  readonly mongo: Mongo;
  /** The database, for another process; not that of a shared face. */
  readonly uri: string;
  readonly deps: AccountsDeps;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly publications: Publications;
  readonly notices: Notices;
  readonly origin: string;
  readonly lines: string[];
  /** Moves the clock by this many ms. */
  pass(ms: number): void;
  end(): Promise<void>;
}

export async function openGround(label: string, options: GroundOptions = {}): Promise<Ground> {
  const { shared } = options;
  const database = await openTestDatabase(label);
  const mongo = shared?.mongo ?? (await connectMongo(new Secret(database.uri)));
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let shift = 0;
  const time = () => Date.now() + shift;
  const meta = await startMeta({
    appId: '1234567890',
    appSecret: APP_SECRET,
    redirectUris: [`${origin}/oauth/meta/callback`],
    clock: time,
  });
  const organizations = options.linkedin?.organizations ?? true;
  const linkedin = await startLinkedIn({
    clientId: 'linkedin-app',
    clientSecret: LINKEDIN_SECRET,
    redirectUris: [`${origin}/oauth/linkedin/callback`],
    clock: time,
    ...options.linkedin,
    organizations,
  });
  const x = await startX({ clientId: 'x-app', clientSecret: X_SECRET, redirectUris: [`${origin}/oauth/x/callback`], clock: time });
  const http = createPlatformHttp();
  const setup = { state: 'on', appId: '1234567890', appSecret: new Secret(APP_SECRET), graphUrl: meta.url, dialogUrl: meta.url } as const;
  const off = { state: 'not set up', missing: ['META_APP_ID', 'META_APP_SECRET'] } as const;
  const { platforms, connectors } = createPlatforms({
    http,
    config: {
      meta: options.meta === 'not set up' ? off : setup,
      linkedin: {
        state: 'on',
        clientId: 'linkedin-app',
        clientSecret: new Secret(LINKEDIN_SECRET),
        apiUrl: linkedin.url,
        oauthUrl: linkedin.url,
        organizations,
      },
      x: { state: 'on', clientId: 'x-app', clientSecret: new Secret(X_SECRET), apiUrl: x.url, authorizeUrl: x.url },
    },
    publicUrl: origin,
  });
  const box = createSecretBox([{ id: 'k1', key: new Secret(KEY) }]);
  const workspaces = createWorkspaceStore(mongo);
  await workspaces.install(
    { id: WORKSPACE, name: 'Bluebird team', botUserId: 'U-bot' },
    { id: BRAND, name: 'Bluebird <Coffee>', zone: 'Europe/Berlin', authorsMayApprove: false },
  );
  await workspaces.claimSetUp(WORKSPACE, ADA);
  const clock: Clock = { now: () => new Date(time()), wait: systemClock.wait };
  const lines: string[] = [];
  const publications = recordPublications(mongo);
  const notices = recordNotices();
  const deps: AccountsDeps = {
    workspaces,
    people: { person: async (_workspace, id) => person(id), members: async () => new Set() },
    accounts: createAccountStore(mongo, box),
    grants: createGrantStore(mongo, box),
    tickets: createTicketStore(mongo),
    choices: createChoiceStore(mongo, box),
    deletions: createDeletionStore(mongo),
    everywhere: createAccountsEverywhere(mongo, box),
    publications,
    notifier: notices,
    connectors,
    transaction: mongo.transaction,
    clock,
    ids: randomIds,
    log: createLog('debug', { write: (line) => lines.push(line) }),
    publicUrl: origin,
    ...shared,
  };
  for (const create of [
    createWorkspaceIndexes,
    createAccountIndexes,
    createGrantIndexes,
    createTicketIndexes,
    createChoiceIndexes,
    createDeletionIndexes,
  ]) {
    await create(mongo);
  }
  const callbacks = { appSecret: new Secret(APP_SECRET), webhookVerifyToken: new Secret(VERIFY_TOKEN) };
  app.use(oauthRoutes(deps, { perMinute: options.perMinute ?? 1000 }));
  app.use(metaWebhookRoutes(deps, options.meta === 'not set up' ? undefined : callbacks));
  return {
    meta,
    linkedin,
    x,
    box,
    mongo,
    uri: database.uri,
    deps,
    platforms,
    publications,
    notices,
    origin,
    lines,
    pass: (ms) => {
      shift += ms;
    },
    end: async () => {
      await Promise.all([close(server), meta.close(), linkedin.close(), x.close(), http.close()]);
      if (shared === undefined) await mongo.close();
      await database.drop();
    },
  };
}

function recordPublications(mongo: Mongo): Publications {
  const calls: Publications['calls'] = [];
  const texts: Publications['texts'] = new Map();
  return {
    calls,
    texts,
    waiting: async (_workspace, accounts) =>
      accounts.flatMap((account) => (texts.get(account) ?? []).map((text) => ({ post: `post of ${text}`, account, text }))),
    unfinished: (workspace, of, tx) => unfinishedPosts(mongo, workspace, of, tx),
    block: async (_workspace, accounts, sentence) => void calls.push({ act: 'block', accounts, sentence }),
    unblock: async (_workspace, accounts) => void calls.push({ act: 'unblock', accounts }),
    wake: async (accounts) => void calls.push({ act: 'wake', accounts }),
  };
}

function recordNotices(): Notices {
  const [choices, links, troubles]: [Notices['choices'], Notices['links'], Notices['troubles']] = [[], [], []];
  const told = new Set<string>();
  const notices: Notices = {
    choices,
    links,
    troubles,
    fail: false,
    accountsToChoose: async (input) => {
      if (notices.fail) throw new Error('Slack is down.');
      choices.push(input);
    },
    connectAgain: async (input) => void links.push(input),
    tokenTrouble: async (input) => {
      if (notices.fail) throw new Error('Slack is down.');
      const key = `${input.grant} ${input.person} ${input.occasion}`;
      if (!told.has(key)) troubles.push(input);
      told.add(key);
    },
  };
  return notices;
}

function person(id: string): Person {
  return { id, name: id.slice(2), kind: id === 'U-guest' ? 'guest' : 'member', isAdmin: id === BO, zone: 'Europe/Berlin' };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
