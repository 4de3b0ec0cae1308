import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { PlatformError } from '../errors.js';
import type { MetaSetup } from '../meta/app.js';
import { rowOfSubcode } from '../meta/errors.js';
import type { PlatformContext, PollResult, Staged } from '../platform.js';
import { readContainer, stagedSchema } from './wire.js';

/** Whether the container can be published. Throws {@link PlatformError} with `restage` where it never will be. */
export async function pollContainer(setup: MetaSetup, ctx: PlatformContext, stagedValue: Staged): Promise<PollResult> {
  const staged = stagedSchema.parse(stagedValue);
  const { status_code: code, status } = await readOrRestage(setup, ctx, staged.container);
  switch (code) {
    case 'FINISHED':
      return { ready: true };
    case 'IN_PROGRESS':
      return later(ctx.now.getTime() - Date.parse(staged.stagedAt));
    case 'ERROR':
      throw containerError(status ?? '');
    case 'EXPIRED':
      throw restage(say('instagram.error.expired'));
    case 'PUBLISHED':
      throw new PlatformError({ kind: 'duplicate', sentence: say('instagram.posted') });
    default:
      return never(code);
  }
}

/** A container that Instagram does not know is as good as expired; lost access shows itself when it is made anew. */
async function readOrRestage(setup: MetaSetup, ctx: PlatformContext, container: string): ReturnType<typeof readContainer> {
  try {
    return await readContainer(setup, ctx, container);
  } catch (error) {
    if (error instanceof PlatformError && error.details.code === 100 && error.details.subcode === 33) {
      throw restage(say('instagram.error.notKnown'), error);
    }
    throw error;
  }
}

/** Waits half as long again as it took so far: pictures are ready within seconds, and Meta asks for one read a minute (meta:instagram-platform/content-publishing, November 2026). */
function later(ageMs: number): PollResult {
  if (ageMs > GIVE_UP_MS) throw restage(say('instagram.tookTooLong'));
  return { ready: false, retryAfterMs: Math.round(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, ageMs / 2))) };
}

/** The subcode stands in the status text. A container in ERROR stays so: whatever may work later needs a new one. */
function containerError(status: string): PlatformError {
  const subcode = Number(/\b22\d{5}\b/.exec(status)?.[0]);
  const row = rowOfSubcode(subcode);
  if (row === undefined) return restage(say('instagram.notPrepared'));
  const { kind, meaning, retryAfterMs } = row;
  const again = kind === 'transient' || kind === 'rate_limited' || kind === 'reauth_needed';
  return new PlatformError({
    kind,
    sentence: say(meaning),
    subcode,
    ...(again ? { next: 'restage' } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function restage(sentence: string, cause?: unknown): PlatformError {
  return new PlatformError({ kind: 'transient', next: 'restage', sentence, ...(cause === undefined ? {} : { cause }) });
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_MS = 600_000;
