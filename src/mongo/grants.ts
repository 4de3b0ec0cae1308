import { type Connection, type Model, Schema } from 'mongoose';
import type { Grant, GrantStore, GrantTokens } from '../accounts/index.js';
import type { Secret } from '../lib/secret.js';
import type { SealedPlace, SecretBox } from '../lib/secret-box.js';
import { type Mongo, within } from './connection.js';

/** Grants in MongoDB, their tokens sealed by `box`. */
export function createGrantStore({ connection }: Mongo, box: SecretBox): GrantStore {
  const grants = grantModel(connection);
  return {
    grants: async (workspace) => (await grants.find({ workspace, revokedAt: null }).sort({ _id: 1 }).lean()).map(toGrant),
    grant: async (workspace, grant, tx) => {
      const stored = await grants.findOne({ _id: grant, workspace }, null, within(tx)).lean();
      return stored === null ? undefined : toGrant(stored);
    },
    grantOf: async (workspace, family, platformPerson, tx) => {
      const stored = await grants.findOne({ workspace, family, 'person.platformId': platformPerson }, null, within(tx)).lean();
      return stored === null ? undefined : toGrant(stored);
    },
    grantTokens: async (workspace, grant) => {
      const stored = await grants.findOne({ _id: grant, workspace }).lean();
      const token = stored === null ? undefined : openGrantToken(box, stored);
      if (stored === null || token === undefined) return undefined;
      const refreshToken = openRefreshToken(box, stored);
      return { token, ...(refreshToken === undefined ? {} : { refreshToken }) };
    },
    saveGrant: async (grant, tokens, tx) => {
      const update = replacement(box, grant, tokens, [...OPTIONAL, 'refreshToken']);
      await grants.updateOne({ _id: grant.id, workspace: grant.workspace }, update, { ...within(tx), upsert: true });
    },
    claimRenewal: async (grant, until) => {
      const stored = await grants
        .findOneAndUpdate(
          { ...unchanged(grant), refreshToken: { $ne: null } },
          { $set: { 'renewal.at': until, 'renewal.busy': true }, $inc: { 'renewal.fence': 1 } },
          { returnDocument: 'after' },
        )
        .lean();
      const refreshToken = stored === null ? undefined : openRefreshToken(box, stored);
      return stored === null || refreshToken === undefined ? undefined : { claim: toGrant(stored), refreshToken };
    },
    keepRenewed: async (claim, renewed, tokens, tx) => {
      const update = replacement(box, renewed, tokens, OPTIONAL);
      return (await grants.updateOne(unchanged(claim), update, within(tx))).matchedCount === 1;
    },
    postponeRenewal: async (claim, at) => {
      await grants.updateOne(unchanged(claim), { $set: { 'renewal.at': at, 'renewal.busy': false }, $inc: { 'renewal.fence': 1 } });
    },
    endRenewal: async (claim, tx) =>
      (await grants.updateOne(unchanged(claim), { $unset: { renewal: 1, refreshToken: 1 } }, within(tx))).matchedCount === 1,
    endGrant: async (workspace, grant, at, tx) => {
      await grants.updateOne(
        { _id: grant, workspace, revokedAt: null },
        { $set: { revokedAt: at }, $unset: { token: 1, refreshToken: 1, renewal: 1 } },
        within(tx),
      );
    },
    removeGrant: async (workspace, grant, tx) => {
      await grants.deleteOne({ _id: grant, workspace }, within(tx));
    },
  };
}

/** Indexes of the collection: one grant per workspace and person at the platform, all grants of such a person, and what is to be renewed. */
export async function createGrantIndexes({ db }: Mongo): Promise<void> {
  const grants = db.collection('grants');
  await grants.createIndex({ workspace: 1, family: 1, 'person.platformId': 1 }, { unique: true });
  await grants.createIndex({ family: 1, 'person.platformId': 1 });
  await grants.createIndex({ 'renewal.at': 1 }, { sparse: true });
}

/** The grants collection, for the stores that read it beside their own. */
export function grantModel(connection: Connection): Model<GrantDocument> {
  return connection.model<GrantDocument>('Grant', grantSchema);
}

/** A stored grant as a domain object, without its tokens. */
export function toGrant({ _id, token: _token, refreshToken: _refreshToken, ...fields }: GrantDocument): Grant {
  return { ...fields, id: _id };
}

/** The person's own token; undefined when it was wiped. Throws `SealBrokenError`. */
export function openGrantToken(box: SecretBox, { _id, workspace, token }: GrantDocument): Secret | undefined {
  return token == null ? undefined : box.open(token, place(workspace, _id, 'token'));
}

/** A stored grant; its tokens are sealed. */
export interface GrantDocument extends Omit<Grant, 'id'> {
  readonly _id: string;
  readonly token?: string;
  readonly refreshToken?: string;
}

const grantSchema = new Schema<GrantDocument>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    family: { type: String, required: true },
    person: { type: { platformId: { type: String, required: true }, name: { type: String, required: true } }, _id: false, required: true },
    connectedBy: { type: String, required: true },
    expiresAt: Date,
    refreshExpiresAt: Date,
    scopes: { type: [String], required: true },
    version: { type: Number, required: true },
    issuedAt: Date,
    renewal: {
      type: {
        by: { type: String, required: true },
        at: { type: Date, required: true },
        busy: { type: Boolean, required: true },
        fence: { type: Number, required: true },
      },
      _id: false,
    },
    revokedAt: Date,
    token: String,
    refreshToken: String,
  },
  { collection: 'grants', versionKey: false, strict: 'throw' },
);

/** Matches the grant only as it was read: no newer token, no other claim, not ended. */
function unchanged({ id, workspace, version, renewal }: Grant): object {
  return { _id: id, workspace, version, revokedAt: null, 'renewal.fence': renewal?.fence ?? null };
}

/** Puts a grant with its tokens in the place of what is stored; of `absent`, what it does not have is taken away. */
function replacement(
  box: SecretBox,
  { id, ...fields }: Grant,
  tokens: GrantTokens,
  absent: readonly string[],
): { $set: object; $unset: object } {
  const { token, refreshToken } = tokens;
  const $set = {
    ...fields,
    token: box.seal(token, place(fields.workspace, id, 'token')),
    ...(refreshToken === undefined ? {} : { refreshToken: box.seal(refreshToken, place(fields.workspace, id, 'refreshToken')) }),
  };
  return { $set, $unset: Object.fromEntries(absent.filter((field) => !(field in $set)).map((field) => [field, 1])) };
}

function openRefreshToken(box: SecretBox, { _id, workspace, refreshToken }: GrantDocument): Secret | undefined {
  return refreshToken == null ? undefined : box.open(refreshToken, place(workspace, _id, 'refreshToken'));
}

const OPTIONAL = ['expiresAt', 'refreshExpiresAt', 'issuedAt', 'renewal', 'revokedAt'];

function place(workspace: string, record: string, field: string): SealedPlace {
  return { collection: 'grants', workspace, record, field };
}
