import { Schema } from 'mongoose';
import type { Decision, DecisionStore } from '../approvals/index.js';
import { type Mongo, within } from './connection.js';
import { postModel, type StoredPost, toPost } from './posts.js';

/** Decisions in MongoDB: only ever added. */
export function createDecisionStore(mongo: Mongo): DecisionStore {
  const decisions = mongo.connection.model<StoredDecision>('Decision', decisionSchema);
  return {
    add: async ({ id, ...decision }, tx) => {
      await decisions.create([{ ...decision, _id: id }], within(tx));
    },
    decisions: async (workspace, post) =>
      (await decisions.find({ workspace, post }).sort({ at: 1, _id: 1 }).lean()).map(({ _id, ...decision }) => ({ ...decision, id: _id })),
    underReview: async (workspace, _id, tx) => {
      const [found] = await postModel(mongo)
        .aggregate<StoredPost & { decisions: StoredDecision[] }>([
          { $match: { _id, workspace } },
          {
            $lookup: { from: 'decisions', localField: '_id', foreignField: 'post', pipeline: [{ $match: { workspace } }], as: 'decisions' },
          },
          { $set: { decisions: { $sortArray: { input: '$decisions', sortBy: { at: 1, _id: 1 } } } } },
        ])
        .option(within(tx));
      if (found === undefined) return undefined;
      const { decisions: stored, ...fields } = found;
      const post = toPost(fields);
      return post === undefined ? undefined : { post, decisions: stored.map(({ _id: id, ...decision }) => ({ ...decision, id })) };
    },
  };
}

/** The index a post's decisions are read by. */
export async function createDecisionIndexes({ db }: Mongo): Promise<void> {
  await db.collection('decisions').createIndex({ workspace: 1, post: 1, at: 1 });
}

type StoredDecision = Omit<Decision, 'id'> & { _id: string };

const decisionSchema = new Schema<StoredDecision>(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    post: { type: String, required: true },
    revision: { type: Number, required: true },
    contentHash: { type: String, required: true },
    person: { type: String, required: true },
    kind: { type: String, required: true },
    step: String,
    as: String,
    to: String,
    reason: String,
    comment: String,
    from: String,
    at: { type: Date, required: true },
  },
  { collection: 'decisions', versionKey: false, strict: 'throw' },
);
