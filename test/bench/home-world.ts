import type { Account } from '../../src/accounts/index.js';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import {
  createAccountStore,
  createDraftStore,
  createGrantStore,
  createIndexes,
  createListStore,
  createWorkspaceStore,
} from '../../src/mongo/index.js';
import { createChoiceStore } from '../../src/mongo/pending-choices.js';
import { contentHash } from '../../src/posts/index.js';
import type { PublicationState } from '../../src/publishing/index.js';
import type { LoadDeps } from '../../src/slack/home/load-home.js';

/** A workspace with many posts, and what reading a Home of it needs. */
export interface HomeWorld {
  readonly mongo: Mongo;
  readonly deps: LoadDeps;
  readonly workspace: string;
  readonly person: string;
  /** Ids of posts, in the order they were made. */
  readonly posts: readonly string[];
}

/** Fills a database with `count` posts on two of forty accounts each, a year's worth: one in a hundred in trouble, and 2 % ahead of their time. */
export async function createHomeWorld(uri: string, count: number): Promise<HomeWorld> {
  const mongo = await connectMongo(new Secret(uri));
  await createIndexes(mongo);
  const box = createSecretBox([{ id: 'k1', key: new Secret(Buffer.alloc(32).toString('base64')) }]);
  const [workspaces, accounts] = [createWorkspaceStore(mongo), createAccountStore(mongo, box)];
  await workspaces.install({ id: WORKSPACE, name: 'Bluebird', botUserId: 'UBOT' }, BRAND);
  await workspaces.saveSettings(WORKSPACE, BRAND.id, { reviewChannel: 'C1', zone: 'Europe/Berlin', authorsMayApprove: false });
  const ids = Array.from({ length: ACCOUNTS }, (_, nth) => `A${nth}`);
  for (const id of ids) await mongo.transaction((tx) => accounts.saveAccount(accountOf(id), { grantVersion: 1 }, tx));
  const posts = await fill(mongo, ids, count);
  return {
    mongo,
    workspace: WORKSPACE,
    person: 'U1',
    posts,
    deps: {
      workspaces,
      people: {
        person: async () => ({ id: 'U1', name: 'Ada', kind: 'member', isAdmin: true, zone: 'Europe/Lisbon' }),
        members: async () => new Set(),
      },
      accounts,
      grants: createGrantStore(mongo, box),
      choices: createChoiceStore(mongo, box),
      connectors: new Map(),
      drafts: createDraftStore(mongo),
      lists: createListStore(mongo),
      platforms: new Map(),
      clock: { ...systemClock, now: () => new Date(NOW) },
    },
  };
}

async function fill(mongo: Mongo, accounts: readonly string[], count: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, nth) => recordsOf(nth, count, accounts));
  for (const [collection, of] of [
    ['posts', (each: Records) => [each.post]],
    ['revisions', (each: Records) => [each.revision]],
    ['publications', (each: Records) => each.publications],
  ] as const)
    await mongo.db.collection(collection).insertMany(made.flatMap((each) => of(each)));
  return made.map(({ id }) => id);
}

interface Records {
  readonly id: string;
  readonly post: object;
  readonly revision: object;
  readonly publications: readonly object[];
}

/** The posts stand an hour apart; the last fiftieth of them is ahead of its time, and half of that waits for a review. */
function recordsOf(nth: number, count: number, accounts: readonly string[]): Records {
  const id = randomIds.id();
  const at = new Date(NOW + (nth - count * 0.98) * HOUR_MS);
  const ahead = at.getTime() > NOW;
  const inReview = ahead && nth % 2 === 0;
  const state: PublicationState = ahead ? 'queued' : nth % 100 === 7 ? 'failed' : 'published';
  const chosen = [accounts[nth % accounts.length] ?? 'A0', accounts[(nth * 7 + 1) % accounts.length] ?? 'A1'];
  const text = `Post ${nth}. The terrace is open again, and the first coffee is on us until Friday.`;
  const contents = chosen.map((account) => ({ account, platform: 'facebook' as const, content: { text, media: [], options: {} } }));
  const times = { createdAt: at, updatedAt: at };
  return {
    id,
    post: {
      _id: id,
      workspace: WORKSPACE,
      brand: BRAND.id,
      author: 'U2',
      state: inReview ? 'in_review' : ahead ? 'approved' : 'closed',
      ...(inReview ? { when: { kind: 'at', at } } : {}),
      revision: 1,
      seq: 0,
      cardDue: false,
      ...times,
    },
    revision: {
      _id: `${id}:1`,
      workspace: WORKSPACE,
      post: id,
      number: 1,
      by: 'U2',
      at,
      text,
      files: [],
      accounts: contents,
      contentHash: contentHash(contents),
    },
    publications: inReview
      ? []
      : chosen.map((account) => ({
          _id: randomIds.id(),
          workspace: WORKSPACE,
          post: id,
          account,
          platform: 'facebook',
          revision: 1,
          state,
          holds: [],
          dueAt: at,
          ...(state === 'queued' ? { nextAt: at } : {}),
          ...(state === 'published' ? { publishedAt: at, link: 'https://www.facebook.com/1' } : {}),
          acts: [],
          tries: 0,
          finds: 0,
          version: 1,
        })),
  };
}

function accountOf(id: string): Account {
  return {
    id,
    workspace: WORKSPACE,
    brand: BRAND.id,
    platform: 'facebook',
    platformId: id,
    name: `Bluebird ${id}`,
    grant: 'G1',
    health: { state: 'good' },
    connectedBy: 'U1',
    connectedAt: new Date(NOW),
  };
}

const WORKSPACE = 'T1';
const BRAND = { id: 'T1-1', name: 'Bluebird', zone: 'Europe/Berlin', authorsMayApprove: false };
const ACCOUNTS = 40;
const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-22T10:00:00Z');
