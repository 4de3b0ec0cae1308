import { z } from 'zod';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import type { PlatformContext } from '../platform.js';

/** What `stage` keeps: the container to publish, a carousel's children, and when they were made (ISO). */
export const stagedSchema = z.object({ container: z.string(), children: z.array(z.string()), stagedAt: z.string() });

/** An answer that is an id. */
export const idSchema = z.object({ id: z.string().min(1) });

/** Where a container stands; `status` holds the subcode of an ERROR (meta:instagram-platform/content-publishing, November 2026). */
export function readContainer(setup: MetaSetup, ctx: PlatformContext, container: string): Promise<z.infer<typeof containerSchema>> {
  return graph(setup, ctx, { method: 'GET', path: `/${container}`, params: { fields: 'status_code,status' }, answer: containerSchema });
}

const containerSchema = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.string().optional(),
});

/** The account's newest published media, newest first. */
export async function newestMedia(setup: MetaSetup, ctx: PlatformContext): Promise<{ id: string; caption: string; at: Date }[]> {
  const answer = await graph(setup, ctx, {
    method: 'GET',
    path: `/${ctx.account.platformId}/media`,
    params: { fields: 'id,caption,timestamp', limit: '25' },
    answer: z.object({ data: z.array(z.object({ id: z.string(), caption: z.string().optional(), timestamp: z.string() })) }),
  });
  return answer.data.map(({ id, caption, timestamp }) => ({ id, caption: caption ?? '', at: new Date(timestamp) }));
}
