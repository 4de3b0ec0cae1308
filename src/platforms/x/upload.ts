import { z } from 'zod';
import { PlatformError } from '../errors.js';
import type { Medium, PlatformContext } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import type { StagedMedium } from './staged.js';

/** Uploads one picture with its description: an id that a post can use for a day (xdocs:x-api/media, November 2026). */
export async function uploadMedium(setup: XSetup, ctx: PlatformContext, medium: Medium): Promise<StagedMedium> {
  const bytes = await ctx.media.bytes(medium);
  const uploaded = medium.mimeType === 'image/gif' ? await inChunks(setup, ctx, medium, bytes) : await atOnce(setup, ctx, medium, bytes);
  if (medium.altText !== '') await describe(setup, ctx, uploaded.id, medium.altText);
  return {
    id: uploaded.id,
    key: uploaded.media_key,
    expiresAt: new Date(ctx.now.getTime() + uploaded.expires_after_secs * 1000).toISOString(),
    processed: isProcessed(uploaded.processing_info?.state),
  };
}

/** Whether X has finished working on an upload, and when to ask again. Throws {@link PlatformError} where it failed. */
export async function readProcessing(setup: XSetup, ctx: PlatformContext, id: string): Promise<{ done: boolean; retryAfterMs: number }> {
  const { data } = await callX(setup, ctx, {
    method: 'GET',
    path: '/2/media/upload',
    query: { command: 'STATUS', media_id: id },
    answer: uploadSchema,
  });
  const done = isProcessed(data.processing_info?.state);
  return { done, retryAfterMs: (data.processing_info?.check_after_secs ?? 1) * 1000 };
}

async function atOnce(setup: XSetup, ctx: PlatformContext, medium: Medium, bytes: Uint8Array): Promise<Uploaded> {
  const { data } = await callX(setup, ctx, {
    method: 'POST',
    path: '/2/media/upload',
    form: { media_category: 'tweet_image' },
    file: { field: 'media', name: fileName(medium), mimeType: medium.mimeType, bytes },
    answer: uploadSchema,
  });
  return data;
}

async function inChunks(setup: XSetup, ctx: PlatformContext, medium: Medium, bytes: Uint8Array): Promise<Uploaded> {
  const begun = await callX(setup, ctx, {
    method: 'POST',
    path: '/2/media/upload/initialize',
    json: { media_type: medium.mimeType, total_bytes: bytes.length, media_category: 'tweet_gif' },
    answer: z.object({ data: z.object({ id: z.string().min(1) }) }),
  });
  const path = `/2/media/upload/${begun.data.id}`;
  for (let segment = 0; segment * CHUNK_BYTES < bytes.length; segment += 1) {
    const chunk = bytes.subarray(segment * CHUNK_BYTES, (segment + 1) * CHUNK_BYTES);
    await callX(setup, ctx, {
      method: 'POST',
      path: `${path}/append`,
      form: { segment_index: String(segment) },
      file: { field: 'media', name: fileName(medium), mimeType: 'application/octet-stream', bytes: chunk },
      answer: z.unknown(),
    });
  }
  return (await callX(setup, ctx, { method: 'POST', path: `${path}/finalize`, answer: uploadSchema })).data;
}

async function describe(setup: XSetup, ctx: PlatformContext, id: string, text: string): Promise<void> {
  const json = { id, metadata: { alt_text: { text } } };
  await callX(setup, ctx, { method: 'POST', path: '/2/media/metadata', json, answer: z.object({ data: z.unknown() }) });
}

function isProcessed(state: string | undefined): boolean {
  if (state !== 'failed') return state === undefined || state === 'succeeded';
  throw new PlatformError({
    kind: 'invalid_content',
    sentence: 'X could not read a picture of this post. Replace it, then send it again.',
  });
}

function fileName({ sha256, mimeType }: Medium): string {
  return `${sha256.slice(0, 16)}.${mimeType.split('/')[1]}`;
}

type Uploaded = z.infer<typeof uploadSchema>['data'];

const uploadSchema = z.object({
  data: z.object({
    id: z.string().min(1),
    media_key: z.string(),
    expires_after_secs: z.number(),
    processing_info: z.object({ state: z.string(), check_after_secs: z.number().optional() }).optional(),
  }),
});

/** X takes 5 MB a chunk at most (field reports, November 2026). */
const CHUNK_BYTES = 4_000_000;
