import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Act, FindResult, PlatformContext, Sent, Staged } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { isPlaced, type ListedPost, listedPostSchema, listedText, POST_FIELDS } from './listed-post.js';
import { saysTheSame } from './same-post.js';
import { stagedMedia } from './staged.js';
import { FIRST_ACT } from './thread.js';

/**
 * Looks for the post of an act among the account's posts since a minute before the send: by its pictures or by its words, of which X takes
 * the same only once a day or so; and by what it answers: nothing for a first part, `parent` (or anything, where that is not known) for a later one. A list proves what is there, never what is not.
 */
export async function findPost(
  setup: XSetup,
  ctx: PlatformContext,
  act: Act,
  staged: Staged,
  sent: Sent,
  parent?: string,
): Promise<FindResult> {
  const posts = await postsSince(setup, ctx, new Date(sent.at.getTime() - CLOCKS_APART_MS));
  const keys = act.key === FIRST_ACT ? stagedMedia(staged).map(({ key }) => key) : [];
  const isOurs = (post: ListedPost) => shows(post, keys) || (act.content.text !== '' && saysTheSame(listedText(post), act.content.text));
  const oldest = posts.filter((post) => isPlaced(post, act.key, parent) && isOurs(post)).at(-1);
  if (oldest !== undefined) return { outcome: 'published', ref: oldest.id };
  return { outcome: 'cannot tell', checked: say('x.notFound', { count: posts.length }) };
}

/** Newest first (xdocs:x-api/users/get-posts, November 2026). */
async function postsSince(setup: XSetup, ctx: PlatformContext, since: Date): Promise<ListedPost[]> {
  const posts: ListedPost[] = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await callX(setup, ctx, {
      method: 'GET',
      path: `/2/users/${ctx.account.platformId}/tweets`,
      query: {
        max_results: '100',
        start_time: `${since.toISOString().slice(0, 19)}Z`,
        exclude: 'retweets',
        'tweet.fields': POST_FIELDS,
        ...(next === undefined ? {} : { pagination_token: next }),
      },
      answer: postsSchema,
    });
    posts.push(...(answer.data ?? []));
    next = answer.meta?.next_token;
    if (next === undefined) break;
  }
  return posts;
}

function shows({ attachments }: ListedPost, keys: readonly string[]): boolean {
  return attachments?.media_keys?.some((key) => keys.includes(key)) === true;
}

const postsSchema = z.object({
  data: z.array(listedPostSchema).optional(),
  meta: z.object({ next_token: z.string().optional() }).optional(),
});

const MAX_PAGES = 4;
const CLOCKS_APART_MS = 60_000;
