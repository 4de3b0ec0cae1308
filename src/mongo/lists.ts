import type { Decision } from '../approvals/index.js';
import type { Post } from '../posts/index.js';
import type { ListedPost, ListedWords, ListFilter, ListPart, ListStore } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { toPost } from './posts.js';
import { publicationsOf, type StoredPublication, toPublication } from './publications.js';

/** Lists of posts in MongoDB. What a query reads before it groups is bounded, so no list grows with the number of posts. */
export function createListStore(mongo: Mongo): ListStore {
  const publications = publicationsOf(mongo);
  const posts = mongo.db.collection<StoredPost>('posts');
  return {
    inReview: async (workspace, filter, part) => listed(await posts.aggregate<Found>(reviewPipeline(workspace, filter, part)).toArray()),
    comingUp: async (workspace, filter, part) =>
      listed(await publications.aggregate<Found>(comingPipeline(workspace, filter, part)).toArray()),
    inTrouble: async (workspace, filter, part) =>
      listed(await publications.aggregate<Found>(troublePipeline(workspace, filter, part)).toArray()),
    results: async (workspace, filter, part) =>
      listed(await publications.aggregate<Found>(resultsPipeline(workspace, filter, part)).toArray()),
    find: async (workspace, filter, part) => {
      if (phrasesOf(filter.words).length === 0 && filter.label === undefined) return [];
      return listed(
        await mongo.db
          .collection('revisions')
          .aggregate<Found>(findPipeline(workspace, filter, part), { maxTimeMS: 2_000 })
          .toArray(),
      );
    },
    hasPosts: async (workspace) => (await posts.findOne({ workspace }, { projection: { _id: 1 } })) !== null,
  };
}

/** The indexes each list walks. */
export async function createListIndexes({ db }: Mongo): Promise<void> {
  await db.collection('publications').createIndex({ workspace: 1, state: 1, dueAt: 1, brand: 1 });
  await db
    .collection('publications')
    .createIndex({ workspace: 1, publishedAt: -1, brand: 1 }, { partialFilterExpression: { publishedAt: { $exists: true } } });
  await db
    .collection('publications')
    .createIndex({ workspace: 1, changeTroubleAt: -1, brand: 1 }, { partialFilterExpression: { changeTroubleAt: { $exists: true } } });
  await db.collection('posts').createIndex({ workspace: 1, state: 1, updatedAt: 1 });
  const labelled = { partialFilterExpression: { 'labels.id': { $exists: true } } };
  await db.collection('revisions').createIndex({ workspace: 1, 'labels.id': 1, at: -1 }, labelled);
  await db.collection('revisions').createIndex({ workspace: 1, text: 'text', 'overrides.text': 'text' }, { default_language: 'none' });
}

/** Posts in review. Exported for the test that explains it. */
export function reviewPipeline(workspace: string, { brands, author, accounts }: ListFilter, part: ListPart): object[] {
  return [
    { $match: { workspace, state: 'in_review', brand: { $in: brands }, ...(author === undefined ? {} : { author }) } },
    { $sort: { updatedAt: 1 } },
    { $limit: MOST },
    { $project: { post: '$$ROOT', revision: '$revision' } },
    ...(accounts === undefined ? [...page(part), ...words(workspace)] : [...words(workspace, accounts), ...page(part)]),
    {
      $lookup: {
        from: 'decisions',
        localField: '_id',
        foreignField: 'post',
        pipeline: [{ $match: { workspace } }, { $sort: { at: 1, _id: 1 } }],
        as: 'decisions',
      },
    },
  ];
}

/** What waits for its time. Exported for the test that explains it. */
export function comingPipeline(workspace: string, filter: Parameters<ListStore['comingUp']>[1], part: ListPart): object[] {
  const { brands, accounts, author, until } = filter;
  const unapproved = {
    $match: {
      workspace,
      state: { $in: ['in_review', 'changes_requested', 'held'] },
      brand: { $in: brands },
      ...(author === undefined ? {} : { author }),
      ...(until === undefined ? {} : { $or: [{ 'when.at': { $lte: until } }, { 'when.at': null }] }),
    },
  };
  return [
    {
      $match: {
        workspace,
        state: { $in: [...GOING, 'held', 'blocked'] },
        brand: ofBrands(brands),
        ...(accounts === undefined ? {} : { account: { $in: accounts } }),
        ...(until === undefined ? {} : { dueAt: { $lte: until } }),
      },
    },
    { $sort: { dueAt: 1 } },
    { $limit: MOST },
    { $group: { _id: '$post', at: { $first: '$dueAt' }, publications: { $push: '$$ROOT' } } },
    {
      $unionWith: {
        coll: 'posts',
        pipeline: [
          unapproved,
          { $sort: { updatedAt: 1 } },
          { $limit: MOST },
          { $project: { at: { $ifNull: ['$when.at', LAST] }, publications: [], revision: '$revision' } },
          ...(accounts === undefined ? [] : words(workspace, accounts)),
        ],
      },
    },
    { $group: { _id: '$_id', at: { $min: '$at' }, publications: { $push: '$publications' } } },
    { $set: { publications: { $reduce: { input: '$publications', initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } } } } },
    { $sort: { at: 1, _id: 1 } },
    ...postThenPage(workspace, filter, part),
  ];
}

/** What needs somebody. Exported for the test that explains it. */
export function troublePipeline(workspace: string, filter: Parameters<ListStore['inTrouble']>[1], part: ListPart): object[] {
  const { brands, accounts, failedSince, lateBefore } = filter;
  const about = { workspace, brand: ofBrands(brands), ...(accounts === undefined ? {} : { account: { $in: accounts } }) };
  return [
    {
      $match: {
        $or: [
          { ...about, state: 'blocked' },
          { ...about, state: 'unknown' },
          { ...about, state: 'failed', dueAt: { $gte: failedSince } },
          { ...about, state: 'held', dueAt: { $lte: lateBefore }, holds: 'overdue' },
          ...GOING.map((state) => ({ ...about, state, dueAt: { $lte: lateBefore } })),
        ],
      },
    },
    { $sort: { dueAt: -1 } },
    { $limit: MOST },
    { $unionWith: { coll: 'publications', pipeline: troubledChanges(about, failedSince) } },
    { $group: { _id: '$post', at: { $max: { $ifNull: ['$changeTroubleAt', '$dueAt'] } }, publications: { $push: '$$ROOT' } } },
    { $sort: { at: -1, _id: 1 } },
    ...postThenPage(workspace, filter, part),
  ];
}

/** What is live and could not be changed. What stopped lately is in trouble already. */
function troubledChanges(about: object, since: Date): object[] {
  return [
    {
      $match: {
        ...about,
        changeTroubleAt: { $gte: since },
        $or: [{ state: 'published' }, { state: 'failed', dueAt: { $lt: since } }],
      },
    },
    { $sort: { changeTroubleAt: -1 } },
    { $limit: MOST },
  ];
}

/** What was published. Exported for the test that explains it. */
export function resultsPipeline(workspace: string, filter: Parameters<ListStore['results']>[1], part: ListPart): object[] {
  const { brands, accounts, since } = filter;
  return [
    {
      $match: {
        workspace,
        publishedAt: { $gte: since },
        brand: ofBrands(brands),
        ...(accounts === undefined ? {} : { account: { $in: accounts } }),
      },
    },
    { $sort: { publishedAt: -1 } },
    { $limit: MOST },
    { $group: { _id: '$post', at: { $first: '$publishedAt' } } },
    { $sort: { at: -1, _id: 1 } },
    ...postThenPage(workspace, filter, part, [
      {
        $lookup: {
          from: 'publications',
          localField: '_id',
          foreignField: 'post',
          pipeline: [{ $match: { workspace } }],
          as: 'publications',
        },
      },
    ]),
  ];
}

/** Posts by their words and their label. Every word is a phrase of its own, so that all of them must be there and none of them is an operator. */
export function findPipeline(workspace: string, filter: Parameters<ListStore['find']>[1], part: ListPart): object[] {
  const phrases = phrasesOf(filter.words);
  return [
    {
      $match: {
        workspace,
        ...(phrases.length === 0 ? {} : { $text: { $search: phrases.map((word) => `"${word}"`).join(' ') } }),
        ...(filter.label === undefined ? {} : { 'labels.id': filter.label }),
      },
    },
    { $project: { post: 1, number: 1, at: 1 } },
    { $sort: { at: -1 } },
    { $limit: MOST },
    { $project: { _id: '$post', number: 1 } },
    { $lookup: lookupPost(workspace, filter) },
    { $set: { post: { $first: '$post' } } },
    { $match: { $expr: { $eq: ['$post.revision', '$number'] } } },
    ...page(part),
    { $set: { revision: '$post.revision' } },
    ...words(workspace),
  ];
}

function phrasesOf(words: string): string[] {
  return words
    .split(/[\s"\\]+/)
    .filter((word) => word !== '')
    .slice(0, 20);
}

/** Before the limit, or many posts of other brands would hide these. The post decides where a publication says nothing. */
function ofBrands(brands: readonly string[]): object {
  return { $in: [...brands, null] };
}

/** The post of each group, as far as the filter lets it through; then the part of them, and their words. */
function postThenPage(workspace: string, filter: ListFilter, part: ListPart, more: readonly object[] = []): object[] {
  return [
    { $lookup: lookupPost(workspace, filter) },
    { $match: { post: { $ne: [] } } },
    ...page(part),
    { $set: { post: { $first: '$post' } } },
    ...more,
    { $set: { revision: '$post.revision' } },
    ...words(workspace),
  ];
}

function lookupPost(workspace: string, { brands, author }: ListFilter): object {
  const $match = { workspace, brand: { $in: brands }, ...(author === undefined ? {} : { author }) };
  return { from: 'posts', localField: '_id', foreignField: '_id', pipeline: [{ $match }], as: 'post' };
}

function page({ skip, limit }: ListPart): object[] {
  return [...(skip === 0 ? [] : [{ $skip: skip }]), { $limit: limit }];
}

/** The beginning of the words of `revision` of the post `_id`; with `accounts`, only posts for one of them. */
function words(workspace: string, accounts?: readonly string[]): object[] {
  const text = { $ifNull: ['$text', ''] };
  return [
    { $set: { words: { $concat: ['$_id', ':', { $toString: '$revision' }] } } },
    {
      $lookup: {
        from: 'revisions',
        localField: 'words',
        foreignField: '_id',
        pipeline: [
          { $match: { workspace, ...(accounts === undefined ? {} : { 'accounts.account': { $in: accounts } }) } },
          {
            $project: {
              _id: 0,
              text: { $substrCP: [text, 0, SHOWN] },
              length: { $strLenCP: text },
              by: 1,
              at: 1,
              contentHash: 1,
              link: 1,
              accounts: '$accounts.account',
              files: { $size: '$files' },
            },
          },
        ],
        as: 'words',
      },
    },
    { $match: { words: { $ne: [] } } },
    { $set: { words: { $first: '$words' } } },
  ];
}

interface Found {
  readonly decisions?: readonly (Omit<Decision, 'id'> & { readonly _id: string })[];
  readonly post: StoredPost;
  readonly words: ListedWords;
  readonly publications?: readonly StoredPublication[];
}

type StoredPost = Omit<Post, 'id'> & { _id: string; cardDue: boolean };

function listed(found: readonly Found[]): ListedPost[] {
  return found.flatMap(({ post: stored, words, publications = [], decisions = [] }) => {
    const post = toPost(stored);
    return post === undefined
      ? []
      : [
          {
            post,
            words,
            publications: publications.flatMap((each) => toPublication(each) ?? []),
            decisions: decisions.map(({ _id, ...decision }) => ({ ...decision, id: _id })),
          },
        ];
  });
}

/** Publications or posts that a list reads before it groups them by post. */
const MOST = 300;
const SHOWN = 300;
const LAST = new Date('9999-01-01T00:00:00Z');
const GOING = ['queued', 'staging', 'processing', 'ready'];
