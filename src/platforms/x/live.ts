import { z } from 'zod';
import { PlatformError } from '../errors.js';
import type { PlatformContext } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { LIVE_ERROR_ROWS } from './error-rows-live.js';

/** Takes one post down, a part of a thread too; one that is gone already counts as well (xdocs:x-api/posts/delete-post, November 2026). */
export async function deletePost(setup: XSetup, ctx: PlatformContext, ref: string): Promise<void> {
  try {
    await callX(setup, ctx, {
      method: 'DELETE',
      path: `/2/tweets/${ref}`,
      rows: LIVE_ERROR_ROWS,
      answer: z.object({ data: z.object({ deleted: z.literal(true) }) }),
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.details.status !== 404) throw error;
  }
}
