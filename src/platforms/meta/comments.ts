import { z } from 'zod';
import { say } from '../../language/index.js';
import { commentError, mayNotRead, noPost, postUnknown } from '../first-comment.js';
import type { FindResult, PlatformContext, Sent } from '../platform.js';
import { sameText } from '../same-text.js';
import type { MetaSetup } from './app.js';
import { graph } from './graph.js';

/**
 * The one request that comments on a post, as the account itself; resolves to the comment's id (meta:pages-api/comments-mentions,
 * meta:instagram-platform/instagram-graph-api/reference/ig-media/comments, November 2026).
 */
export async function addComment(
  setup: MetaSetup,
  ctx: PlatformContext,
  to: { name: string; post?: string },
  text: string,
): Promise<string> {
  if (to.post === undefined) throw noPost(to.name);
  const path = `/${to.post}/comments`;
  try {
    return (await graph(setup, ctx, { method: 'POST', path, params: { message: text }, answer: idSchema, irreversible: true })).id;
  } catch (error) {
    throw commentError(to.name, error);
  }
}

/** How the comments of a post are listed, newest first, and what each says. */
export interface CommentList {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly comment: z.ZodType<ListedComment>;
}

/** A comment as a list shows it; `by` is what names its author: an id on Facebook, a username on Instagram. */
export interface ListedComment {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  readonly by: string | undefined;
}

/** Looks for a comment of `by` among the newest of a post. The list proves what is there, never what is not. */
export async function findComment(
  setup: MetaSetup,
  ctx: PlatformContext,
  list: CommentList,
  wanted: { readonly post: string | undefined; readonly by: string; readonly text: string; readonly sent: Sent },
): Promise<FindResult> {
  if (wanted.post === undefined) return postUnknown();
  const since = wanted.sent.at.getTime() - CLOCKS_APART_MS;
  try {
    const newest = await listComments(setup, ctx, list, wanted.post);
    const found = newest.filter(({ by, text, at }) => by === wanted.by && at.getTime() >= since && sameText(text, wanted.text));
    const oldest = found.sort((a, b) => a.at.getTime() - b.at.getTime())[0];
    if (oldest !== undefined) return { outcome: 'published', ref: oldest.id };
    return { outcome: 'cannot tell', checked: say('problem.comment.notFound') };
  } catch (error) {
    if (!mayNotRead(error)) throw error;
    return { outcome: 'cannot tell', checked: say('problem.comment.unreadable', { platform: list.name }) };
  }
}

async function listComments(setup: MetaSetup, ctx: PlatformContext, list: CommentList, post: string): Promise<ListedComment[]> {
  const answer = z.object({ data: z.array(list.comment) });
  const params = { ...list.params, limit: '50' };
  return (await graph(setup, ctx, { method: 'GET', path: `/${post}/comments`, params, answer })).data;
}

const idSchema = z.object({ id: z.string().min(1) });
const CLOCKS_APART_MS = 60_000;
