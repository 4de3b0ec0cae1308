import { z } from 'zod';
import { type Medium, mediaKind, type PlatformContext } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { processingFailed } from './processing.js';
import type { StagedMedium } from './staged.js';

/** Uploads one picture with its description: an id that a post can use for a day (xdocs:x-api/media, November 2026). */
export async function uploadPicture(setup: XSetup, ctx: PlatformContext, medium: Medium): Promise<StagedMedium> {
  const bytes = await ctx.media.bytes(medium);
  const { data } = await callX(setup, ctx, {
    method: 'POST',
    path: '/2/media/upload',
    form: { media_category: 'tweet_image' },
    file: { field: 'media', name: fileName(medium), mimeType: medium.mimeType, bytes },
    answer: uploadSchema,
  });
  return finishedUpload(setup, ctx, medium, data);
}

/** What is kept of an upload whose bytes are all there; its description is given to it. A video takes none. */
export async function finishedUpload(setup: XSetup, ctx: PlatformContext, medium: Medium, uploaded: Uploaded): Promise<StagedMedium> {
  const isVideo = mediaKind(medium) === 'video';
  if (medium.altText !== '' && !isVideo) await describe(setup, ctx, uploaded.id, medium.altText);
  return {
    id: uploaded.id,
    key: uploaded.media_key,
    expiresAt: new Date(ctx.now.getTime() + uploaded.expires_after_secs * 1000).toISOString(),
    processed: isProcessed(uploaded.processing_info, isVideo),
    isVideo,
  };
}

/** Whether X has finished working on an upload, and when to ask again. Throws {@link PlatformError} where it failed. */
export async function readProcessing(
  setup: XSetup,
  ctx: PlatformContext,
  { id, isVideo }: StagedMedium,
): Promise<{ done: boolean; retryAfterMs: number }> {
  const { processing_info: processing } = await readUpload(setup, ctx, id);
  return { done: isProcessed(processing, isVideo), retryAfterMs: (processing?.check_after_secs ?? 1) * 1000 };
}

/** What X says of an upload that was finalized. */
export async function readUpload(setup: XSetup, ctx: PlatformContext, id: string): Promise<Uploaded> {
  const query = { command: 'STATUS', media_id: id };
  return (await callX(setup, ctx, { method: 'GET', path: '/2/media/upload', query, answer: uploadSchema })).data;
}

/** The name a file is sent under; nobody sees it. */
export function fileName({ sha256, mimeType }: Medium): string {
  return `${sha256.slice(0, 16)}.${mimeType.split('/')[1]}`;
}

async function describe(setup: XSetup, ctx: PlatformContext, id: string, text: string): Promise<void> {
  const json = { id, metadata: { alt_text: { text } } };
  await callX(setup, ctx, { method: 'POST', path: '/2/media/metadata', json, answer: z.object({ data: z.unknown() }) });
}

function isProcessed(processing: Processing | undefined, isVideo: boolean): boolean {
  if (processing?.state !== 'failed') return processing === undefined || processing.state === 'succeeded';
  throw processingFailed(processing.error, isVideo);
}

/** What X answers about an upload. */
export type Uploaded = z.infer<typeof uploadSchema>['data'];

type Processing = NonNullable<Uploaded['processing_info']>;

/** The shape of such an answer. */
export const uploadSchema = z.object({
  data: z.object({
    id: z.string().min(1),
    media_key: z.string(),
    expires_after_secs: z.number(),
    processing_info: z
      .object({
        state: z.string(),
        check_after_secs: z.number().optional(),
        error: z.object({ code: z.number().optional(), name: z.string().optional() }).optional().catch(undefined),
      })
      .optional(),
  }),
});
