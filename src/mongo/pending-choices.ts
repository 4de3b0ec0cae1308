import { type Connection, type Model, Schema } from 'mongoose';
import { type ChoiceCandidate, type ChoiceStore, type ChoiceTokens, candidateKey, type PendingChoice } from '../accounts/index.js';
import type { SealedPlace, SecretBox } from '../lib/secret-box.js';
import { type Mongo, within } from './connection.js';

/** Pending choices in MongoDB, every token sealed by `box` for its own field. */
export function createChoiceStore({ connection }: Mongo, box: SecretBox): ChoiceStore {
  const choices = choiceModel(connection);
  return {
    put: async (choice, tokens) => {
      await choices.create(toDocument(box, choice, tokens));
      await choices.deleteMany({ workspace: choice.workspace, person: choice.person, family: choice.family, _id: { $ne: choice.id } });
    },
    choice: async (workspace, person, choice, now) => {
      const stored = await choices.findOne({ _id: choice, workspace, person, until: { $gt: now } }).lean();
      return stored === null ? undefined : toChoice(stored);
    },
    waiting: async (workspace, person, now) => {
      const stored = await choices
        .findOne({ workspace, person, until: { $gt: now } }, { family: 1 })
        .sort({ until: -1 })
        .lean();
      return stored === null ? undefined : { id: stored._id, family: stored.family };
    },
    take: async (workspace, person, choice, now, tx) => {
      const stored = await choices.findOneAndDelete({ _id: choice, workspace, person, until: { $gt: now } }, within(tx)).lean();
      return stored === null ? undefined : { choice: toChoice(stored), tokens: openTokens(box, stored) };
    },
  };
}

/** Indexes of the collection: what nobody chose is wiped once its time is over. */
export async function createChoiceIndexes({ db }: Mongo): Promise<void> {
  const choices = db.collection('pendingChoices');
  await choices.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
  await choices.createIndex({ workspace: 1, person: 1 });
}

/** The pending choices collection, for the store that forgets a person everywhere. */
export function choiceModel(connection: Connection): Model<ChoiceDocument> {
  return connection.model<ChoiceDocument>('PendingChoice', choiceSchema);
}

/** A stored choice; every token is sealed. */
export interface ChoiceDocument extends Omit<PendingChoice, 'id' | 'candidates'> {
  readonly _id: string;
  readonly candidates: readonly (ChoiceCandidate & { readonly token?: string })[];
  readonly token: string;
  readonly refreshToken?: string;
}

const text = { type: String, required: true };

const choiceSchema = new Schema<ChoiceDocument>(
  {
    _id: text,
    workspace: text,
    brand: text,
    person: text,
    family: text,
    grantee: { type: { platformId: text, name: text }, _id: false, required: true },
    scopes: { type: [String], required: true },
    grantExpiresAt: Date,
    refreshExpiresAt: Date,
    candidates: {
      type: [
        new Schema(
          {
            platform: text,
            account: {
              type: { platformId: text, name: text, username: String, features: { type: [String], default: undefined } },
              _id: false,
              required: true,
            },
            parent: String,
            about: String,
            unfit: String,
            token: String,
          },
          { _id: false },
        ),
      ],
      required: true,
    },
    until: { type: Date, required: true },
    token: text,
    refreshToken: String,
  },
  { collection: 'pendingChoices', versionKey: false, strict: 'throw' },
);

function toDocument(
  box: SecretBox,
  { id, candidates, ...fields }: PendingChoice,
  { token, refreshToken, accounts }: ChoiceTokens,
): ChoiceDocument {
  const { workspace } = fields;
  return {
    ...fields,
    _id: id,
    candidates: candidates.map((candidate) => {
      const key = keyOf(candidate);
      const own = accounts.get(key);
      return { ...candidate, ...(own === undefined ? {} : { token: box.seal(own, place(workspace, id, key)) }) };
    }),
    token: box.seal(token, place(workspace, id, 'token')),
    ...(refreshToken === undefined ? {} : { refreshToken: box.seal(refreshToken, place(workspace, id, 'refreshToken')) }),
  };
}

function toChoice({ _id, candidates, token: _token, refreshToken: _refreshToken, ...fields }: ChoiceDocument): PendingChoice {
  return { ...fields, id: _id, candidates: candidates.map(({ token: _own, ...candidate }) => candidate) };
}

function openTokens(box: SecretBox, { _id, workspace, candidates, token, refreshToken }: ChoiceDocument): ChoiceTokens {
  return {
    token: box.open(token, place(workspace, _id, 'token')),
    ...(refreshToken == null ? {} : { refreshToken: box.open(refreshToken, place(workspace, _id, 'refreshToken')) }),
    accounts: new Map(
      candidates.flatMap((candidate) => {
        const key = keyOf(candidate);
        return candidate.token == null ? [] : [[key, box.open(candidate.token, place(workspace, _id, key))] as const];
      }),
    ),
  };
}

function keyOf({ platform, account }: ChoiceCandidate): string {
  return candidateKey({ platform, platformId: account.platformId });
}

function place(workspace: string, record: string, field: string): SealedPlace {
  return { collection: 'pendingChoices', workspace, record, field };
}
