import { z } from 'zod';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import type { Act, Content, Medium, PlatformContext, Staged } from '../platform.js';
import { publishedPosts, stagedSchema } from './wire.js';

/** Uploads the pictures as photos that nobody sees, and remembers the newest post. */
export async function stageOnPage(setup: MetaSetup, ctx: PlatformContext, content: Content): Promise<Staged> {
  const newest = await publishedPosts(setup, ctx, { limit: 1, fields: 'id' });
  const photoIds: string[] = [];
  for (const medium of content.media) photoIds.push(await uploadPhoto(setup, ctx, medium));
  return { photoIds, before: newest.posts[0]?.id ?? null };
}

/** The one request that makes the post; resolves to its id (meta:pages-api/posts, November 2026). */
export async function publishOnPage(setup: MetaSetup, ctx: PlatformContext, { content }: Act, staged: Staged): Promise<string> {
  const { photoIds } = stagedSchema.parse(staged);
  const pictures = photoIds.map((id) => ({ media_fbid: id }));
  const answer = await graph(setup, ctx, {
    method: 'POST',
    path: `/${ctx.account.platformId}/feed`,
    params: {
      ...(content.text === '' ? {} : { message: content.text }),
      ...(content.link === undefined || pictures.length > 0 ? {} : { link: content.link }),
      ...(pictures.length === 0 ? {} : { attached_media: JSON.stringify(pictures) }),
    },
    answer: idSchema,
    irreversible: true,
  });
  return answer.id;
}

/** The post's public address. */
export async function postLink(setup: MetaSetup, ctx: PlatformContext, ref: string): Promise<string> {
  const answer = await graph(setup, ctx, {
    method: 'GET',
    path: `/${ref}`,
    params: { fields: 'permalink_url' },
    answer: z.object({ permalink_url: z.string() }),
  });
  return answer.permalink_url;
}

async function uploadPhoto(setup: MetaSetup, ctx: PlatformContext, medium: Medium): Promise<string> {
  const bytes = await ctx.media.bytes(medium);
  const answer = await graph(setup, ctx, {
    method: 'POST',
    path: `/${ctx.account.platformId}/photos`,
    params: { published: 'false', ...(medium.altText === '' ? {} : { alt_text_custom: medium.altText }) },
    file: { field: 'source', name: `${medium.sha256.slice(0, 16)}.jpg`, mimeType: medium.mimeType, bytes },
    answer: idSchema,
  });
  return answer.id;
}

const idSchema = z.object({ id: z.string().min(1) });
