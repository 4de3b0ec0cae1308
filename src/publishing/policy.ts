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
  /** Attempts in a row before this one that proved to have made nothing. */
  readonly vain: number;
  /** Another attempt of this act has an unknown outcome. */
  readonly earlierUnknown: boolean;
  /** When the oldest post of a full rolling window leaves it. */
  readonly roomAt?: Date | undefined;
  /** 0 to 1, for jitter. */
  readonly random: number;
}

/** The one switch over a platform error's kind. Pure. */
export function decide(error: PlatformError, situation: Situation): Decision {
  const { kind, ref } = error.details;
  switch (kind) {
    case 'invalid_content':
    case 'rejected':
      return failed(situation);
    case 'reauth_needed':
      return { to: 'blocked' };
    case 'rate_limited':
      return throttled(error, situation);
    case 'duplicate':
      if (situation.phase === 'before' || !situation.earlierUnknown) return failed(situation);
      return ref === undefined ? { to: 'unknown' } : { to: 'published', ref };
    case 'transient':
      return situation.phase === 'publish' && error.details.sent !== false ? afterAnswer(error, situation) : triedAgain(error, situation);
    case 'unknown_outcome':
      return { to: 'unknown' };
    default:
      return never(kind);
  }
}

/** When the next look for an unknown outcome comes, after `finds` looks; after the last, only a person decides. */
export function nextFindAt(finds: number, sentAt: Date, now: Date): Date | undefined {
  if (finds === 0) return later(sentAt, FIRST_FIND_MS);
  const wait = FIND_WAITS_MS[finds - 1];
  return wait === undefined ? undefined : later(now, wait);
}

/** Tries before the send, and attempts in vain, after which a person is asked. */
export const MAX_TRIES = 8;

/** What an earlier attempt may have made is not called failed. */
function failed({ earlierUnknown }: Situation): Decision {
  return earlierUnknown ? { to: 'unknown' } : { to: 'failed' };
}

function throttled({ details: { until, retryAfterMs } }: PlatformError, { now, tries, roomAt }: Situation): Decision {
  const told = until ?? roomAt ?? (retryAfterMs === undefined ? undefined : later(now, retryAfterMs));
  const at = told ?? later(now, Math.min(THROTTLE_MAX_MS, THROTTLE_MS * 2 ** tries));
  const waitMs = Math.max(at.getTime() - now.getTime(), SOONEST_MS);
  return { to: 'queued', at: later(now, waitMs), counts: told === undefined, closeLane: true };
}

/** The send was answered with trouble: it goes on only where the answer proves that nothing was made. */
function afterAnswer({ details: { next } }: PlatformError, situation: Situation): Decision {
  if (next === undefined || (next === 'restage' && situation.earlierUnknown)) return { to: 'unknown' };
  if (situation.vain + 1 >= MAX_TRIES) return failed(situation);
  const wait = backoffMs(situation.vain, situation.random);
  return next === 'poll'
    ? { to: 'processing', at: later(situation.now, Math.max(POLL_MS, wait)) }
    : { to: 'restage', at: later(situation.now, wait) };
}

/** Nothing was sent. */
function triedAgain({ details: { next } }: PlatformError, situation: Situation): Decision {
  if (next === 'restage' && situation.earlierUnknown) return { to: 'unknown' };
  if (situation.tries + 1 >= MAX_TRIES) return failed(situation);
  const at = later(situation.now, backoffMs(situation.tries, situation.random));
  return next === 'restage' ? { to: 'restage', at } : { to: 'queued', at, counts: true, closeLane: false };
}

function backoffMs(tries: number, random: number): number {
  return Math.min(5 * 60_000, 1_000 * 2 ** tries) * (0.5 + random / 2);
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}

const POLL_MS = 3_000;
const SOONEST_MS = 1_000;
const THROTTLE_MS = 60_000;
const THROTTLE_MAX_MS = 15 * 60_000;
const FIRST_FIND_MS = 25_000;
const FIND_WAITS_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];
