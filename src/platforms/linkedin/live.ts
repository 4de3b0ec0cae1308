import { z } from 'zod';
import { PlatformError } from '../errors.js';
import type { Content, PlatformContext } from '../platform.js';
import type { LinkedInSetup } from './app.js';
import { LIVE_ERROR_ROWS } from './error-rows-live.js';
import { toLittleText } from './little-text.js';
import { readOptions } from './options.js';
import { rest } from './wire.js';

/** Takes the post down; one that is down already counts as well (li:marketing/community-management/shares/posts-api, November 2026). */
export async function deletePost(setup: LinkedInSetup, ctx: PlatformContext, ref: string): Promise<void> {
  try {
    await rest(setup, ctx, { method: 'DELETE', path: pathOf(ref), restliMethod: 'DELETE', rows: LIVE_ERROR_ROWS, answer: z.unknown() });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.details.status !== 404) throw error;
  }
}

/** Gives the post other words: its files, its link and who sees it cannot be changed (li:marketing/community-management/shares/posts-api, November 2026). */
export async function editPost(setup: LinkedInSetup, ctx: PlatformContext, ref: string, content: Content): Promise<void> {
  const commentary = toLittleText(content.text, readOptions(content)?.mentions);
  await rest(setup, ctx, {
    method: 'POST',
    path: pathOf(ref),
    restliMethod: 'PARTIAL_UPDATE',
    json: { patch: { $set: { commentary } } },
    rows: LIVE_ERROR_ROWS,
    answer: z.unknown(),
    guarded: true,
  });
}

function pathOf(ref: string): string {
  return `/rest/posts/${encodeURIComponent(ref)}`;
}
