import { type Connection, type Model, Schema } from 'mongoose';
import type { Account, AccountStore, HeldToken } from '../accounts/index.js';
import type { Secret } from '../lib/secret.js';
import type { SealedPlace, SecretBox } from '../lib/secret-box.js';
import type { Tx } from '../lib/transaction.js';
import { type Mongo, within } from './connection.js';
import { gatherById } from './gathered-reads.js';
import { type GrantDocument, openGrantToken, toGrant } from './grants.js';

/** Accounts in MongoDB, their tokens sealed by `box` for the account they stand on. */
export function createAccountStore(mongo: Mongo, box: SecretBox): AccountStore {
  const accounts = accountModel(mongo.connection);
  const readAccount = gatherById<AccountDocument>(mongo, 'accounts');
  const readGrant = gatherById<GrantDocument>(mongo, 'grants');
  const found = async (filter: object, tx?: Tx) =>
    (await accounts.find(filter, null, within(tx)).sort({ platform: 1, name: 1, _id: 1 }).lean()).map(toAccount);
  const change = async (workspace: string, ids: readonly string[], update: { $set?: object; $unset?: object }, tx: Tx) => {
    await accounts.updateMany({ _id: { $in: ids }, workspace }, { ...update, $inc: { seq: 1 } }, within(tx));
  };
  return {
    accounts: (workspace, brand, tx) => found({ workspace, ...(brand === undefined ? {} : { brand }), disconnectedAt: null }, tx),
    accountsById: async (workspace, ids, tx) => {
      const [id] = ids;
      if (id === undefined || ids.length > 1 || tx !== undefined) return found({ workspace, _id: { $in: ids } }, tx);
      const stored = await readAccount(workspace, id);
      return stored === null ? [] : [toAccount(stored)];
    },
    accountsByPlatformId: async (workspace, of, tx) =>
      of.length === 0 ? [] : found({ workspace, $or: of.map(({ platform, platformId }) => ({ platform, platformId })) }, tx),
    accountsOfGrant: (workspace, grant, tx) => found({ workspace, grant, disconnectedAt: null }, tx),
    accountToken: async (workspace, id): Promise<HeldToken | undefined> => {
      const account = await readAccount(workspace, id);
      if (account === null || account.disconnectedAt != null) return undefined;
      const { tokenFrom = null } = account;
      const [holder, stored] = await Promise.all([
        tokenFrom === null || tokenFrom === account.grant ? account : readAccount(workspace, tokenFrom),
        readGrant(workspace, account.grant),
      ]);
      if (holder === null || holder.disconnectedAt != null || stored === null || stored.revokedAt != null) return undefined;
      const grant = toGrant(stored);
      if (tokenFrom === account.grant) {
        const token = openGrantToken(box, stored);
        return token === undefined ? undefined : { token, grantVersion: grant.version, grant };
      }
      if (holder.token == null) return undefined;
      return { token: box.open(holder.token, tokenPlace(workspace, holder._id)), grantVersion: holder.grantVersion, grant };
    },
    personToken: async (workspace, id) => {
      const account = await readAccount(workspace, id);
      if (account === null || account.disconnectedAt != null) return undefined;
      const stored = await readGrant(workspace, account.grant);
      const token = stored === null ? undefined : openGrantToken(box, stored);
      if (stored === null || stored.revokedAt != null || token === undefined) return undefined;
      const grant = toGrant(stored);
      return { token, grantVersion: grant.version, grant };
    },
    markBroken: async (workspace, id, { sentence, at, grantVersion }) => {
      await accounts.updateOne(
        { _id: id, workspace, grantVersion: { $lte: grantVersion }, 'health.state': 'good' },
        { $set: { health: { state: 'broken', sentence, since: at }, checkAt: at }, $inc: { seq: 1 } },
      );
      const newer = await accounts.findOne({ _id: id, workspace, grantVersion: { $gt: grantVersion } }, { _id: 1 }).lean();
      return newer === null ? 'broken' : 'renewed';
    },
    touchAccounts: (workspace, ids, tx) => change(workspace, ids, {}, tx),
    areOfBrand: async (workspace, brand, ids, tx) => {
      const other = await accounts.findOne({ _id: { $in: ids }, workspace, brand: { $ne: brand } }, { _id: 1 }, within(tx)).lean();
      return other === null;
    },
    moveAccounts: async (workspace, ids, { from, to }, tx) => {
      const filter = { _id: { $in: ids }, workspace, brand: from, disconnectedAt: null };
      const { matchedCount } = await accounts.updateMany(filter, { $set: { brand: to }, $inc: { seq: 1 } }, within(tx));
      return matchedCount === ids.length;
    },
    saveAccount: async (account, { grantVersion, token }, tx) => {
      const { id, ...fields } = account;
      const sealed = token === undefined ? undefined : sealedToken(box, account, token);
      const absent = { username: 1, features: 1, tokenFrom: 1, disconnectedAt: 1, token: 1, checkedAt: 1, accessEndsAt: 1, checkAt: 1 };
      const $set = { ...fields, ...(sealed === undefined ? {} : { token: sealed }), grantVersion };
      const $unset = Object.fromEntries(Object.entries(absent).filter(([field]) => !(field in $set)));
      await accounts.updateOne(
        { _id: id, workspace: account.workspace },
        { $set, $unset, $inc: { seq: 1 } },
        { ...within(tx), upsert: true },
      );
    },
    disconnectAccounts: (workspace, ids, at, tx) => change(workspace, ids, { $set: { disconnectedAt: at }, $unset: { token: 1 } }, tx),
    breakAccounts: async (workspace, ids, { sentence, at }, tx) => {
      await change(workspace, ids, { $set: { health: { state: 'broken', sentence, since: at }, checkAt: at }, $unset: { token: 1 } }, tx);
      await accounts.updateMany(
        { _id: { $in: ids }, workspace, $expr: { $eq: ['$tokenFrom', '$grant'] } },
        { $unset: { tokenFrom: 1 } },
        within(tx),
      );
    },
    claimCheck: async (account, until) => {
      const stored = await accounts
        .findOneAndUpdate(
          { _id: account.id, workspace: account.workspace, checkAt: account.checkAt ?? null, disconnectedAt: null },
          { $set: { checkAt: until } },
          { returnDocument: 'after' },
        )
        .lean();
      return stored === null ? undefined : toAccount(stored);
    },
    keepCheck: async ({ id, workspace, checkAt }, { nextAt, ...learned }) => {
      const $set = { ...learned, ...(nextAt === undefined ? {} : { checkAt: nextAt }) };
      const update = nextAt === undefined ? { $set, $unset: { checkAt: 1 } } : { $set };
      await accounts.updateOne({ _id: id, workspace, checkAt: checkAt ?? null }, update);
    },
    renewAccounts: async (workspace, grant, version, tx) => {
      await accounts.updateMany(
        { workspace, grant, tokenFrom: grant, disconnectedAt: null },
        { $set: { grantVersion: version }, $inc: { seq: 1 } },
        within(tx),
      );
    },
  };
}

/** Indexes of the collection: an account is unique in its workspace by what the platform calls it. */
export async function createAccountIndexes({ db }: Mongo): Promise<void> {
  const accounts = db.collection('accounts');
  await accounts.createIndex({ workspace: 1, platform: 1, platformId: 1 }, { unique: true });
  await accounts.createIndex({ workspace: 1, grant: 1 });
  await accounts.createIndex({ checkAt: 1 }, { sparse: true });
}

/** The accounts collection, for the stores that read it beside their own. */
export function accountModel(connection: Connection): Model<AccountDocument> {
  return connection.model<AccountDocument>('Account', accountSchema);
}

/** A stored account. */
export interface AccountDocument extends Omit<Account, 'id' | 'health'> {
  readonly _id: string;
  readonly health: { readonly state: 'good' | 'broken'; readonly sentence?: string; readonly since?: Date };
  /** Sealed. */
  readonly token?: string;
  readonly grantVersion: number;
  readonly seq: number;
}

const accountSchema = new Schema<AccountDocument>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    brand: { type: String, required: true },
    platform: { type: String, required: true },
    platformId: { type: String, required: true },
    name: { type: String, required: true },
    username: String,
    features: { type: [String], default: undefined },
    grant: { type: String, required: true },
    grantVersion: { type: Number, required: true },
    tokenFrom: String,
    token: String,
    health: { type: { state: { type: String, required: true }, sentence: String, since: Date }, _id: false, required: true },
    connectedBy: { type: String, required: true },
    connectedAt: { type: Date, required: true },
    checkedAt: Date,
    accessEndsAt: Date,
    checkAt: Date,
    disconnectedAt: Date,
    seq: { type: Number, required: true },
  },
  { collection: 'accounts', versionKey: false, strict: 'throw' },
);

/** A stored account as a domain object, without its token. */
export function toAccount(stored: AccountDocument): Account {
  const { _id, token: _token, grantVersion: _version, seq: _seq, health, ...fields } = stored;
  const { state, sentence = '', since = fields.connectedAt } = health;
  return { ...fields, id: _id, health: state === 'good' ? { state } : { state, sentence, since } };
}

function sealedToken(box: SecretBox, { workspace, id }: Account, token: Secret): string {
  return box.seal(token, tokenPlace(workspace, id));
}

function tokenPlace(workspace: string, record: string): SealedPlace {
  return { collection: 'accounts', workspace, record, field: 'token' };
}
