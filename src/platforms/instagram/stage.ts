import type { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import type { Content, Medium, PlatformContext, Staged } from '../platform.js';
import { checkQuota } from './quota.js';
import { idSchema, type stagedSchema } from './wire.js';

/** Reads the daily quota, then makes the container that is published later; Instagram fetches each picture meanwhile. */
export async function stageContainers(setup: MetaSetup, ctx: PlatformContext, content: Content): Promise<Staged> {
  await checkQuota(setup, ctx);
  const stagedAt = ctx.now.toISOString();
  const [first, ...more] = content.media;
  if (first === undefined) throw new PlatformError({ kind: 'invalid_content', sentence: say('instagram.pictureMissing') });
  const caption: Record<string, string> = content.text === '' ? {} : { caption: content.text };
  if (more.length === 0) return staged({ container: await pictureContainer(setup, ctx, first, caption), children: [], stagedAt });
  const children: string[] = [];
  for (const medium of content.media) children.push(await pictureContainer(setup, ctx, medium, { is_carousel_item: 'true' }));
  const container = await createContainer(setup, ctx, { media_type: 'CAROUSEL', children: children.join(','), ...caption });
  return staged({ container, children, stagedAt });
}

async function pictureContainer(setup: MetaSetup, ctx: PlatformContext, medium: Medium, params: Record<string, string>): Promise<string> {
  const url = await ctx.media.url(medium);
  return createContainer(setup, ctx, { image_url: url, ...(medium.altText === '' ? {} : { alt_text: medium.altText }), ...params });
}

async function createContainer(setup: MetaSetup, ctx: PlatformContext, params: Record<string, string>): Promise<string> {
  return (await graph(setup, ctx, { method: 'POST', path: `/${ctx.account.platformId}/media`, params, answer: idSchema })).id;
}

function staged(value: z.infer<typeof stagedSchema>): Staged {
  return value;
}
