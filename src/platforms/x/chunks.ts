import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import { type Medium, mediaKind, type PlatformContext, type Staged } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { X_PROFILE } from './profile.js';
import { type BegunUpload, hasExpired } from './staged.js';
import { fileName, finishedUpload, readUpload, type Uploaded, uploadSchema } from './upload.js';

/**
 * One step of an upload in chunks (xdocs:x-api/media/quickstart/media-upload-chunked, November 2026): INIT, an APPEND, or FINALIZE. A chunk whose
 * answer was lost is sent again under its number, which X takes. An upload that X has dropped is begun anew. What is sent is checked before the
 * first and after the last chunk.
 */
export async function uploadNextChunk(
  setup: XSetup,
  ctx: PlatformContext,
  medium: Medium,
  begun: BegunUpload | undefined,
): Promise<Staged> {
  if (begun === undefined || begun.sha256 !== medium.sha256 || hasExpired(begun, ctx.now)) {
    return { unfinished: true, upload: await initialize(setup, ctx, medium) };
  }
  const start = begun.sent * begun.chunkBytes;
  try {
    if (start >= medium.size) return { media: [await finishedUpload(setup, ctx, medium, await finalize(setup, ctx, medium, begun))] };
    await append(setup, ctx, medium, begun, start);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.details.status !== GONE) throw error;
    throw new PlatformError({ ...error.details, kind: 'transient', next: 'restage', sentence: say('x.upload.dropped'), cause: error });
  }
  return { unfinished: true, upload: { ...begun, sent: begun.sent + 1 } };
}

async function initialize(setup: XSetup, ctx: PlatformContext, medium: Medium): Promise<BegunUpload> {
  await ctx.media.check(medium);
  const { data } = await callX(setup, ctx, {
    method: 'POST',
    path: '/2/media/upload/initialize',
    json: {
      media_type: medium.mimeType,
      total_bytes: medium.size,
      media_category: mediaKind(medium) === 'gif' ? 'tweet_gif' : 'tweet_video',
    },
    answer: z.object({ data: z.object({ id: z.string().min(1), expires_after_secs: z.number().optional() }) }),
  });
  const lifeMs = data.expires_after_secs === undefined ? UNNAMED_LIFE_MS : data.expires_after_secs * 1000;
  const expiresAt = new Date(ctx.now.getTime() + lifeMs).toISOString();
  return { id: data.id, expiresAt, sha256: medium.sha256, chunkBytes: X_PROFILE.chunkBytes, sent: 0 };
}

async function append(setup: XSetup, ctx: PlatformContext, medium: Medium, begun: BegunUpload, start: number): Promise<void> {
  const bytes = await ctx.media.part(medium, start, Math.min(start + begun.chunkBytes, medium.size));
  await callX(setup, ctx, {
    method: 'POST',
    path: `/2/media/upload/${begun.id}/append`,
    form: { segment_index: String(begun.sent) },
    file: { field: 'media', name: fileName(medium), mimeType: 'application/octet-stream', bytes },
    answer: z.unknown(),
  });
}

/** Where X refuses, an earlier FINALIZE may have been taken and its answer lost: then X tells what became of it. */
async function finalize(setup: XSetup, ctx: PlatformContext, medium: Medium, { id }: BegunUpload): Promise<Uploaded> {
  await ctx.media.check(medium);
  try {
    return (await callX(setup, ctx, { method: 'POST', path: `/2/media/upload/${id}/finalize`, answer: uploadSchema })).data;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind !== 'invalid_content') throw error;
    const taken = await readUpload(setup, ctx, id).catch((asked: unknown) => {
      if (asked instanceof PlatformError && asked.kind === 'transient') throw asked;
      return undefined;
    });
    if (taken?.processing_info === undefined) throw error;
    return taken;
  }
}

const GONE = 404;

/** Where INIT names no time (xdocs:x-api/media, November 2026: a day). */
const UNNAMED_LIFE_MS = 24 * 3_600_000;
