import { z } from 'zod';
import { standingBy } from '../features.js';
import type { MetaSetup } from '../meta/app.js';
import { characters } from '../meta/checks.js';
import { addComment, type CommentList, findComment } from '../meta/comments.js';
import type { Act, CommentRules, FindResult, PlatformContext, Sent } from '../platform.js';
import { CONTAINER_PREFIX } from './publish.js';

/** Meta documents no length: 2,196 characters is what others found to be taken (docs.upload-post.com, November 2026; doubtful). */
export const INSTAGRAM_COMMENTS: CommentRules = {
  maxLength: 2_196,
  length: characters,
  standing: (account) => standingBy('comments', account),
};

/** Comments on the post, where its media id is known. */
export function commentOnMedia(setup: MetaSetup, ctx: PlatformContext, { content }: Act, post: string | undefined): Promise<string> {
  const known = post === undefined || post.startsWith(CONTAINER_PREFIX) ? {} : { post };
  return addComment(setup, ctx, { name: 'Instagram', ...known }, content.text);
}

/** Looks for the account's own comment (meta:instagram-platform/instagram-graph-api/reference/ig-media/comments, November 2026). */
export function findMediaComment(
  setup: MetaSetup,
  ctx: PlatformContext,
  act: Act,
  sent: Sent,
  post: string | undefined,
): Promise<FindResult> {
  const { username, name } = ctx.account;
  return findComment(setup, ctx, list, { post, by: username ?? name, text: act.content.text, sent });
}

const list: CommentList = {
  name: 'Instagram',
  params: { fields: 'id,text,timestamp,username' },
  comment: z
    .object({ id: z.string(), text: z.string().default(''), timestamp: z.string(), username: z.string().optional() })
    .transform(({ id, text, timestamp, username }) => ({ id, text, at: new Date(timestamp), by: username })),
};
