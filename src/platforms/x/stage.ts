import { PlatformError } from '../errors.js';
import type { Content, PlatformContext, PollResult, Staged } from '../platform.js';
import type { XSetup } from './app.js';
import { type StagedMedium, stagedMedia } from './staged.js';
import { readProcessing, uploadMedium } from './upload.js';

/** Uploads the pictures; nobody sees them until a post shows them. A text needs nothing. */
export async function stagePictures(setup: XSetup, ctx: PlatformContext, content: Content): Promise<Staged> {
  const media: StagedMedium[] = [];
  for (const medium of content.media) media.push(await uploadMedium(setup, ctx, medium));
  return { media };
}

/** Whether X has finished with every picture. Throws {@link PlatformError} with `restage` where one has expired, as an unused one does after a day. */
export async function pollPictures(setup: XSetup, ctx: PlatformContext, staged: Staged): Promise<PollResult> {
  const media = stagedMedia(staged);
  if (haveExpired(media, ctx.now)) {
    throw new PlatformError({ kind: 'transient', next: 'restage', sentence: 'The uploaded pictures have expired at X.' });
  }
  let retryAfterMs = 0;
  for (const { id } of media.filter(({ processed }) => !processed)) {
    const processing = await readProcessing(setup, ctx, id);
    if (!processing.done) retryAfterMs = Math.max(retryAfterMs, processing.retryAfterMs, SHORTEST_WAIT_MS);
  }
  return retryAfterMs === 0 ? { ready: true } : { ready: false, retryAfterMs };
}

/** Whether one of the uploads is too old to be posted, a minute early. */
export function haveExpired(media: readonly StagedMedium[], now: Date): boolean {
  return media.some(({ expiresAt }) => Date.parse(expiresAt) - EARLY_MS <= now.getTime());
}

const EARLY_MS = 60_000;
const SHORTEST_WAIT_MS = 1_000;
