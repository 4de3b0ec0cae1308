import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import { standingBy } from '../features.js';
import { commentError, mayNotRead, noPost, postUnknown } from '../first-comment.js';
import type { Act, CommentRules, FindResult, PlatformContext, Sent } from '../platform.js';
import { sameText } from '../same-text.js';
import { isOrganization, type LinkedInSetup } from './app.js';
import { rest, restWithHeaders } from './wire.js';

/**
 * 1,250 characters (docs.upload-post.com and publora, November 2026; LinkedIn documents none). The permissions of the comments API belong to the Community
 * Management product alone (li:marketing/community-management/shares/comments-api, November 2026).
 */
export function linkedInComments(setup: LinkedInSetup): CommentRules {
  const mayAsk = setup.state !== 'on' || setup.organizations;
  return {
    maxLength: 1_250,
    length: (comment) => [...comment].length,
    standing: (account) => (mayAsk ? standingBy('comments', account) : { may: 'never', sentence: say('linkedin.comment.noProduct') }),
  };
}

/** The one request that comments on a post, as its author; resolves to the comment's id. Its text is plain: there is no little text here. */
export async function commentOnLinkedIn(
  setup: LinkedInSetup,
  ctx: PlatformContext,
  { content }: Act,
  post: string | undefined,
): Promise<string> {
  if (post === undefined) throw noPost('LinkedIn');
  try {
    const { headers } = await restWithHeaders(setup, ctx, {
      method: 'POST',
      path: commentsOf(post),
      json: { actor: ctx.account.platformId, object: post, message: { text: content.text } },
      answer: z.unknown(),
      irreversible: true,
    });
    const id = headers['x-restli-id'];
    if (id !== undefined && id !== '') return id;
    throw new PlatformError({ kind: 'unknown_outcome', sentence: say('linkedin.comment.notNamed') });
  } catch (error) {
    throw commentError('LinkedIn', error);
  }
}

/** Looks for a page's own comment; those of a person's post LinkedIn shows to nobody. */
export async function findLinkedInComment(
  setup: LinkedInSetup,
  ctx: PlatformContext,
  { content }: Act,
  sent: Sent,
  post: string | undefined,
): Promise<FindResult> {
  if (post === undefined) return postUnknown();
  const { platformId } = ctx.account;
  if (!isOrganization(platformId)) return cannotTell(say('linkedin.comment.personUnreadable'));
  try {
    const { elements } = await rest(setup, ctx, { method: 'GET', path: `${commentsOf(post)}?count=100&start=0`, answer: commentsSchema });
    const since = sent.at.getTime() - CLOCKS_APART_MS;
    const ours = elements.filter(
      ({ actor, created, message }) => actor === platformId && created.time >= since && sameText(message.text, content.text),
    );
    const oldest = ours.sort((a, b) => a.created.time - b.created.time)[0];
    if (oldest !== undefined) return { outcome: 'published', ref: String(oldest.id) };
    return cannotTell(say('problem.comment.notFound'));
  } catch (error) {
    if (!mayNotRead(error)) throw error;
    return cannotTell(say('linkedin.comment.pageUnreadable'));
  }
}

function commentsOf(post: string): string {
  return `/rest/socialActions/${encodeURIComponent(post)}/comments`;
}

function cannotTell(checked: string): FindResult {
  return { outcome: 'cannot tell', checked };
}

const commentsSchema = z.object({
  elements: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      actor: z.string(),
      created: z.object({ time: z.number() }),
      message: z.object({ text: z.string() }),
    }),
  ),
});

const CLOCKS_APART_MS = 60_000;
