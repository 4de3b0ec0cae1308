import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { PlatformError } from '../errors.js';
import type { MetaSetup } from '../meta/app.js';
import type { Act, FindResult, PlatformContext, Sent, Staged } from '../platform.js';
import { sameText } from '../same-text.js';
import { CONTAINER_PREFIX } from './publish.js';
import { newestMedia, readContainer, stagedSchema } from './wire.js';

/** Asks the container what became of it. A minute after the send must have ended, a container that still waits was not published. */
export async function findByContainer(setup: MetaSetup, ctx: PlatformContext, act: Act, staged: Staged, sent: Sent): Promise<FindResult> {
  const { container } = stagedSchema.parse(staged);
  const status = await statusOf(setup, ctx, container);
  switch (status) {
    case 'PUBLISHED':
      return { outcome: 'published', ref: (await mediaId(setup, ctx, act, sent)) ?? `${CONTAINER_PREFIX}${container}` };
    case 'ERROR':
    case 'EXPIRED':
      return { outcome: 'absent', next: 'restage' };
    case 'FINISHED':
      if (ctx.now.getTime() >= sent.deadlineAt.getTime() + SETTLED_AFTER_MS) return { outcome: 'absent', next: 'publish' };
      return { outcome: 'cannot tell', checked: say('instagram.ready') };
    case 'IN_PROGRESS':
      return { outcome: 'cannot tell', checked: say('instagram.busy') };
    case undefined:
      return { outcome: 'cannot tell', checked: say('instagram.notTold') };
    default:
      return never(status);
  }
}

async function statusOf(setup: MetaSetup, ctx: PlatformContext, container: string) {
  try {
    return (await readContainer(setup, ctx, container)).status_code;
  } catch (error) {
    if (error instanceof PlatformError && error.details.code === 100 && error.details.subcode === 33) return undefined;
    throw error;
  }
}

/** The first post with these words since the send; undefined when there is none, or when the list cannot be read. */
async function mediaId(setup: MetaSetup, ctx: PlatformContext, act: Act, sent: Sent): Promise<string | undefined> {
  try {
    const since = sent.at.getTime() - CLOCKS_APART_MS;
    const media = await newestMedia(setup, ctx);
    return media.filter(({ caption, at }) => at.getTime() >= since && sameText(caption, act.content.text)).at(-1)?.id;
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}

const SETTLED_AFTER_MS = 60_000;
const CLOCKS_APART_MS = 60_000;
