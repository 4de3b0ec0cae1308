import { z } from 'zod';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import type { PlatformContext } from '../platform.js';

/** What `stage` keeps: the unpublished photos, and the Page's newest post at that time (null when it had none). */
export const stagedSchema = z.object({ photoIds: z.array(z.string()), before: z.string().nullable() });

/** A post as the Page's list shows it, with the ids of the photos in it. */
export interface ListedPost {
  readonly id: string;
  readonly message: string;
  readonly createdAt: Date;
  readonly photoIds: readonly string[];
}

/** One page of the published posts, newest first; `after` leads to the next (meta:pages-api/posts, November 2026). */
export async function publishedPosts(
  setup: MetaSetup,
  ctx: PlatformContext,
  page: { readonly limit: number; readonly fields: string; readonly after?: string },
): Promise<{ posts: ListedPost[]; after?: string }> {
  const answer = await graph(setup, ctx, {
    method: 'GET',
    path: `/${ctx.account.platformId}/published_posts`,
    params: { fields: page.fields, limit: String(page.limit), ...(page.after === undefined ? {} : { after: page.after }) },
    answer: postsSchema,
  });
  const after = answer.paging?.next === undefined ? undefined : answer.paging.cursors?.after;
  return { posts: answer.data.map(listed), ...(after === undefined ? {} : { after }) };
}

const targetSchema = z.object({ target: z.object({ id: z.string().optional() }).optional() });

const attachmentSchema = targetSchema.extend({ subattachments: z.object({ data: z.array(targetSchema) }).optional() });

const postSchema = z.object({
  id: z.string(),
  message: z.string().optional(),
  created_time: z.string().optional(),
  attachments: z.object({ data: z.array(attachmentSchema) }).optional(),
});

const postsSchema = z.object({
  data: z.array(postSchema),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});

function listed(post: z.infer<typeof postSchema>): ListedPost {
  const attachments = (post.attachments?.data ?? []).flatMap((each) => [each, ...(each.subattachments?.data ?? [])]);
  return {
    id: post.id,
    message: post.message ?? '',
    createdAt: new Date(post.created_time ?? 0),
    photoIds: attachments.flatMap((each) => each.target?.id ?? []),
  };
}
