import { z } from 'zod';
import { PlatformError } from '../errors.js';
import type { MetaSetup } from '../meta/app.js';
import { LIVE_ERROR_ROWS } from '../meta/error-rows-live.js';
import { graph } from '../meta/graph.js';
import type { Content, PlatformContext } from '../platform.js';

/** Takes the post down; one that is gone already counts as well (meta:pages-api/posts, November 2026). */
export async function deletePost(setup: MetaSetup, ctx: PlatformContext, ref: string): Promise<void> {
  await seeingThePage(setup, ctx, () => graph(setup, ctx, { method: 'DELETE', path: `/${ref}`, rows: LIVE_ERROR_ROWS, answer: done }));
}

/** Gives the post other words; its pictures and its link stay as they are (meta:pages-api/posts, November 2026). */
export async function editPost(setup: MetaSetup, ctx: PlatformContext, ref: string, { text }: Content): Promise<void> {
  const gone = await seeingThePage(setup, ctx, () =>
    graph(setup, ctx, { method: 'POST', path: `/${ref}`, params: { message: text }, rows: LIVE_ERROR_ROWS, answer: done, guarded: true }),
  );
  if (gone !== undefined) throw gone;
}

/** The error by which Facebook says that the post is gone. It says the same where it hides the whole Page from us: then that error is thrown. */
async function seeingThePage(setup: MetaSetup, ctx: PlatformContext, ask: () => Promise<unknown>): Promise<PlatformError | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.details.code !== 100 || error.details.subcode !== 33) throw error;
    await graph(setup, ctx, {
      method: 'GET',
      path: `/${ctx.account.platformId}`,
      params: { fields: 'id' },
      answer: z.object({ id: z.string() }),
    });
    return error;
  }
}

const done = z.object({ success: z.literal(true) });
