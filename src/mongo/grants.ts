import { type Connection, type Model, Schema } from 'mongoose';
import type { Grant, GrantStore } from '../accounts/index.js';
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
    grantToken: async (workspace, grant) => {
      const stored = await grants.findOne({ _id: grant, workspace }).lean();
      return stored?.token == null ? undefined : box.open(stored.token, place(workspace, grant, 'token'));
    },
    saveGrant: async ({ id, ...fields }, { token, refreshToken }, tx) => {
      const sealed = {
        token: box.seal(token, place(fields.workspace, id, 'token')),
        ...(refreshToken === undefined ? {} : { refreshToken: box.seal(refreshToken, place(fields.workspace, id, 'refreshToken')) }),
      };
      const $set = { ...fields, ...sealed };
      const $unset = Object.fromEntries(
        ['expiresAt', 'revokedAt', 'refreshToken'].filter((field) => !(field in $set)).map((field) => [field, 1]),
      );
      await grants.updateOne({ _id: id, workspace: fields.workspace }, { $set, $unset }, { ...within(tx), upsert: true });
    },
    endGrant: async (workspace, grant, at, tx) => {
      await grants.updateOne(
        { _id: grant, workspace, revokedAt: null },
        { $set: { revokedAt: at }, $unset: { token: 1, refreshToken: 1 } },
        within(tx),
      );
    },
    removeGrant: async (workspace, grant, tx) => {
      await grants.deleteOne({ _id: grant, workspace }, within(tx));
    },
  };
}

/** Indexes of the collection: one grant per workspace and person at the platform, and all grants of such a person. */
export async function createGrantIndexes({ db }: Mongo): Promise<void> {
  const grants = db.collection('grants');
  await grants.createIndex({ workspace: 1, family: 1, 'person.platformId': 1 }, { unique: true });
  await grants.createIndex({ family: 1, 'person.platformId': 1 });
}

/** The grants collection, for the stores that read it beside their own. */
export function grantModel(connection: Connection): Model<GrantDocument> {
  return connection.model<GrantDocument>('Grant', grantSchema);
}

/** A stored grant as a domain object, without its tokens. */
export function toGrant({ _id, token: _token, refreshToken: _refreshToken, ...fields }: GrantDocument): Grant {
  return { ...fields, id: _id };
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
    scopes: { type: [String], required: true },
    version: { type: Number, required: true },
    revokedAt: Date,
    token: String,
    refreshToken: String,
  },
  { collection: 'grants', versionKey: false, strict: 'throw' },
);

function place(workspace: string, record: string, field: string): SealedPlace {
  return { collection: 'grants', workspace, record, field };
}
