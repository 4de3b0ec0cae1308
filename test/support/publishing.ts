import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import sharp from 'sharp';
import type { AccountStore } from '../../src/accounts/index.js';
import { type DecideDeps, decide } from '../../src/approvals/index.js';
import { mediaRoutes } from '../../src/http/media.js';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { mediaSource } from '../../src/media/index.js';
import { createAccountIndexes, createAccountStore } from '../../src/mongo/accounts.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createDecisionIndexes, createDecisionStore } from '../../src/mongo/decisions.js';
import { createDraftStore } from '../../src/mongo/drafts.js';
import { createMediaEverywhere } from '../../src/mongo/everywhere-media.js';
import { createGrantStore } from '../../src/mongo/grants.js';
import { createLaneIndexes, createLaneStore } from '../../src/mongo/lanes.js';
import { createLibraryStore } from '../../src/mongo/library.js';
import { createMediaStore } from '../../src/mongo/media.js';
import { createPostIndexes, createPostStore } from '../../src/mongo/posts.js';
import {
  createAccountPublications,
  createApprovedPublications,
  createPublicationIndexes,
  createPublicationStore,
  createPublicationsOfPost,
  publicationsOf,
} from '../../src/mongo/publications.js';
import { createQuotaStore } from '../../src/mongo/quotas.js';
import { createWorkspaceStore } from '../../src/mongo/workspaces.js';
import type { Medium } from '../../src/platforms/platform.js';
import { type AccountContent, type Draft, sendForReview } from '../../src/posts/index.js';
import { createEngine, type Engine, type Publication, type PublishingDeps } from '../../src/publishing/index.js';
import type { Person, RightsDeps } from '../../src/workspaces/index.js';
import { type MetaBench, startMetaBench } from '../platforms/meta-bench.js';
import { openTestDatabase } from './mongo.js';
import { BRAND, revisionOf, WORKSPACE } from './posts.js';

/** Everything publishing needs, real: a mongod, a Meta stand-in over HTTP, Copydesk's adapters, and pictures at real addresses. */
export interface PublishingWorld {
  readonly mongo: Mongo;
  readonly bench: MetaBench;
  readonly deps: PublishingDeps & DecideDeps & RightsDeps;
  readonly connected: ReturnType<typeof createAccountPublications>;
  readonly accounts: AccountStore;
  /** What was logged since the last `freshPages`. */
  readonly logged: string[];
  /** Copydesk's clock runs this many milliseconds ahead of the machine's; Meta's does not. */
  ahead: number;
  /** Members of Slack's user groups, by group id. */
  groups: Record<string, string[]>;
  /** Set by a test to look at, or change, what is about to be written. */
  beforeChange: ((from: Publication, next: Publication) => Promise<void>) | undefined;
  /** Stops every engine, forgets every publication, and connects two Pages and the first one's Instagram account under ids nobody has used. */
  freshAccounts(): Promise<Accounts>;
  /** Calls `listener` for every command sent to MongoDB until the next `freshAccounts`. */
  commands(listener: (event: { command: { find?: string } }) => void): void;
  /** A post in review. */
  write(contents: readonly AccountContent[]): Promise<string>;
  /** A post that U2 approved; its publications in the order of `contents`. */
  approve(contents: readonly AccountContent[]): Promise<{ post: string; publications: string[] }>;
  /** The author's edit, sent for review: the text of the first content for all of its accounts. */
  edit(post: string, contents: readonly AccountContent[], number: number): Promise<void>;
  /** U2 approves a revision. */
  decide(post: string, revision: number): Promise<void>;
  /** Resolves once the lanes of the last approval are woken. */
  awake(): Promise<void>;
  picture(altText?: string): Promise<Medium>;
  engine(owner?: string): Engine;
  /** Wakes every engine, as the app does after a click. */
  poke(accounts?: readonly string[]): void;
  read(publication: string): Promise<Publication>;
  /** Resolves once the publication is as asked; throws after 15 s with what it is instead. */
  until(publication: string, wanted: Publication['state'] | ((publication: Publication) => boolean)): Promise<Publication>;
  /** Makes what a queued or unknown publication waits for due now. */
  hurry(publication: string): Promise<void>;
  close(): Promise<void>;
}

/** Account ids by what they are. */
export interface Accounts {
  readonly page: string;
  readonly otherPage: string;
  readonly instagram: string;
}

/** Starts it on a database of its own. */
export async function startPublishing(label: string): Promise<PublishingWorld> {
  const database = await openTestDatabase(label);
  const mongo = await connectMongo(new Secret(`${database.uri}${database.uri.includes('?') ? '&' : '?'}monitorCommands=true`));
  await Promise.all([
    createAccountIndexes(mongo),
    createPostIndexes(mongo),
    createPublicationIndexes(mongo),
    createLaneIndexes(mongo),
    createDecisionIndexes(mongo),
  ]);
  const bench = await startMetaBench();
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const clock = { ...systemClock, now: () => new Date(Date.now() + world.ahead) };
  const media = createMediaStore(mongo);
  const server = await serve(express().use(mediaRoutes({ media: createMediaEverywhere(mongo), clock, log })));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const box = createSecretBox([{ id: 'k1', key: new Secret(randomBytes(32).toString('base64')) }]);
  const accounts = createAccountStore(mongo, box);
  const grants = createGrantStore(mongo, box);
  const workspaces = createWorkspaceStore(mongo);
  const stored = createPublicationStore(mongo);
  const lanes = createLaneStore(mongo, clock);
  const ids = randomIds;
  const drafts = createDraftStore(mongo);
  const engines: Engine[] = [];
  let waking = Promise.resolve();
  await workspaces.install(
    { id: WORKSPACE, name: 'Bluebird', botUserId: 'UBOT' },
    { id: BRAND, name: 'Bluebird', zone: 'Europe/Berlin', authorsMayApprove: false },
  );
  await workspaces.saveSettings(WORKSPACE, BRAND, { reviewChannel: 'C1', zone: 'Europe/Berlin', authorsMayApprove: false });
  const deps: PublishingWorld['deps'] = {
    publications: {
      ...stored,
      change: async (from, next, tx) => {
        await world.beforeChange?.(from, next);
        return stored.change(from, next, tx);
      },
    },
    lanes,
    quotas: createQuotaStore(mongo),
    posts: createPostStore(mongo),
    accounts,
    platforms: new Map((['facebook', 'instagram'] as const).map((id) => [id, bench.platform(id)])),
    http: (request) => bench.http.send(request),
    media: {
      source: (input) => mediaSource({ media, ids, clock, publicUrl }, input),
      end: (workspace, owner) => media.endMediaLinks(workspace, owner),
    },
    notifier: { changed: () => {} },
    clock,
    ids,
    log,
    random: Math.random,
    decisions: createDecisionStore(mongo),
    approved: createApprovedPublications(mongo, {
      ids,
      wakeLanes: (...woken) => {
        waking = lanes.wake(...woken);
      },
    }),
    transaction: mongo.transaction,
    workspaces,
    people: { person: async (_workspace, id) => person(id), members: async (_workspace, group) => new Set(world.groups[group]) },
  };
  const world: PublishingWorld = {
    mongo,
    bench,
    deps,
    connected: createAccountPublications(mongo, { lanes, clock }),
    accounts,
    logged,
    ahead: 0,
    groups: {},
    beforeChange: undefined,
    freshAccounts: async () => {
      await waking;
      await Promise.all(engines.splice(0).map((engine) => engine.stop(30_000)));
      await mongo.db.collection('accounts').deleteMany({});
      await mongo.db.collection('lanes').deleteMany({});
      await publicationsOf(mongo).deleteMany({});
      logged.length = 0;
      mongo.client.removeAllListeners('commandStarted');
      world.ahead = 0;
      world.beforeChange = undefined;
      const consent = await bench.connect('ada', true);
      const grant = ids.id();
      const at = new Date();
      const ofPage = (nth: number) => consent.accounts.filter(({ platform }) => platform === 'facebook')[nth];
      const made = { page: ids.id(), otherPage: ids.id(), instagram: ids.id() };
      await mongo.db.collection('grants').deleteMany({});
      await mongo.transaction(async (tx) => {
        await grants.saveGrant(
          {
            id: grant,
            workspace: WORKSPACE,
            family: 'meta',
            person: { platformId: 'ada', name: 'Ada' },
            connectedBy: 'U1',
            scopes: [],
            version: 1,
          },
          { token: consent.token },
          tx,
        );
        const fields = {
          workspace: WORKSPACE,
          brand: BRAND,
          grant,
          health: { state: 'good' },
          connectedBy: 'U1',
          connectedAt: at,
        } as const;
        for (const [id, nth] of [
          [made.page, 0],
          [made.otherPage, 1],
        ] as const) {
          const page = ofPage(nth);
          if (page?.token === undefined) throw new Error('The stand-in has too few Pages.');
          await accounts.saveAccount({ ...fields, ...page.account, id, platform: 'facebook' }, { grantVersion: 1, token: page.token }, tx);
        }
        const instagram = consent.accounts.find(({ platform }) => platform === 'instagram');
        if (instagram === undefined) throw new Error('The stand-in has no Instagram account.');
        await accounts.saveAccount(
          { ...fields, ...instagram.account, id: made.instagram, platform: 'instagram', tokenFrom: made.page },
          { grantVersion: 1 },
          tx,
        );
      });
      return made;
    },
    poke: (accounts) => {
      for (const engine of engines) engine.poke(accounts);
    },
    commands: (listener) => void mongo.client.on('commandStarted', listener as never),
    write: async (contents) => {
      const revision = revisionOf(ids.id(), 1, contents);
      const post = {
        id: revision.post,
        workspace: WORKSPACE,
        brand: BRAND,
        author: 'U1',
        state: 'in_review',
        revision: 1,
        seq: 0,
        createdAt: revision.at,
        updatedAt: revision.at,
      } as const;
      await mongo.transaction((tx) => deps.posts.create(post, revision, tx));
      return post.id;
    },
    approve: async (contents) => {
      const post = await world.write(contents);
      await world.decide(post, 1);
      const publications = await stored.ofPost(WORKSPACE, post);
      return { post, publications: contents.map(({ account }) => publications.find((each) => each.account === account)?.id ?? 'missing') };
    },
    edit: async (post, contents, number) => {
      const at = new Date();
      const draft: Draft = {
        id: ids.id(),
        workspace: WORKSPACE,
        brand: BRAND,
        person: 'U1',
        post,
        base: number - 1,
        version: 1,
        state: 'open',
        accounts: contents.map(({ account }) => account),
        text: contents[0]?.content.text ?? '',
        files: [],
        createdAt: at,
        updatedAt: at,
      };
      await drafts.insert(draft);
      await sendForReview(
        { ...deps, media, drafts, library: createLibraryStore(mongo), publications: createPublicationsOfPost(mongo) },
        { workspace: WORKSPACE, draft: draft.id, version: 1, person: 'U1' },
      );
    },
    decide: async (post, revision) => {
      await decide(deps, { workspace: WORKSPACE, post, revision, person: 'U2', kind: 'approved' });
      await waking;
      world.poke();
    },
    picture: async (altText = '') => {
      const background = { r: randomBytes(1)[0] ?? 0, g: randomBytes(1)[0] ?? 0, b: randomBytes(1)[0] ?? 0 };
      const bytes = await sharp({ create: { width: 640, height: 640, channels: 3, background } })
        .jpeg()
        .toBuffer();
      const facts = { sha256: sha256(bytes), mimeType: 'image/jpeg', width: 640, height: 640, size: bytes.length };
      const kept = await media.saveRendition(
        { ...facts, rendition: ids.id(), asset: ids.id(), workspace: WORKSPACE },
        { maxWidth: 1440, maxBytes: 8_000_000 },
        bytes,
      );
      return { ...facts, rendition: kept.rendition, altText };
    },
    engine: (owner = ids.id()) => {
      const engine = createEngine(deps, { owner });
      engines.push(engine);
      engine.start();
      return engine;
    },
    read: async (publication) => {
      const found = await stored.publication(WORKSPACE, publication);
      if (found === undefined) throw new Error(`There is no publication ${publication}.`);
      return found;
    },
    until: async (publication, wanted) => {
      const fits = typeof wanted === 'function' ? wanted : (each: Publication) => each.state === wanted;
      for (const end = Date.now() + 15_000; ; ) {
        const found = await world.read(publication);
        if (fits(found)) return found;
        if (Date.now() > end) throw new Error(`It stayed ${JSON.stringify(found, null, 1)}\n${logged.slice(-5).join('')}`);
        await systemClock.wait(20);
      }
    },
    hurry: async (publication) => {
      const found = await world.read(publication);
      if (found.state !== 'queued' && found.state !== 'unknown') return;
      await publicationsOf(mongo).updateOne(
        { _id: publication, version: found.version },
        { $set: { nextAt: clock.now() }, $inc: { version: 1 } },
      );
      await lanes.wake(WORKSPACE, [found.account], clock.now());
      world.poke([found.account]);
    },
    awake: () => waking,
    close: async () => {
      await Promise.all(engines.map((engine) => engine.stop(5_000)));
      await bench.close();
      server.closeAllConnections();
      server.close();
      await mongo.close();
      await database.drop();
    },
  };
  return world;
}

/** Slack's word on a person, from their id: guests begin with G, strangers with S, deactivated ones with D, admins with A. */
function person(id: string): Person {
  const kinds: Readonly<Record<string, Person['kind']>> = { G: 'guest', S: 'stranger', D: 'deactivated' };
  return { id, name: id, kind: kinds[id.charAt(0)] ?? 'member', isAdmin: id.startsWith('A'), zone: 'Europe/Berlin' };
}

async function serve(app: express.Express): Promise<Server> {
  const server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
