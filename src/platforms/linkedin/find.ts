import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Act, FindResult, PlatformContext, Sent, Staged } from '../platform.js';
import { sameText } from '../same-text.js';
import { isOrganization, type LinkedInSetup } from './app.js';
import { fromLittleText, toLittleText } from './little-text.js';
import { readOptions } from './options.js';
import { rest, stagedSchema } from './wire.js';

/**
 * Looks for the post of an act among a page's posts since the send: by the uploaded files where it has some, else by its words. The lists prove what is
 * there, never what is not; a person's posts LinkedIn shows to nobody (li:marketing/community-management/shares/posts-api, November 2026).
 */
export async function findOnLinkedIn(
  setup: LinkedInSetup,
  ctx: PlatformContext,
  act: Act,
  staged: Staged,
  sent: Sent,
): Promise<FindResult> {
  if (!isOrganization(ctx.account.platformId)) return cannotTell(say('linkedin.personUnreadable'));
  const { images, document } = stagedSchema.parse(staged);
  const files = document === undefined ? images : [document];
  const posts = await postsSince(setup, ctx, new Date(sent.at.getTime() - CLOCKS_APART_MS));
  if (posts === 'not allowed') return cannotTell(say('linkedin.pageUnreadable'));
  const ours = posts.filter((post) => (files.length > 0 ? filesOf(post).some((id) => files.includes(id)) : saysTheSame(post)));
  const oldest = ours.at(-1);
  if (oldest !== undefined) return { outcome: 'published', ref: oldest.id };
  return cannotTell(say('linkedin.notFound', { count: posts.length }));

  function saysTheSame(post: Post): boolean {
    const { text, link } = act.content;
    const said = fromLittleText(toLittleText(text, readOptions(act.content)?.mentions));
    const sameWords = sameText(fromLittleText(post.commentary ?? ''), said);
    return filesOf(post).length === 0 && sameWords && post.content?.article?.source === link;
  }
}

type Post = z.infer<typeof postSchema>;

/** The page's live posts since `since`, newest first. */
async function postsSince(setup: LinkedInSetup, ctx: PlatformContext, since: Date): Promise<Post[] | 'not allowed'> {
  const found: Post[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const posts = await readPage(setup, ctx, page * PAGE_SIZE);
    if (posts === 'not allowed') return posts;
    const newer = posts.filter((post) => (post.createdAt ?? post.publishedAt ?? 0) >= since.getTime());
    found.push(...newer.filter((post) => !DEAD.has(post.lifecycleState ?? '')));
    if (newer.length < PAGE_SIZE) break;
  }
  return found;
}

async function readPage(setup: LinkedInSetup, ctx: PlatformContext, start: number): Promise<Post[] | 'not allowed'> {
  const author = encodeURIComponent(ctx.account.platformId);
  const path = `/rest/posts?author=${author}&q=author&count=${PAGE_SIZE}&start=${start}&sortBy=CREATED`;
  try {
    return (await rest(setup, ctx, { method: 'GET', path, restliMethod: 'FINDER', answer: postsSchema })).elements;
  } catch (error) {
    if (error instanceof PlatformError && error.details.status === 403) return 'not allowed';
    throw error;
  }
}

const idSchema = z.object({ id: z.string() });

const postSchema = z.object({
  id: z.string(),
  commentary: z.string().optional(),
  createdAt: z.number().optional(),
  publishedAt: z.number().optional(),
  lifecycleState: z.string().optional(),
  content: z
    .object({
      media: idSchema.optional(),
      multiImage: z.object({ images: z.array(idSchema) }).optional(),
      article: z.object({ source: z.string().optional() }).optional(),
    })
    .optional(),
});

const postsSchema = z.object({ elements: z.array(postSchema) });

function filesOf({ content }: Post): string[] {
  return [...(content?.media === undefined ? [] : [content.media.id]), ...(content?.multiImage?.images ?? []).map(({ id }) => id)];
}

function cannotTell(checked: string): FindResult {
  return { outcome: 'cannot tell', checked };
}

const DEAD: ReadonlySet<string> = new Set(['DRAFT', 'PUBLISH_FAILED']);
const PAGE_SIZE = 50;
const MAX_PAGES = 4;
const CLOCKS_APART_MS = 60_000;
