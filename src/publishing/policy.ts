import { never } from '../lib/never.js';
import type { PlatformError } from '../platforms/errors.js';

/** Where in a publication an error happened: before anything irreversible was sent, or in answer to it. */
export type Phase = 'before' | 'publish';

/** What happens next; the engine writes it. */
export type Decision =
  | { readonly to: 'queued'; readonly at: Date; readonly counts: boolean; readonly closeLane: boolean }
  | { readonly to: 'processing'; readonly at: Date }
  | { readonly to: 'restage'; readonly at: Date }
  | { readonly to: 'blocked' }
  | { readonly to: 'failed' }
  | { readonly to: 'unknown' }
  | { readonly to: 'published'; readonly ref: string };

/** What the decision rests on beside the error. */
export interface Situation {
  readonly phase: Phase;
  readonly now: Date;
  /** Tries before the send that failed already. */
  readonly tries: number;
  /** Another attempt of this act has an unknown outcome. */
  readonly earlierUnknown: boolean;
  /** 0 to 1, for jitter. */
  readonly random: number;
}

/** The one switch over a platform error's kind. Pure. */
export function decide(error: PlatformError, situation: Situation): Decision {
  const { kind, until, retryAfterMs, next, sent, ref } = error.details;
  const { phase, now, earlierUnknown } = situation;
  switch (kind) {
    case 'invalid_content':
    case 'rejected':
      return phase === 'publish' && earlierUnknown ? { to: 'unknown' } : { to: 'failed' };
    case 'reauth_needed':
      return { to: 'blocked' };
    case 'rate_limited':
      return {
        to: 'queued',
        at: until ?? later(now, retryAfterMs ?? throttleMs(situation.tries)),
        counts: until === undefined && retryAfterMs === undefined,
        closeLane: true,
      };
    case 'duplicate':
      if (phase === 'before' || !earlierUnknown) return { to: 'failed' };
      return ref === undefined ? { to: 'unknown' } : { to: 'published', ref };
    case 'transient':
      if (phase === 'publish' && sent !== false) {
        if (next === 'poll') return { to: 'processing', at: later(now, POLL_MS) };
        if (next === 'restage' && !earlierUnknown) return { to: 'restage', at: later(now, backoffMs(situation)) };
        return { to: 'unknown' };
      }
      if (phase === 'before' && next === 'restage' && earlierUnknown) return { to: 'unknown' };
      if (situation.tries + 1 >= MAX_TRIES) return { to: 'failed' };
      if (next === 'restage') return { to: 'restage', at: later(now, backoffMs(situation)) };
      return { to: 'queued', at: later(now, backoffMs(situation)), counts: true, closeLane: false };
    case 'unknown_outcome':
      return { to: 'unknown' };
    default:
      return never(kind);
  }
}

/** How long after the send each look for an unknown outcome comes; after the last, only a person decides. */
export function nextFindAt(finds: number, sentAt: Date, now: Date): Date | undefined {
  if (finds === 0) return later(sentAt, FIRST_FIND_MS);
  const wait = FIND_WAITS_MS[finds - 1];
  return wait === undefined ? undefined : later(now, wait);
}

/** Tries before the send after which a person is asked. */
export const MAX_TRIES = 8;

function backoffMs({ tries, random }: Situation): number {
  return Math.min(5 * 60_000, 1_000 * 2 ** tries) * (0.5 + random / 2);
}

/** A rate limit without a reset: 60 s, doubling to 15 min. */
function throttleMs(tries: number): number {
  return Math.min(15 * 60_000, 60_000 * 2 ** tries);
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}

const POLL_MS = 3_000;
const FIRST_FIND_MS = 25_000;
const FIND_WAITS_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];
