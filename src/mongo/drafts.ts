import { Schema } from 'mongoose';
import { type Draft, type DraftFile, type DraftStore, DuplicateError } from '../posts/index.js';
import { isDuplicateKey, type Mongo, within } from './connection.js';

/** Drafts in MongoDB. */
export function createDraftStore({ connection }: Mongo): DraftStore {
  const drafts = connection.model('Draft', draftSchema);
  return {
    insert: async (draft) => {
      try {
        await drafts.create([toStored(draft)]);
      } catch (error) {
        if (isDuplicateKey(error)) throw new DuplicateError(`The draft ${draft.id} exists already.`, { cause: error });
        throw error;
      }
    },
    draft: async (workspace, draft) => toDraft(await drafts.findOne({ _id: draft, workspace }).lean()),
    save: async (draft) => {
      const { _id, workspace, version, ...fields } = toStored(draft);
      return toDraft(
        await drafts
          .findOneAndReplace(
            { _id, workspace, version, state: 'open' },
            { ...fields, workspace, version: version + 1 },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    markSent: async (workspace, draft, version, tx) =>
      (
        await drafts.updateOne(
          { _id: draft, workspace, version, state: 'open' },
          { $set: { state: 'sent' }, $inc: { version: 1 } },
          within(tx),
        )
      ).matchedCount === 1,
    discard: async (workspace, draft, version) =>
      (await drafts.deleteOne({ _id: draft, workspace, version, state: 'open' })).deletedCount === 1,
    openDrafts: async (workspace, person, limit) =>
      (await drafts.find({ workspace, person, state: 'open' }).sort({ updatedAt: -1, _id: 1 }).limit(limit).lean()).flatMap(
        (stored) => toDraft(stored) ?? [],
      ),
  };
}

/** Indexes of the collection. */
export async function createDraftIndexes({ db }: Mongo): Promise<void> {
  await db.collection('drafts').createIndex({ workspace: 1, person: 1, state: 1, updatedAt: -1 });
}

const fileSchema = new Schema(
  {
    slackFile: { type: String, required: true },
    name: { type: String, required: true },
    asset: String,
    kind: { type: String, enum: ['gif', 'document', 'video'] as const },
    refused: String,
    altText: { type: String, default: '' },
    border: { type: Boolean, required: true },
  },
  { _id: false, strict: 'throw' },
);

const draftSchema = new Schema(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    brand: { type: String, required: true },
    person: { type: String, required: true },
    post: { type: String, required: true },
    base: { type: Number, required: true },
    version: { type: Number, required: true },
    state: { type: String, enum: ['open', 'sent'] as const, required: true },
    accounts: { type: [String], required: true },
    text: { type: String, default: '' },
    link: String,
    comment: String,
    note: String,
    overrides: { type: [Schema.Types.Mixed], default: undefined },
    labels: { type: [String], default: undefined },
    preview: Schema.Types.Mixed,
    files: { type: [fileSchema], required: true },
    when: Schema.Types.Mixed,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'drafts', versionKey: false, strict: 'throw' },
);

function toStored({ id, overrides, labels, ...draft }: Draft) {
  return {
    ...draft,
    _id: id,
    accounts: [...draft.accounts],
    ...(overrides === undefined ? {} : { overrides: [...overrides] }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
    files: draft.files.map((file) => ({ ...file })),
  };
}

function toDraft(stored: StoredDraft | null): Draft | undefined {
  if (stored === null) return undefined;
  const { _id, link, comment, note, overrides, labels, preview, when, files, ...fields } = stored;
  return {
    ...fields,
    id: _id,
    files: files.map(toFile),
    ...(link == null ? {} : { link }),
    ...(comment == null ? {} : { comment }),
    ...(note == null ? {} : { note }),
    ...(overrides == null ? {} : { overrides }),
    ...(labels == null ? {} : { labels }),
    ...(preview == null ? {} : { preview }),
    ...(when == null ? {} : { when }),
  };
}

function toFile({ asset, kind, refused, ...file }: StoredFile): DraftFile {
  return { ...file, ...(asset == null ? {} : { asset }), ...(kind == null ? {} : { kind }), ...(refused == null ? {} : { refused }) };
}

type OrNull<T, K extends keyof T> = Omit<T, K> & { [Key in K]?: T[Key] | null };

type StoredFile = OrNull<DraftFile, 'asset' | 'kind' | 'refused'>;

type StoredDraft = OrNull<Omit<Draft, 'id' | 'files'>, 'link' | 'comment' | 'note' | 'overrides' | 'labels' | 'preview' | 'when'> & {
  _id: string;
  files: StoredFile[];
};
