import { describe, expect, test } from '@jest/globals';
import { PlatformError, type PlatformErrorDetails } from '../../src/platforms/errors.js';
import { type Decision, decide, MAX_TRIES, nextFindAt, type Situation } from '../../src/publishing/policy.js';

const now = new Date('2026-11-20T10:00:00Z');
const inMs = (ms: number) => new Date(now.getTime() + ms);

function decided(details: Omit<PlatformErrorDetails, 'sentence'>, situation: Partial<Situation> = {}): Decision {
  const error = new PlatformError({ sentence: 'No.', ...details });
  return decide(error, { phase: 'before', now, tries: 0, vain: 0, earlierUnknown: false, random: 1, ...situation });
}

describe('what each kind of error leads to', () => {
  const queuedIn = (ms: number, counts = false) => ({ to: 'queued', at: inMs(ms), counts, closeLane: true });
  const retried = { to: 'queued', at: inMs(1_000), counts: true, closeLane: false };
  const until = inMs(90_000);

  test.each<[string, Omit<PlatformErrorDetails, 'sentence'>, object, object]>([
    ['invalid_content', { kind: 'invalid_content' }, { to: 'failed' }, { to: 'failed' }],
    ['reauth_needed', { kind: 'reauth_needed' }, { to: 'blocked' }, { to: 'blocked' }],
    ['rate_limited until a time', { kind: 'rate_limited', until }, queuedIn(90_000), queuedIn(90_000)],
    ['rate_limited for a while', { kind: 'rate_limited', retryAfterMs: 7_000 }, queuedIn(7_000), queuedIn(7_000)],
    ['rate_limited without a reset', { kind: 'rate_limited' }, queuedIn(60_000, true), queuedIn(60_000, true)],
    ['duplicate', { kind: 'duplicate', ref: '7' }, { to: 'failed' }, { to: 'failed' }],
    ['transient', { kind: 'transient' }, retried, { to: 'unknown' }],
    ['transient that never left', { kind: 'transient', sent: false }, retried, retried],
    ['transient, poll', { kind: 'transient', next: 'poll' }, retried, { to: 'processing', at: inMs(3_000) }],
    ['transient, restage', { kind: 'transient', next: 'restage' }, { to: 'restage', at: inMs(1_000) }, { to: 'restage', at: inMs(1_000) }],
    ['unknown_outcome', { kind: 'unknown_outcome' }, { to: 'unknown' }, { to: 'unknown' }],
    ['rejected', { kind: 'rejected' }, { to: 'failed' }, { to: 'failed' }],
  ])('%s', (_name, details, before, during) => {
    expect(decided(details)).toEqual(before);
    expect(decided(details, { phase: 'publish' })).toEqual(during);
  });
});

describe('while an earlier attempt may have made the post', () => {
  const earlier = { phase: 'publish', earlierUnknown: true } as const;

  test.each([['invalid_content'], ['rejected'], ['duplicate']] as const)('%s is not called failed', (kind) => {
    expect(decided({ kind }, earlier)).toEqual({ to: 'unknown' });
    expect(decided({ kind }, { ...earlier, phase: 'before' })).toEqual({ to: 'unknown' });
  });

  test('a duplicate that names its post is that post', () => {
    expect(decided({ kind: 'duplicate', ref: '7' }, earlier)).toEqual({ to: 'published', ref: '7' });
  });

  test('a new container needs more than a lost one', () => {
    expect(decided({ kind: 'transient', next: 'restage' }, earlier)).toEqual({ to: 'unknown' });
    expect(decided({ kind: 'transient', next: 'restage' }, { ...earlier, phase: 'before' })).toEqual({ to: 'unknown' });
  });

  test('running out of tries is not called failed', () => {
    expect(decided({ kind: 'transient', sent: false }, { ...earlier, tries: MAX_TRIES })).toEqual({ to: 'unknown' });
  });
});

describe('bounds', () => {
  test('tries before the send end after eight', () => {
    expect(decided({ kind: 'transient' }, { tries: MAX_TRIES - 2 }).to).toBe('queued');
    expect(decided({ kind: 'transient' }, { tries: MAX_TRIES - 1 }).to).toBe('failed');
    expect(decided({ kind: 'transient', next: 'restage' }, { tries: MAX_TRIES - 1 }).to).toBe('failed');
  });

  test.each([['poll'], ['restage']] as const)('sends that made nothing end after eight: %s', (next) => {
    expect(decided({ kind: 'transient', next }, { phase: 'publish', vain: MAX_TRIES - 2 }).to).not.toBe('failed');
    expect(decided({ kind: 'transient', next }, { phase: 'publish', vain: MAX_TRIES - 1 }).to).toBe('failed');
  });

  test('the wait doubles to five minutes at most, half of it by chance', () => {
    const wait = (tries: number, random: number) => {
      const decision = decided({ kind: 'transient' }, { tries, random });
      return 'at' in decision ? decision.at.getTime() - now.getTime() : undefined;
    };
    expect([0, 1, 2, 6].map((tries) => wait(tries, 1))).toEqual([1_000, 2_000, 4_000, 64_000]);
    expect(wait(2, 0)).toBe(2_000);
  });

  test('a throttle without a reset doubles from one minute to fifteen', () => {
    const waits = [0, 1, 2, 3, 4, 9].map((tries) => {
      const decision = decided({ kind: 'rate_limited' }, { tries });
      return 'at' in decision ? (decision.at.getTime() - now.getTime()) / 60_000 : undefined;
    });
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test('a reset that is over already is no invitation to hammer', () => {
    expect(decided({ kind: 'rate_limited', until: inMs(-60_000) })).toMatchObject({ to: 'queued', at: inMs(1_000) });
    expect(decided({ kind: 'rate_limited', retryAfterMs: 0 })).toMatchObject({ to: 'queued', at: inMs(1_000) });
  });
});

test('an unknown outcome is looked for 25 s after the send, then after 1, 5, 15 and 60 minutes, then by a person', () => {
  const sentAt = inMs(-20_000);
  const looks = [0, 1, 2, 3, 4, 5].map((finds) => nextFindAt(finds, sentAt, now));
  expect(looks).toEqual([inMs(5_000), inMs(60_000), inMs(300_000), inMs(900_000), inMs(3_600_000), undefined]);
});
