import { z } from 'zod';
import type { Act, FindResult, PlatformContext, Sent, Staged } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
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
  const isOurs = (post: Post) => shows(post, keys) || (act.content.text !== '' && saysTheSame(listed(post), act.content.text));
  const oldest = posts.filter((post) => isPlaced(post, act.key, parent) && isOurs(post)).at(-1);
  if (oldest !== undefined) return { outcome: 'published', ref: oldest.id };
  return { outcome: 'cannot tell', checked: `Looked through ${counted(posts.length)} of the account and did not find it.` };
}

/** Newest first (xdocs:x-api/users/get-posts, November 2026). */
async function postsSince(setup: XSetup, ctx: PlatformContext, since: Date): Promise<Post[]> {
  const posts: Post[] = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await callX(setup, ctx, {
      method: 'GET',
      path: `/2/users/${ctx.account.platformId}/tweets`,
      query: {
        max_results: '100',
        start_time: `${since.toISOString().slice(0, 19)}Z`,
        exclude: 'retweets',
        'tweet.fields': 'attachments,created_at,entities,note_tweet,referenced_tweets',
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

function isPlaced({ referenced_tweets: referenced = [] }: Post, key: string, parent: string | undefined): boolean {
  const answered = referenced.find(({ type }) => type === 'replied_to')?.id;
  if (key === FIRST_ACT) return answered === undefined;
  return answered !== undefined && (parent === undefined || answered === parent);
}

function shows({ attachments }: Post, keys: readonly string[]): boolean {
  return attachments?.media_keys?.some((key) => keys.includes(key)) === true;
}

/** A long post is cut in `text`; all of it stands in `note_tweet`. */
function listed({ text, entities, note_tweet: note }: Post) {
  const urls = note === undefined ? entities?.urls : note.entities?.urls;
  return {
    text: note?.text ?? text,
    urls: (urls ?? []).map(({ url, expanded_url: expanded, media_key: key }) => ({
      url,
      expanded: expanded ?? url,
      isMedia: key !== undefined,
    })),
  };
}

function counted(posts: number): string {
  if (posts === 0) return 'the newer posts';
  return posts === 1 ? 'the newest post' : `the newest ${posts} posts`;
}

type Post = z.infer<typeof postSchema>;

const entitiesSchema = z.object({
  urls: z.array(z.object({ url: z.string(), expanded_url: z.string().optional(), media_key: z.string().optional() })).optional(),
});

const postSchema = z.object({
  id: z.string(),
  text: z.string(),
  entities: entitiesSchema.optional(),
  attachments: z.object({ media_keys: z.array(z.string()).optional() }).optional(),
  note_tweet: z.object({ text: z.string(), entities: entitiesSchema.optional() }).optional(),
  referenced_tweets: z.array(z.object({ type: z.string(), id: z.string() })).optional(),
});

const postsSchema = z.object({
  data: z.array(postSchema).optional(),
  meta: z.object({ next_token: z.string().optional() }).optional(),
});

const MAX_PAGES = 4;
const CLOCKS_APART_MS = 60_000;
