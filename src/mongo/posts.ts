import { Schema } from 'mongoose';
import { DuplicateError, type Post, type PostStore, type Revision } from '../posts/index.js';
import { isDuplicateKey, type Mongo, within } from './connection.js';
import { gatherById } from './gathered-reads.js';

/** Posts and their revisions in MongoDB. A revision is written once and never changed. */
export function createPostStore(mongo: Mongo): PostStore {
  const { connection } = mongo;
  const posts = postModel(mongo);
  const revisions = connection.model<StoredRevision>('Revision', revisionSchema);
  const readPost = gatherById<StoredPost>(mongo, 'posts');
  const readRevision = gatherById<StoredRevision>(mongo, 'revisions');
  return {
    post: async (workspace, post, tx) =>
      toPost(tx === undefined ? await readPost(workspace, post) : await posts.findOne({ _id: post, workspace }, null, within(tx)).lean()),
    revision: async (workspace, post, number, tx) => {
      const _id = revisionId(post, number);
      return toRevision(
        tx === undefined ? await readRevision(workspace, _id) : await revisions.findOne({ _id, workspace }, null, within(tx)).lean(),
      );
    },
    revisionMarks: (workspace, post) =>
      revisions.find({ workspace, post }, { _id: 0, number: 1, by: 1, at: 1, contentHash: 1 }).sort({ number: 1 }).lean(),
    create: async ({ id, ...post }, revision, tx) => {
      try {
        await posts.create([{ ...post, _id: id, cardDue: true }], within(tx));
        await revisions.create([fromRevision(revision)], within(tx));
      } catch (cause) {
        if (isDuplicateKey(cause)) throw new DuplicateError(`The post ${id} exists already.`, { cause });
        throw cause;
      }
    },
    addRevision: async (revision, tx) => {
      await revisions.create([fromRevision(revision)], within(tx));
    },
    change: async (workspace, post, at, to, tx) => {
      const { approved, act, policy, ...fields } = to;
      const unset = { ...(approved === null ? { approved: 1 as const } : {}), ...(policy === null ? { policy: 1 as const } : {}) };
      const changed = await posts
        .findOneAndUpdate(
          { _id: post, workspace, revision: at.revision, state: { $in: [...at.states] } },
          {
            $set: { ...fields, cardDue: true, ...(approved == null ? {} : { approved }), ...(policy == null ? {} : { policy }) },
            ...(Object.keys(unset).length === 0 ? {} : { $unset: unset }),
            ...(act === undefined ? {} : { $push: { timing: { $each: [act], $slice: -50 } } }),
            $inc: { seq: 1 },
          },
          { ...within(tx), returnDocument: 'after' },
        )
        .lean();
      return toPost(changed);
    },
    redraw: async (workspace, brand) => {
      await posts.updateMany({ workspace, brand, state: { $in: ['in_review', 'held'] } }, { $set: { cardDue: true }, $inc: { seq: 1 } });
    },
    touch: async (workspace, post, tx) => {
      await posts.updateOne({ _id: post, workspace }, { $inc: { seq: 1 } }, within(tx));
    },
  };
}

/** Indexes of the two collections: the cards that are due, a brand's posts, a post's revisions. */
export async function createPostIndexes({ db }: Mongo): Promise<void> {
  await db.collection('posts').createIndex({ cardDue: 1 }, { partialFilterExpression: { cardDue: true } });
  await db.collection('posts').createIndex({ workspace: 1, brand: 1, state: 1, updatedAt: -1 });
  await db.collection('posts').createIndex({ 'when.at': 1 }, { partialFilterExpression: { 'when.kind': 'at' } });
  await db.collection('revisions').createIndex({ workspace: 1, post: 1, number: 1 }, { unique: true });
}

/** The posts, as documents. */
export function postModel({ connection }: Mongo) {
  return connection.model<StoredPost>('Post', postSchema);
}

/** The post in a stored document. */
export function toPost(stored: StoredPost | null): Post | undefined {
  if (stored === null) return undefined;
  const { _id, cardDue: _cardDue, ...post } = stored;
  return { ...post, id: _id };
}

/** A post as it is stored. */
export type StoredPost = Omit<Post, 'id'> & { _id: string; cardDue: boolean };
type StoredRevision = Revision & { _id: string };

const postSchema = new Schema<StoredPost>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    brand: { type: String, required: true },
    author: { type: String, required: true },
    state: { type: String, required: true },
    revision: { type: Number, required: true },
    approved: { type: new Schema({ revision: Number, contentHash: String, by: String, at: Date }, { _id: false }) },
    policy: Schema.Types.Mixed,
    when: Schema.Types.Mixed,
    timing: { type: [Schema.Types.Mixed], default: undefined },
    seq: { type: Number, required: true },
    cardDue: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'posts', versionKey: false, strict: 'throw' },
);

const revisionSchema = new Schema<StoredRevision>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    post: { type: String, required: true },
    number: { type: Number, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    text: { type: String, default: '' },
    link: String,
    comment: String,
    note: String,
    overrides: { type: [Schema.Types.Mixed], default: undefined },
    files: { type: [Schema.Types.Mixed], required: true },
    labels: { type: [Schema.Types.Mixed], default: undefined },
    said: { type: [String], default: undefined },
    when: Schema.Types.Mixed,
    accounts: { type: [Schema.Types.Mixed], required: true },
    contentHash: { type: String, required: true },
  },
  { collection: 'revisions', versionKey: false, strict: 'throw', minimize: false },
);

function toRevision(stored: StoredRevision | null): Revision | undefined {
  if (stored === null) return undefined;
  const { _id, ...revision } = stored;
  return revision;
}

function fromRevision(revision: Revision): StoredRevision {
  return { ...revision, _id: revisionId(revision.post, revision.number) };
}

function revisionId(post: string, number: number): string {
  return `${post}:${number}`;
}
