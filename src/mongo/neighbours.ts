import type { NeighbourReader, PostState } from '../posts/index.js';
import type { PublicationState } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { publicationsOf, type StoredPublication } from './publications.js';

/** What else accounts publish, read from MongoDB: one query each. */
export function createNeighbourReader(mongo: Mongo): NeighbourReader {
  return {
    sameWords: async (workspace, asked) => {
      const found = await mongo.db.collection('revisions').aggregate<Said>(sameWordsPipeline(workspace, asked)).toArray();
      const before = found.flatMap(({ said, publications }) =>
        publications
          .filter(({ account }) => said.includes(asked.said.get(account) ?? ''))
          .map(({ account, state, dueAt, publishedAt, link }) => ({
            account,
            at: publishedAt ?? dueAt,
            published: state === 'published',
            ...(link === undefined ? {} : { link }),
          })),
      );
      return firstOfEach(before.sort((a, b) => b.at.getTime() - a.at.getTime()));
    },
    around: async (workspace, asked) => {
      const found = await publicationsOf(mongo).aggregate<Timed>(aroundPipeline(workspace, asked)).toArray();
      const apart = ({ at }: Timed) => Math.abs(at.getTime() - asked.at.getTime());
      return firstOfEach(found.sort((a, b) => apart(a) - apart(b)));
    },
  };
}

/** The index over the marks of what was said. What else goes out around a moment is found by those of publications and posts by their time. */
export async function createNeighbourIndexes({ db }: Mongo): Promise<void> {
  await db.collection('revisions').createIndex({ workspace: 1, said: 1 }, { partialFilterExpression: { said: { $exists: true } } });
}

/** Exported for the test that explains it. */
export function sameWordsPipeline(workspace: string, { said, except, since }: Parameters<NeighbourReader['sameWords']>[1]): object[] {
  return [
    { $match: { workspace, said: { $in: [...said.values()] }, post: { $ne: except } } },
    { $sort: { at: -1 } },
    { $limit: MOST },
    {
      $lookup: {
        from: 'publications',
        localField: 'post',
        foreignField: 'post',
        let: { number: '$number' },
        pipeline: [
          { $match: { workspace, account: { $in: [...said.keys()] }, $expr: { $eq: ['$revision', '$$number'] } } },
          { $match: { $or: [{ state: 'published', publishedAt: { $gte: since } }, { state: { $in: AHEAD } }] } },
        ],
        as: 'publications',
      },
    },
    { $project: { _id: 0, said: 1, publications: 1 } },
  ];
}

/** What is approved, and what waits for a review with a time. Exported for the test that explains it. */
export function aroundPipeline(workspace: string, asked: Parameters<NeighbourReader['around']>[1]): object[] {
  const { accounts, except, at, withinMs } = asked;
  const near = { $gt: new Date(at.getTime() - withinMs), $lt: new Date(at.getTime() + withinMs) };
  const unapproved = { workspace, 'when.kind': 'at', 'when.at': near, state: { $in: WAITING }, _id: { $ne: except } };
  return [
    { $match: { workspace, account: { $in: [...accounts] }, state: { $in: COUNTING }, dueAt: near, post: { $ne: except } } },
    { $limit: MOST },
    { $project: { _id: 0, account: 1, at: '$dueAt' } },
    {
      $unionWith: {
        coll: 'posts',
        pipeline: [
          { $match: unapproved },
          { $limit: MOST },
          { $set: { words: { $concat: ['$_id', ':', { $toString: '$revision' }] } } },
          { $lookup: { from: 'revisions', localField: 'words', foreignField: '_id', pipeline: [{ $match: { workspace } }], as: 'words' } },
          { $unwind: '$words' },
          { $unwind: '$words.accounts' },
          { $match: { 'words.accounts.account': { $in: [...accounts] } } },
          { $project: { _id: 0, account: '$words.accounts.account', at: '$when.at' } },
        ],
      },
    },
  ];
}

interface Timed {
  readonly account: string;
  readonly at: Date;
}

interface Said {
  readonly said: readonly string[];
  readonly publications: readonly StoredPublication[];
}

function firstOfEach<T extends { readonly account: string }>(all: readonly T[]): T[] {
  return all.filter(({ account }, index) => all.findIndex((other) => other.account === account) === index);
}

/** May still go out, or may be out without our knowing. */
const AHEAD: PublicationState[] = ['queued', 'staging', 'processing', 'ready', 'publishing', 'unknown', 'held', 'blocked'];
const WAITING: PostState[] = ['in_review', 'changes_requested', 'held'];
const COUNTING: PublicationState[] = [...AHEAD, 'published'];
const MOST = 200;
