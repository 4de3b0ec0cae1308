import { Schema } from 'mongoose';
import { say } from '../language/index.js';
import { createGather } from '../lib/gather.js';
import { BeingDeletedError, type Brand, NameTakenError, type Workspace, type WorkspaceStore } from '../workspaces/index.js';
import { isDuplicateKey, type Mongo, within } from './connection.js';
import { gatherById } from './gathered-reads.js';

/** Workspaces and brands in MongoDB. */
export function createWorkspaceStore(mongo: Mongo): WorkspaceStore {
  const { connection } = mongo;
  const workspaces = connection.model('Workspace', workspaceSchema);
  const brands = connection.model('Brand', brandSchema);
  const readBrand = gatherById<StoredBrand>(mongo, 'brands');
  const readWorkspace = createGather(
    async (ids: readonly string[]) => {
      const found = await workspaces.find({ _id: { $in: [...new Set(ids)] } }).lean();
      return ids.map((id) => found.find(({ _id }) => _id === id) ?? null);
    },
    { most: 500 },
  );
  const byName = async (filter: object) =>
    (await brands.find(filter).collation(ANY_CASE).sort({ name: 1 }).lean()).flatMap((found) => toBrand(found) ?? []);
  return {
    workspace: async (workspace) => toWorkspace(await readWorkspace(workspace)),
    install: async ({ id, name, botUserId, at }, brand, tx) => {
      const first = { $setOnInsert: { ...brandFields(brand), workspace: id, seq: 0 } };
      await brands.updateOne({ _id: brand.id }, first, { ...within(tx), upsert: true });
      const change = {
        $set: { name, botUserId, ...(at === undefined ? {} : { installedAt: at }) },
        $unset: { uninstalledAt: 1, releaseAt: 1, releasedAt: 1 },
      };
      const stored = await workspaces
        .findOneAndUpdate({ _id: id, deletingAt: null }, change, { ...within(tx), upsert: true, returnDocument: 'after' })
        .lean()
        .catch((error: unknown) => {
          throw isDuplicateKey(error) ? new BeingDeletedError(say('account.refused.workspaceBeingDeleted'), { cause: error }) : error;
        });
      const workspace = toWorkspace(stored);
      if (workspace === undefined) throw new Error(`The workspace ${id} was not stored.`);
      return workspace;
    },
    markUninstalled: async (workspace, { at, installedBefore }, tx) => {
      const standing = { _id: workspace, uninstalledAt: null, installedAt: { $not: { $gt: installedBefore } } };
      return (await workspaces.updateOne(standing, { $set: { uninstalledAt: at } }, within(tx))).matchedCount === 1;
    },
    claimSetUp: async (workspace, person) => {
      await workspaces.updateOne({ _id: workspace, setUpBy: { $exists: false } }, { $set: { setUpBy: person } });
      return (await workspaces.findById(workspace).lean())?.setUpBy ?? person;
    },
    brands: (workspace) => byName({ workspace, archivedAt: null }),
    allBrands: (workspace) => byName({ workspace }),
    brand: async (workspace, brand, tx) =>
      toBrand(
        tx === undefined ? await readBrand(workspace, brand) : await brands.findOne({ _id: brand, workspace }, null, within(tx)).lean(),
      ),
    createBrand: async ({ id, ...fields }) => {
      await brands.create({ _id: id, ...fields, seq: 0 }).catch(refuseTaken);
      return { id, ...fields, seq: 0 };
    },
    archiveBrand: async (workspace, brand, at, tx) =>
      toBrand(
        await brands
          .findOneAndUpdate(
            { _id: brand, workspace, archivedAt: null },
            { $set: { archivedAt: at }, $inc: { seq: 1 } },
            { ...within(tx), returnDocument: 'after' },
          )
          .lean(),
      ),
    restoreBrand: async (workspace, brand) =>
      toBrand(
        await brands
          .findOneAndUpdate(
            { _id: brand, workspace, archivedAt: { $exists: true } },
            { $unset: { archivedAt: 1 }, $inc: { seq: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      ),
    saveSettings: async (workspace, brand, settings) =>
      toBrand(
        await brands
          .findOneAndUpdate({ _id: brand, workspace, archivedAt: null }, { $set: settings, $inc: { seq: 1 } }, { returnDocument: 'after' })
          .lean()
          .catch(refuseTaken),
      ),
    saveRoles: async (workspace, brand, roles) =>
      toBrand(
        await brands.findOneAndUpdate({ _id: brand, workspace }, { $set: { roles }, $inc: { seq: 1 } }, { returnDocument: 'after' }).lean(),
      ),
    saveReminders: async (workspace, brand, reminders) =>
      toBrand(
        await brands
          .findOneAndUpdate({ _id: brand, workspace }, { $set: { reminders }, $inc: { seq: 1 } }, { returnDocument: 'after' })
          .lean(),
      ),
    savePolicy: async (workspace, brand, account, policy, tx) => {
      const field = account === undefined ? 'policy' : `accountPolicies.${account}`;
      const change = policy === null ? { $unset: { [field]: 1 } } : { $set: { [field]: policy } };
      await brands.updateOne({ _id: brand, workspace }, { ...change, $inc: { seq: 1 } }, within(tx));
    },
    pause: async (workspace, brand, pause) =>
      toBrand(
        await brands
          .findOneAndUpdate(
            { _id: brand, workspace, pause: { $exists: false } },
            { $set: { pause }, $unset: { resume: 1 }, $inc: { seq: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      ),
    resume: async (workspace, brand, resume) =>
      toBrand(
        await brands
          .findOneAndUpdate(
            { _id: brand, workspace, pause: { $exists: true } },
            { $set: { resume }, $unset: { pause: 1 }, $inc: { seq: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      ),
    savePauseBanner: async (workspace, brand, at, banner) => {
      await brands.updateOne({ _id: brand, workspace, 'pause.at': at }, { $set: { 'pause.banner': banner } });
    },
    endResume: async (workspace, brand, at) => {
      await brands.updateOne({ _id: brand, workspace, 'resume.at': at }, { $unset: { resume: 1 } });
    },
    touchBrand: async (workspace, brand, tx) => {
      const options = { ...within(tx), returnDocument: 'after' } as const;
      return toBrand(await brands.findOneAndUpdate({ _id: brand, workspace, archivedAt: null }, { $inc: { seq: 1 } }, options).lean());
    },
  };
}

/** Indexes of the two collections: a brand's name is its workspace's only one, in whatever case. */
export async function createWorkspaceIndexes({ db }: Mongo): Promise<void> {
  await db.collection('brands').createIndex({ workspace: 1, name: 1 }, { name: 'brand_names', unique: true, collation: ANY_CASE });
  await db.collection('brands').createIndex({ 'pause.at': 1 }, { sparse: true });
  await db.collection('brands').createIndex({ 'resume.at': 1 }, { sparse: true });
  await db.collection('workspaces').createIndex({ uninstalledAt: 1 }, { sparse: true });
}

/** Names are compared without regard to case, and with regard to accents. */
const ANY_CASE = { locale: 'en', strength: 2 } as const;

const workspaceSchema = new Schema(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    botUserId: { type: String, required: true },
    setUpBy: String,
    installedAt: Date,
    uninstalledAt: Date,
    releaseAt: Date,
    releasedAt: Date,
    deletingAt: Date,
  },
  { collection: 'workspaces', versionKey: false, strict: 'throw' },
);

const brandSchema = new Schema<StoredBrand>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    name: { type: String, required: true },
    zone: { type: String, required: true },
    reviewChannel: String,
    authorsMayApprove: { type: Boolean, required: true },
    roles: Schema.Types.Mixed,
    policy: Schema.Types.Mixed,
    accountPolicies: Schema.Types.Mixed,
    postingTimes: { type: new Schema({ days: [Number], times: [String] }, { _id: false }) },
    toleranceMs: Number,
    firstComments: Boolean,
    asksToDelete: Boolean,
    reminders: Schema.Types.Mixed,
    pause: { type: new Schema({ by: String, at: Date, banner: Schema.Types.Mixed }, { _id: false }) },
    resume: { type: new Schema({ by: String, at: Date, overdue: String, banner: Schema.Types.Mixed }, { _id: false }) },
    archivedAt: Date,
    seq: { type: Number, required: true },
  },
  { collection: 'brands', versionKey: false, strict: 'throw', minimize: false },
);

function toWorkspace(stored: Stored<Workspace> | null): Workspace | undefined {
  if (stored === null) return undefined;
  return {
    id: stored._id,
    name: stored.name,
    botUserId: stored.botUserId,
    ...(stored.setUpBy == null ? {} : { setUpBy: stored.setUpBy }),
    ...(stored.installedAt == null ? {} : { installedAt: stored.installedAt }),
    ...(stored.uninstalledAt == null ? {} : { uninstalledAt: stored.uninstalledAt }),
  };
}

function toBrand(stored: Stored<Brand> | null): Brand | undefined {
  if (stored === null) return undefined;
  return {
    id: stored._id,
    workspace: stored.workspace,
    name: stored.name,
    zone: stored.zone,
    authorsMayApprove: stored.authorsMayApprove,
    seq: stored.seq,
    ...(stored.reviewChannel == null ? {} : { reviewChannel: stored.reviewChannel }),
    ...(stored.roles == null ? {} : { roles: stored.roles }),
    ...(stored.policy == null ? {} : { policy: stored.policy }),
    ...(stored.accountPolicies == null ? {} : { accountPolicies: stored.accountPolicies }),
    ...(stored.postingTimes == null ? {} : { postingTimes: stored.postingTimes }),
    ...(stored.toleranceMs == null ? {} : { toleranceMs: stored.toleranceMs }),
    ...(stored.firstComments == null ? {} : { firstComments: stored.firstComments }),
    ...(stored.asksToDelete == null ? {} : { asksToDelete: stored.asksToDelete }),
    ...(stored.reminders == null ? {} : { reminders: stored.reminders }),
    ...(stored.pause == null ? {} : { pause: stored.pause }),
    ...(stored.resume == null ? {} : { resume: stored.resume }),
    ...(stored.archivedAt == null ? {} : { archivedAt: stored.archivedAt }),
  };
}

function refuseTaken(error: unknown): never {
  throw isDuplicateKey(error) ? new NameTakenError('Another brand has this name.', { cause: error }) : error;
}

function brandFields(brand: Omit<Brand, 'workspace' | 'seq'>): Omit<Brand, 'workspace' | 'seq' | 'id'> {
  const { id: _id, ...fields } = brand;
  return fields;
}

type StoredBrand = Omit<Brand, 'id'> & { _id: string };

/** A stored document: `id` is `_id`, and what is optional may be null. */
type Stored<T extends { id: string }> = { _id: string } & { [K in keyof Omit<T, 'id'>]: undefined extends T[K] ? T[K] | null : T[K] };
