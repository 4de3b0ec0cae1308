import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { type DecideDeps, type DecisionInput, decide } from '../../src/approvals/index.js';
import type { Config } from '../../src/config.js';
import { type Clock, systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { mediaSource } from '../../src/media/index.js';
import * as stores from '../../src/mongo/index.js';
import { createPlatforms } from '../../src/platforms/index.js';
import type { Medium } from '../../src/platforms/platform.js';
import { type AccountContent, contentHash, type Draft, type Revision, sendForReview, type When } from '../../src/posts/index.js';
import type { PauseDeps, PublishingDeps } from '../../src/publishing/index.js';
import type { Person } from '../../src/workspaces/index.js';
import { pdf } from '../media/documents.js';

/** People at work on a database that instances of Copydesk share, by the rooms' own use-cases: what a click does, without a Slack between. */
export interface Hands {
  readonly mongo: stores.Mongo;
  readonly deps: PublishingDeps & DecideDeps & PauseDeps;
  readonly workspace: string;
  readonly brand: string;
  /** Connected accounts: platform and id, in the order they were connected. */
  accounts(): Promise<{ readonly id: string; readonly platform: string; readonly platformId: string }[]>;
  /** A post in review; resolves to its id. */
  write(contents: readonly AccountContent[], when?: When): Promise<string>;
  /** The approver's decision on a revision. */
  decide(post: string, kind?: DecisionInput['kind'], revision?: number, person?: string): Promise<void>;
  /** The author's other words for every account, sent for review as revision `number`. */
  edit(post: string, contents: readonly AccountContent[], number: number): Promise<void>;
  picture(): Promise<Medium>;
  document(): Promise<Medium>;
  close(): Promise<void>;
}

/** The person who writes, and the one who approves. */
export const AUTHOR = 'UAUTHOR';
export const APPROVER = 'UAPPROVER';

/** Connects to a database on which Copydesk was set up already, as an instance that publishes nothing. */
export async function openHands(config: Config, clock: Clock = systemClock): Promise<Hands> {
  const mongo = await stores.connectMongo(config.mongodbUri);
  const ids = randomIds;
  const log = createLog('silent');
  const found = await mongo.db.collection<{ _id: string; workspace: string }>('brands').findOne({});
  if (found === null) throw new Error('Copydesk was not set up on this database.');
  const { workspace, _id: brand } = found;
  const media = stores.createMediaStore(mongo);
  const lanes = stores.createLaneStore(mongo, clock);
  const drafts = stores.createDraftStore(mongo);
  const http = async (): Promise<never> => {
    throw new Error('Hands send nothing.');
  };
  const { platforms } = createPlatforms({ http: { send: http, close: async () => {} }, config, publicUrl: config.publicUrl });
  let waking = Promise.resolve();
  const deps: Hands['deps'] = {
    publications: stores.createPublicationStore(mongo),
    lanes,
    posts: stores.createPostStore(mongo),
    accounts: stores.createAccountStore(mongo, createSecretBox(config.encryptionKeys)),
    platforms,
    http,
    media: {
      source: (input) => mediaSource({ media, ids, clock, publicUrl: config.publicUrl }, input),
      end: (...ended) => media.endMediaLinks(...ended),
    },
    quotas: stores.createQuotaStore(mongo),
    notifier: { changed: () => {} },
    clock,
    ids,
    log,
    random: Math.random,
    decisions: stores.createDecisionStore(mongo),
    approved: stores.createApprovedPublications(mongo, {
      ids,
      wakeLanes: (...woken) => {
        waking = lanes.wake(...woken).catch(() => {});
      },
    }),
    schedule: stores.createScheduleStore(mongo),
    transaction: mongo.transaction,
    workspaces: stores.createWorkspaceStore(mongo),
    people: { person: async (_workspace, id) => person(id), members: async () => new Set<string>() },
  };
  const keep = async (bytes: Buffer, facts: Omit<Medium, 'rendition' | 'sha256' | 'size'>): Promise<Medium> => {
    const medium = { sha256: sha256(bytes), mimeType: facts.mimeType, width: facts.width, height: facts.height, size: bytes.length };
    const kept = await media.saveRendition(
      { ...medium, rendition: ids.id(), asset: ids.id(), workspace },
      { maxWidth: 1440, maxBytes: 8_000_000 },
      bytes,
    );
    return { ...medium, rendition: kept.rendition, altText: facts.altText };
  };
  return {
    mongo,
    deps,
    workspace,
    brand,
    accounts: async () => {
      const all = await mongo.db
        .collection<{ _id: string; platform: string; platformId: string }>('accounts')
        .find({ workspace })
        .sort({ connectedAt: 1, platformId: 1 })
        .toArray();
      return all.map(({ _id, platform, platformId }) => ({ id: _id, platform, platformId }));
    },
    write: async (accounts, when) => {
      const at = clock.now();
      const post = ids.id();
      const revision: Revision = {
        workspace,
        post,
        number: 1,
        by: AUTHOR,
        at,
        text: accounts[0]?.content.text ?? '',
        files: [],
        accounts,
        contentHash: contentHash(accounts),
      };
      const fresh = { id: post, workspace, brand, author: AUTHOR, revision: 1, seq: 0, createdAt: at, updatedAt: at };
      await mongo.transaction((tx) =>
        deps.posts.create({ ...fresh, state: 'in_review', ...(when === undefined ? {} : { when }) }, revision, tx),
      );
      return post;
    },
    decide: async (post, kind = 'approved', revision = 1, by = APPROVER) => {
      await decide(deps, { workspace, post, revision, person: by, kind });
      await waking;
    },
    edit: async (post, contents, number) => {
      const at = clock.now();
      const draft: Draft = {
        id: ids.id(),
        workspace,
        brand,
        person: AUTHOR,
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
      const publications = stores.createPublicationsOfPost(mongo);
      await sendForReview(
        { ...deps, media, drafts, library: stores.createLibraryStore(mongo), publications },
        { workspace, draft: draft.id, version: 1, person: AUTHOR },
      );
    },
    picture: async () => {
      const [r = 0, g = 0, b = 0] = randomBytes(3);
      const bytes = await sharp({ create: { width: 640, height: 640, channels: 3, background: { r, g, b } } })
        .jpeg()
        .toBuffer();
      return keep(bytes, { mimeType: 'image/jpeg', width: 640, height: 640, altText: 'A colour' });
    },
    document: () => keep(pdf(2), { mimeType: 'application/pdf', width: 0, height: 0, altText: 'Our menu' }),
    close: async () => {
      await waking;
      await mongo.close();
    },
  };
}

function person(id: string): Person {
  return { id, name: id, kind: 'member', isAdmin: true, zone: 'Europe/Berlin' };
}
