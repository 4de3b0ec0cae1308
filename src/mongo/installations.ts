import type { SealedPlace, SecretBox } from '../lib/secret-box.js';
import type { BotTokens, Installation, InstallationRenewal, InstallationStore } from '../workspaces/index.js';
import { type Mongo, within } from './connection.js';

/** Installations in MongoDB, one document per workspace, their tokens sealed by `box`. */
export function createInstallationStore(mongo: Mongo, box: SecretBox): InstallationStore {
  const installations = installationsOf(mongo);
  return {
    installation: async (workspace) => {
      const stored = await installations.findOne({ _id: workspace, token: { $exists: true } });
      return stored === null ? undefined : toInstallation(stored);
    },
    botToken: async (workspace) => {
      const stored = await installations.findOne({ _id: workspace });
      if (stored?.token === undefined) return undefined;
      const { version, expiresAt } = stored;
      return { token: box.open(stored.token, tokenPlace(workspace, 'token')), version, ...(expiresAt === undefined ? {} : { expiresAt }) };
    },
    keep: async (workspace, tokens, ends, tx) => {
      const $set = { workspace, ...sealed(box, workspace, tokens), ...ends };
      const absent = ['refreshToken', 'expiresAt', 'renewal'].filter((field) => !(field in $set));
      await installations.updateOne(
        { _id: workspace },
        { $set, $inc: { version: 1 }, ...(absent.length === 0 ? {} : { $unset: Object.fromEntries(absent.map((field) => [field, ''])) }) },
        { ...within(tx), upsert: true },
      );
    },
    end: async (workspace, version, tx) => {
      const { matchedCount } = await installations.updateOne(
        { _id: workspace, token: { $exists: true }, ...(version === undefined ? {} : { version }) },
        { $unset: { token: '', refreshToken: '', expiresAt: '', renewal: '' } },
        within(tx),
      );
      return matchedCount === 1;
    },
    claimRenewal: async (installation, until) => {
      const stored = await installations.findOneAndUpdate(
        { ...unchanged(installation), refreshToken: { $exists: true } },
        { $set: { 'renewal.at': until, 'renewal.busy': true }, $inc: { 'renewal.fence': 1 } },
        { returnDocument: 'after' },
      );
      if (stored?.refreshToken === undefined) return undefined;
      return { claim: toInstallation(stored), refreshToken: box.open(stored.refreshToken, tokenPlace(stored.workspace, 'refreshToken')) };
    },
    keepRenewed: async (claim, tokens, ends) => {
      const $set = { ...sealed(box, claim.workspace, tokens), ...ends };
      return (await installations.updateOne(unchanged(claim), { $set, $inc: { version: 1 } })).matchedCount === 1;
    },
    postponeRenewal: async (claim, at) => {
      await installations.updateOne(unchanged(claim), { $set: { 'renewal.at': at, 'renewal.busy': false }, $inc: { 'renewal.fence': 1 } });
    },
    endRenewal: async (claim, endsAt) => {
      const renewal = { by: 'person' as const, at: endsAt, busy: false, fence: (claim.renewal?.fence ?? 0) + 1 };
      const { matchedCount } = await installations.updateOne(unchanged(claim), { $set: { renewal }, $unset: { refreshToken: '' } });
      return matchedCount === 1;
    },
  };
}

/** What is to be renewed is found by its time. */
export async function createInstallationIndexes({ db }: Mongo): Promise<void> {
  await db.collection('installations').createIndex({ 'renewal.at': 1 }, { sparse: true });
}

/** The installations collection, for the stores that look at it across workspaces. */
export function installationsOf({ db }: Mongo) {
  return db.collection<StoredInstallation>('installations');
}

/** A stored installation without its tokens. */
export function toInstallation({ workspace, version, expiresAt, renewal }: StoredInstallation): Installation {
  return {
    workspace,
    version,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(renewal === undefined ? {} : { renewal }),
  };
}

/** Where a token of an installation is sealed. */
export function tokenPlace(workspace: string, field: 'token' | 'refreshToken'): SealedPlace {
  return { collection: 'installations', workspace, record: workspace, field };
}

/** Matches the installation only as it was read: no newer token, no other claim, not ended. */
function unchanged({ workspace, version, renewal }: Installation) {
  return { _id: workspace, version, token: { $exists: true }, 'renewal.fence': renewal?.fence ?? { $exists: false } };
}

function sealed(box: SecretBox, workspace: string, { token, refreshToken }: BotTokens) {
  return {
    token: box.seal(token, tokenPlace(workspace, 'token')),
    ...(refreshToken === undefined ? {} : { refreshToken: box.seal(refreshToken, tokenPlace(workspace, 'refreshToken')) }),
  };
}

/** A stored installation; without a token it has ended. */
export interface StoredInstallation {
  readonly _id: string;
  readonly workspace: string;
  readonly version: number;
  readonly token?: string;
  readonly refreshToken?: string;
  readonly expiresAt?: Date;
  readonly renewal?: InstallationRenewal;
}
