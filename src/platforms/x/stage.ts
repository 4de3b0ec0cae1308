import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import { type Content, mediaKind, type PlatformContext, type PollResult, type Staged } from '../platform.js';
import type { XSetup } from './app.js';
import { uploadNextChunk } from './chunks.js';
import { begunUpload, hasExpired, type StagedMedium, stagedMedia } from './staged.js';
import { readProcessing, uploadPicture } from './upload.js';

/**
 * Uploads the pictures; nobody sees them until a post shows them. A text needs nothing. A GIF or a video, always alone, goes up in chunks: one step
 * each, so that an upload that broke off goes on after the last chunk X took.
 */
export async function stageMedia(setup: XSetup, ctx: PlatformContext, content: Content, begun?: Staged): Promise<Staged> {
  const moving = content.media.find((medium) => mediaKind(medium) !== 'image');
  if (moving !== undefined) return uploadNextChunk(setup, ctx, moving, begunUpload(begun));
  const media: StagedMedium[] = [];
  for (const medium of content.media) media.push(await uploadPicture(setup, ctx, medium));
  return { media };
}

/** Whether X has finished with every upload. Throws {@link PlatformError} with `restage` where one has expired, as an unused one does after a day. */
export async function pollMedia(setup: XSetup, ctx: PlatformContext, staged: Staged): Promise<PollResult> {
  const media = stagedMedia(staged);
  if (media.some((medium) => hasExpired(medium, ctx.now))) {
    throw new PlatformError({ kind: 'transient', next: 'restage', sentence: say('x.upload.expired') });
  }
  let retryAfterMs = 0;
  for (const medium of media.filter(({ processed }) => !processed)) {
    const processing = await readProcessing(setup, ctx, medium);
    if (!processing.done) retryAfterMs = Math.max(retryAfterMs, processing.retryAfterMs, SHORTEST_WAIT_MS);
  }
  return retryAfterMs === 0 ? { ready: true } : { ready: false, retryAfterMs };
}

const SHORTEST_WAIT_MS = 1_000;
