import { z } from 'zod';
import { standingBy } from '../features.js';
import { postUnknown } from '../first-comment.js';
import type { MetaSetup } from '../meta/app.js';
import { characters } from '../meta/checks.js';
import { findComment, listComments } from '../meta/comments.js';
import type { Act, CommentRules, FindResult, PlatformContext, Sent } from '../platform.js';

/** Meta documents no length: 8,000 characters is what its own pages take (field reports, November 2026; doubtful). */
export const FACEBOOK_COMMENTS: CommentRules = {
  maxLength: 8_000,
  length: characters,
  standing: (account) => standingBy('comments', account),
};

/**
 * Looks for the Page's own comment (meta:graph-api/reference/object/comments, November 2026). Whether a Page may read its own comments without
 * `pages_read_user_content` is not documented; where it may not, nobody can tell.
 */
export function findPageComment(
  setup: MetaSetup,
  ctx: PlatformContext,
  { content }: Act,
  sent: Sent,
  post: string | undefined,
): Promise<FindResult> {
  if (post === undefined) return Promise.resolve(postUnknown());
  const params = { fields: 'id,message,created_time,from', order: 'reverse_chronological' };
  const newest = async () =>
    (await listComments(setup, ctx, { post, params, comment })).map(({ id, message = '', created_time, from }) => ({
      id,
      text: message,
      at: new Date(created_time),
      by: from?.id,
    }));
  return findComment(newest, { name: 'Facebook', by: ctx.account.platformId, text: content.text, sent });
}

const comment = z.object({
  id: z.string(),
  message: z.string().optional(),
  created_time: z.string(),
  from: z.object({ id: z.string() }).optional(),
});
