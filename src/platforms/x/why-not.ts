import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Act, PlatformContext } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { isPlaced, type ListedPost, listedPostSchema, listedText, POST_FIELDS } from './listed-post.js';
import { saysTheSame } from './same-post.js';

/** Why a post is not what an act makes, in words: it is gone, another account's, says something else or answers something else. */
export async function whyNotPart(
  setup: XSetup,
  ctx: PlatformContext,
  act: Act,
  ref: string,
  parent: string | undefined,
): Promise<string | undefined> {
  const post = await readPost(setup, ctx, ref);
  if (post === undefined) return say('x.whyNot.noPost');
  if (post.author_id !== ctx.account.platformId) return say('x.whyNot.otherAccount', { account: ctx.account.name });
  if (!saysTheSame(listedText(post), act.content.text)) return say('x.whyNot.otherWords');
  return isPlaced(post, act.key, parent) ? undefined : say('x.whyNot.otherPlace');
}

/** What is not there is answered without `data`, or with 404 (xdocs:x-api/posts/get-post-by-id and fundamentals/response-codes-and-errors, November 2026). */
async function readPost(setup: XSetup, ctx: PlatformContext, ref: string): Promise<ListedPost | undefined> {
  const query = { 'tweet.fields': POST_FIELDS };
  try {
    return (await callX(setup, ctx, { method: 'GET', path: `/2/tweets/${ref}`, query, answer: answerSchema })).data;
  } catch (error) {
    if (error instanceof PlatformError && error.details.status === 404) return undefined;
    throw error;
  }
}

const answerSchema = z.object({ data: listedPostSchema.optional() });
