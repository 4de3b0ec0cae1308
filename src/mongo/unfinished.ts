import type { UnfinishedPost } from '../accounts/index.js';
import type { Tx } from '../lib/transaction.js';
import type { PostState } from '../posts/index.js';
import type { PublicationState } from '../publishing/index.js';
import { type Mongo, within } from './connection.js';

/** What keeps a brand, or accounts of it, where they are, as `AccountPublications.unfinished` promises; the last changed first. */
export async function unfinishedPosts(
  { db }: Mongo,
  workspace: string,
  { brand, accounts }: { readonly brand: string; readonly accounts?: readonly string[] },
  tx: Tx,
): Promise<UnfinishedPost[]> {
  const waiting = { workspace, brand, state: { $in: accounts === undefined ? [...REVIEWED, 'approved'] : REVIEWED } };
  const words = { $lookup: { from: 'revisions', localField: 'revisionId', foreignField: '_id', as: 'words' } };
  const answer = { $project: { _id: 0, post: '$_id', text: { $ifNull: [{ $first: '$words.text' }, ''] } } };
  const inReview = await db
    .collection('posts')
    .aggregate<UnfinishedPost>(
      [
        { $match: waiting },
        { $sort: { updatedAt: -1 } },
        { $set: { revisionId: { $concat: ['$_id', ':', { $toString: '$revision' }] } } },
        words,
        ...(accounts === undefined ? [] : [{ $match: { 'words.accounts.account': { $in: [...accounts] } } }]),
        { $limit: MOST },
        answer,
      ],
      within(tx),
    )
    .toArray();
  if (accounts === undefined) return inReview;
  const going = await db
    .collection('publications')
    .aggregate<UnfinishedPost>(
      [
        { $match: { workspace, account: { $in: [...accounts] }, $or: [{ state: { $in: NOT_DONE } }, { 'liveChanges.state': 'waits' }] } },
        { $group: { _id: '$post', revision: { $max: '$revision' } } },
        { $sort: { _id: 1 } },
        { $limit: MOST },
        { $set: { revisionId: { $concat: ['$_id', ':', { $toString: '$revision' }] } } },
        words,
        answer,
      ],
      within(tx),
    )
    .toArray();
  const known = new Set(inReview.map(({ post }) => post));
  return [...inReview, ...going.filter(({ post }) => !known.has(post))].slice(0, MOST);
}

const MOST = 50;
const REVIEWED: PostState[] = ['in_review', 'held'];
const NOT_DONE: PublicationState[] = ['queued', 'staging', 'processing', 'ready', 'publishing', 'unknown', 'held', 'blocked'];
