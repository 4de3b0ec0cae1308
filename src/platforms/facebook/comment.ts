import { z } from 'zod';
import { standingBy } from '../features.js';
import type { MetaSetup } from '../meta/app.js';
import { characters } from '../meta/checks.js';
import { type CommentList, findComment } from '../meta/comments.js';
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
  act: Act,
  sent: Sent,
  post: string | undefined,
): Promise<FindResult> {
  return findComment(setup, ctx, list, { post, by: ctx.account.platformId, text: act.content.text, sent });
}

const list: CommentList = {
  name: 'Facebook',
  params: { fields: 'id,message,created_time,from', order: 'reverse_chronological' },
  comment: z
    .object({
      id: z.string(),
      message: z.string().default(''),
      created_time: z.string(),
      from: z.object({ id: z.string() }).optional(),
    })
    .transform(({ id, message, created_time, from }) => ({ id, text: message, at: new Date(created_time), by: from?.id })),
};
