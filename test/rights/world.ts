import { randomBytes } from 'node:crypto';
import type { AccountsDeps } from '../../src/accounts/index.js';
import type { PolicyDeps } from '../../src/approvals/index.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { createDeletionStore } from '../../src/mongo/deletions.js';
import { createDraftStore } from '../../src/mongo/drafts.js';
import { createAccountsEverywhere } from '../../src/mongo/everywhere-accounts.js';
import { createGrantStore } from '../../src/mongo/grants.js';
import { createHistoryStore } from '../../src/mongo/history.js';
import { createLibraryStore } from '../../src/mongo/library.js';
import { createMediaStore } from '../../src/mongo/media.js';
import { createNoticeSettingsStore } from '../../src/mongo/notice-settings.js';
import { createChoiceStore } from '../../src/mongo/pending-choices.js';
import { createPublicationsOfPost } from '../../src/mongo/publications.js';
import { createScheduleStore } from '../../src/mongo/schedule.js';
import { createTicketStore } from '../../src/mongo/tickets.js';
import { unfinishedPosts } from '../../src/mongo/unfinished.js';
import { exportWorkspace } from '../../src/mongo/workspace-export.js';
import type { Draft, LibraryDeps, Post, SendDeps } from '../../src/posts/index.js';
import type { PauseDeps, Publication } from '../../src/publishing/index.js';
import type { NoticeSettingsDeps, Policy, Roles } from '../../src/workspaces/index.js';
import { roles } from '../approvals/review.js';
import { BRAND, contentFor, publicationOf, revisionOf, WORKSPACE } from '../support/posts.js';
import { type PublishingWorld, startPublishing } from '../support/publishing.js';

/** Everybody there is, by the columns of the table. Slack's word on them follows from the first letter; their roles are in `ROLES`. */
export const PEOPLE = {
  /** An admin or owner of the Slack workspace. */
  admin: 'A1',
  /** Who set Copydesk up first. */
  first: 'U9',
  /** Admin of the brand by role. */
  manager: 'U6',
  approver: 'U2',
  /** Author of the brand, and of the post in question. */
  author: 'U1',
  /** Author of the brand, but not of the post. */
  writer: 'U4',
  /** A full member whom nothing names. */
  member: 'U5',
  guest: 'G1',
  /** From another organisation, and named by the step that is open. */
  client: 'S9',
  /** From another organisation, and named by nothing. */
  stranger: 'S8',
  /** Has every role of the brand and is named by the step, but the Slack account is deactivated. */
  deactivated: 'D1',
  /** Admin and approver of another brand. */
  elsewhere: 'U8',
} as const;
export type Who = keyof typeof PEOPLE;

/** The other brand, an archived one, and one that nothing is in. */
export const [OTHER, ARCHIVED, EMPTY] = ['B2', 'B3', 'B4'] as const;
/** The account of the posts; one that no post is on, with a grant of its own. */
export const [PAGE, IDLE] = ['page', 'idle'] as const;

type AllDeps = PublishingWorld['deps'] & PauseDeps & SendDeps & LibraryDeps & PolicyDeps & AccountsDeps & NoticeSettingsDeps;

/** A brand that names people for everything; a fresh one, which names nobody and has no policy; the first one, archived. */
export type BrandKind = 'named' | 'fresh' | 'archived';

/** What an act is done to. */
export interface Subject {
  readonly post: string;
  readonly publication: string;
}

/** A post as it is before the act; `publication` is what it has on its account, if anything. */
export interface Given {
  readonly state: Post['state'];
  readonly publication?: (() => Partial<Publication>) | undefined;
  readonly policy?: Policy;
}

/** The rooms' use-cases over a real mongod, with one brand that names people for everything. No engine runs, so nothing goes out. */
export interface RightsWorld {
  readonly deps: AllDeps & {
    readonly unfinished: AccountsDeps['publications']['unfinished'];
    readonly history: ReturnType<typeof createHistoryStore>;
    readonly exportWorkspace: (workspace: string, at: Date) => ReturnType<typeof exportWorkspace>;
  };
  /** Brands, accounts and grants as they were at first, and no posts. */
  reset(brand?: BrandKind): Promise<void>;
  write(given: Given): Promise<Subject>;
  /** Words of this person: a new post, or an edit of `of`; resolves to its id, at version 1. */
  draft(person: string, of?: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startRights(): Promise<RightsWorld> {
  const world = await startPublishing('rights');
  const { mongo } = world;
  const { db } = mongo;
  const box = createSecretBox([{ id: 'k1', key: new Secret(randomBytes(32).toString('base64')) }]);
  const nobody = async () => {};
  const deps: RightsWorld['deps'] = {
    ...world.deps,
    accounts: world.accounts,
    media: { ...createMediaStore(mongo), ...world.deps.media },
    drafts: createDraftStore(mongo),
    library: createLibraryStore(mongo),
    schedule: createScheduleStore(mongo),
    grants: createGrantStore(mongo, box),
    tickets: createTicketStore(mongo),
    choices: createChoiceStore(mongo, box),
    deletions: createDeletionStore(mongo),
    everywhere: createAccountsEverywhere(mongo, box),
    noticeSettings: createNoticeSettingsStore(mongo),
    publications: { ...world.deps.publications, ...world.connected, ...createPublicationsOfPost(mongo) },
    notifier: { ...world.deps.notifier, accountsToChoose: nobody, connectAgain: nobody, tokenTrouble: nobody },
    connectors: new Map([
      ['meta', { family: 'meta', name: 'Meta', platforms: ['facebook', 'instagram'], missing: [], connector: world.bench.connector }],
    ]),
    publicUrl: 'http://localhost:3000',
    unfinished: (workspace, of, tx) => unfinishedPosts(mongo, workspace, of, tx),
    history: createHistoryStore(mongo),
    exportWorkspace: (workspace, at) => exportWorkspace(mongo, workspace, at),
  };
  await furnish(deps);
  const kept = await Promise.all(KEPT.map(async (name) => [name, await db.collection(name).find().toArray()] as const));
  const contents = [contentFor('facebook', PAGE, { text: 'Words' })];
  return {
    deps,
    reset: async (brand = 'named') => {
      await Promise.all([...KEPT, ...EMPTIED].map((name) => db.collection(name).deleteMany({})));
      await Promise.all(kept.map(([name, documents]) => db.collection(name).insertMany(documents)));
      await db.collection<{ _id: string }>('brands').updateOne({ _id: BRAND }, AS[brand]);
    },
    write: async ({ state, publication, policy }) => {
      const revision = revisionOf(randomIds.id(), 1, contents);
      const approved = { revision: 1, contentHash: revision.contentHash, by: PEOPLE.approver, at: revision.at };
      const post: Post = {
        id: revision.post,
        workspace: WORKSPACE,
        brand: BRAND,
        author: PEOPLE.author,
        state,
        revision: 1,
        ...(publication === undefined ? {} : { approved }),
        ...(policy === undefined ? {} : { policy }),
        seq: 0,
        createdAt: revision.at,
        updatedAt: revision.at,
      };
      await deps.transaction((tx) => deps.posts.create(post, revision, tx));
      if (publication === undefined) return { post: post.id, publication: '' };
      const { id, ...fields } = publicationOf({ post: post.id, brand: BRAND, account: PAGE, ...publication() });
      await db.collection<{ _id: string }>('publications').insertOne({ ...fields, _id: id });
      return { post: post.id, publication: id };
    },
    draft: async (person, of) => {
      const at = new Date();
      const id = randomIds.id();
      const draft: Draft = {
        id,
        workspace: WORKSPACE,
        brand: BRAND,
        person,
        post: of ?? randomIds.id(),
        base: of === undefined ? 0 : 1,
        version: 1,
        state: 'open',
        accounts: [PAGE],
        text: `Other words ${id}`,
        files: [],
        createdAt: at,
        updatedAt: at,
      };
      await deps.drafts.insert(draft);
      return id;
    },
    close: () => world.close(),
  };
}

const AS: Readonly<Record<BrandKind, object>> = {
  named: { $unset: { archivedAt: true } },
  fresh: { $unset: { roles: true, policy: true } },
  archived: { $set: { archivedAt: new Date() } },
};

const KEPT = ['brands', 'accounts', 'grants'] as const;
const EMPTIED = ['posts', 'revisions', 'publications', 'drafts', 'decisions'] as const;

const ROLES: Roles = roles({
  admins: ['U6', 'D1'],
  approvers: ['U2', 'D1'],
  authors: ['U1', 'U4', 'D1'],
  unreviewed: ['U1', 'U4', 'D1'],
});

/** One step, which the client and whoever has the role approver can pass. */
export const POLICY: Policy = {
  steps: [{ name: 'Legal', who: { people: [PEOPLE.client, PEOPLE.deactivated], groups: [], approvers: true }, need: 1 }],
  authorsMayApprove: false,
  editorsMayApprove: true,
};

/** The client's step comes second. */
export const CLIENT_LATER: Policy = {
  ...POLICY,
  steps: [
    { name: 'Legal', who: { people: [], groups: [], approvers: true }, need: 1 },
    { name: 'Client', who: { people: [PEOPLE.client], groups: [], approvers: false }, need: 1 },
  ],
};

/** Nobody but the client can approve. */
export const CLIENT_ONLY: Policy = { ...POLICY, steps: CLIENT_LATER.steps.slice(1) };

async function furnish(deps: AccountsDeps): Promise<void> {
  const { workspaces } = deps;
  await workspaces.claimSetUp(WORKSPACE, PEOPLE.first);
  for (const id of [OTHER, ARCHIVED, EMPTY])
    await workspaces.createBrand({ id, workspace: WORKSPACE, name: id, zone: 'UTC', reviewChannel: 'C1', authorsMayApprove: false });
  await workspaces.saveRoles(WORKSPACE, BRAND, ROLES);
  await workspaces.saveRoles(WORKSPACE, OTHER, roles({ admins: ['U8'], approvers: ['U8'], authors: ['U8'] }));
  await deps.transaction(async (tx) => {
    await workspaces.savePolicy(WORKSPACE, BRAND, undefined, POLICY, tx);
    await workspaces.archiveBrand(WORKSPACE, ARCHIVED, new Date(), tx);
    for (const id of [PAGE, IDLE]) {
      const [person, connectedAt] = [{ platformId: id, name: 'Ada' }, new Date()];
      const grant = {
        id: `grant of ${id}`,
        workspace: WORKSPACE,
        family: 'meta' as const,
        person,
        connectedBy: 'U9',
        scopes: [],
        version: 1,
      };
      await deps.grants.saveGrant(grant, { token: new Secret('token') }, tx);
      const account = { id, workspace: WORKSPACE, brand: BRAND, platform: 'facebook' as const, platformId: id, name: id, grant: grant.id };
      await deps.accounts.saveAccount(
        { ...account, health: { state: 'good' }, connectedBy: 'U9', connectedAt },
        { grantVersion: 1, token: new Secret('token') },
        tx,
      );
    }
  });
}
