import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Act, PlatformContext, Staged } from '../platform.js';
import { callX } from './api.js';
import type { XSetup } from './app.js';
import { hasExpired, stagedMedia } from './staged.js';
import { FIRST_ACT } from './thread.js';

/** The one request that makes a post; resolves to its id. A later part of a thread answers the part before it (xdocs:x-api/posts/create-post, November 2026). */
export async function publishPost(setup: XSetup, ctx: PlatformContext, act: Act, staged: Staged, parent?: string): Promise<string> {
  const isFirst = act.key === FIRST_ACT;
  if (!isFirst && parent === undefined) throw new PlatformError({ kind: 'rejected', sent: false, sentence: say('x.thread.noParent') });
  const media = isFirst ? stagedMedia(staged) : [];
  try {
    const { data } = await callX(setup, ctx, {
      method: 'POST',
      path: '/2/tweets',
      json: {
        ...(act.content.text === '' ? {} : { text: act.content.text }),
        ...(media.length === 0 ? {} : { media: { media_ids: media.map(({ id }) => id) } }),
        ...(isFirst ? {} : { reply: { in_reply_to_tweet_id: parent } }),
      },
      answer: z.object({ data: z.object({ id: z.string().min(1) }) }),
      irreversible: true,
    });
    return data.id;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind !== 'invalid_content' || !media.some((medium) => hasExpired(medium, ctx.now)))
      throw error;
    throw new PlatformError({ ...error.details, kind: 'transient', next: 'restage', cause: error });
  }
}
