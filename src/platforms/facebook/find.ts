import { say } from '../../language/index.js';
import type { MetaSetup } from '../meta/app.js';
import type { Act, FindResult, PlatformContext, Sent, Staged } from '../platform.js';
import { sameText } from '../same-text.js';
import { type ListedPost, publishedPosts, stagedSchema } from './wire.js';

/**
 * Looks for the post of an act: by the staged photo ids where it has pictures, else by its words among the posts newer than the one that was newest
 * when it was staged. Facebook's lists prove what is there, never what is not.
 */
export async function findOnPage(setup: MetaSetup, ctx: PlatformContext, act: Act, staged: Staged, sent: Sent): Promise<FindResult> {
  const { photoIds, before } = stagedSchema.parse(staged);
  const { posts, reached } = await newerPosts(setup, ctx, before, photoIds.length > 0 ? PICTURE_FIELDS : TEXT_FIELDS);
  const ours = photoIds.length > 0 ? posts.filter((post) => post.photoIds.some((id) => photoIds.includes(id))) : posts.filter(saysTheSame);
  const oldest = ours.at(-1);
  if (oldest !== undefined) return { outcome: 'published', ref: oldest.id };
  return { outcome: 'cannot tell', checked: say('facebook.notFound', { count: posts.length }) };

  function saysTheSame(post: ListedPost): boolean {
    const newEnough = reached || post.createdAt.getTime() >= sent.at.getTime() - CLOCKS_APART_MS;
    return newEnough && sameText(post.message, act.content.text);
  }
}

/** The posts newer than `before`, newest first; `reached` is false where that post did not turn up, so that some may be older. */
async function newerPosts(
  setup: MetaSetup,
  ctx: PlatformContext,
  before: string | null,
  fields: string,
): Promise<{ posts: ListedPost[]; reached: boolean }> {
  const posts: ListedPost[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await publishedPosts(setup, ctx, { limit: PAGE_SIZE, fields, ...(after === undefined ? {} : { after }) });
    const index = answer.posts.findIndex((post) => post.id === before);
    posts.push(...(index < 0 ? answer.posts : answer.posts.slice(0, index)));
    if (index >= 0) return { posts, reached: true };
    after = answer.after;
    if (after === undefined) return { posts, reached: before === null };
  }
  return { posts, reached: false };
}

const TEXT_FIELDS = 'id,message,created_time';
const PICTURE_FIELDS = 'id,attachments{target,subattachments}';
const PAGE_SIZE = 25;
const MAX_PAGES = 4;
const CLOCKS_APART_MS = 60_000;
