import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import { standingBy } from '../features.js';
import type { MetaSetup } from '../meta/app.js';
import { INSTAGRAM_LIVE_ERROR_ROWS } from '../meta/error-rows-live.js';
import { graph } from '../meta/graph.js';
import type { DeletionRules, PlatformContext } from '../platform.js';
import { CONTAINER_PREFIX } from './publish.js';
import { idSchema } from './wire.js';

/** Meta takes no Page's token for it (meta:instagram-platform/instagram-graph-api/reference/ig-media, November 2026). */
export const INSTAGRAM_DELETION: DeletionRules = {
  token: 'person',
  standing: (account, ref) =>
    ref?.startsWith(CONTAINER_PREFIX) === true
      ? { may: 'never', sentence: say('instagram.unseenDelete') }
      : standingBy('deletions', account),
};

/**
 * Takes the post down, a carousel as a whole. Meta has one answer for a post that is gone, one that it does not let us delete and an account that it hides
 * from us: only where the account is seen and the post is not, it is gone.
 */
export async function deleteMedia(setup: MetaSetup, ctx: PlatformContext, ref: string): Promise<void> {
  try {
    await graph(setup, ctx, { method: 'DELETE', path: `/${ref}`, rows: INSTAGRAM_LIVE_ERROR_ROWS, answer: done });
  } catch (error) {
    if (!isNotThere(error) || (await isSeen(setup, ctx, ref))) throw error;
    await read(setup, ctx, ctx.account.platformId);
  }
}

async function isSeen(setup: MetaSetup, ctx: PlatformContext, id: string): Promise<boolean> {
  try {
    await read(setup, ctx, id);
    return true;
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}

function read(setup: MetaSetup, ctx: PlatformContext, id: string): Promise<{ id: string }> {
  return graph(setup, ctx, { method: 'GET', path: `/${id}`, params: { fields: 'id' }, answer: idSchema });
}

function isNotThere(error: unknown): boolean {
  return error instanceof PlatformError && error.details.code === 100 && error.details.subcode === 33;
}

const done = z.object({ success: z.literal(true) });
