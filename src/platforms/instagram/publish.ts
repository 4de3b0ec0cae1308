import { z } from 'zod';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import type { PlatformAccount, PlatformContext, Staged } from '../platform.js';
import { idSchema, stagedSchema } from './wire.js';

/** The one request that makes the post; resolves to its media id (meta:instagram-platform/content-publishing, November 2026). */
export async function publishContainer(setup: MetaSetup, ctx: PlatformContext, staged: Staged): Promise<string> {
  const { container } = stagedSchema.parse(staged);
  const answer = await graph(setup, ctx, {
    method: 'POST',
    path: `/${ctx.account.platformId}/media_publish`,
    params: { creation_id: container },
    answer: idSchema,
    irreversible: true,
  });
  return answer.id;
}

/** The post's public address; the profile's where only the container of the post is known. */
export async function mediaLink(setup: MetaSetup, ctx: PlatformContext, ref: string): Promise<string> {
  if (ref.startsWith(CONTAINER_PREFIX)) return profileUrl(ctx.account);
  const answer = await graph(setup, ctx, {
    method: 'GET',
    path: `/${ref}`,
    params: { fields: 'permalink' },
    answer: z.object({ permalink: z.string() }),
  });
  return answer.permalink;
}

/** The account's public profile. */
export function profileUrl(account: PlatformAccount): string {
  return `https://www.instagram.com/${account.username ?? ''}`;
}

/** Begins the ref of a post whose media id could not be found: the container's id follows. */
export const CONTAINER_PREFIX = 'container:';
