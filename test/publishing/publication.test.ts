import { describe, expect, test } from '@jest/globals';
import { provenAbsent } from '../../src/publishing/find.js';
import {
  type Attempt,
  type AttemptOutcome,
  isGoingOut,
  isOver,
  mayBeTwice,
  unknownAttempts,
  vainAttempts,
  withOutcome,
} from '../../src/publishing/publication.js';
import { nextDue, pickDue } from '../../src/publishing/run.js';
import { published } from '../../src/publishing/settle.js';
import { publicationOf } from '../support/posts.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, second));
const answer = (ref: string): AttemptOutcome => ({ kind: 'published', ref, by: 'answer' });
const absent: AttemptOutcome = { kind: 'absent', by: 'find' };
const transient: AttemptOutcome = { kind: 'refused', error: 'transient', sentence: 'No.' };
const throttled: AttemptOutcome = { kind: 'refused', error: 'rate_limited', sentence: 'No.' };

function attempts(...outcomes: (AttemptOutcome | undefined)[]): Attempt[] {
  return outcomes.map((outcome, index) => ({
    id: `a${index + 1}`,
    contentHash: 'h',
    grantVersion: 1,
    intentAt: at(index),
    deadlineAt: at(index + 25),
    ...(outcome === undefined ? {} : { outcome }),
  }));
}

describe('what is due first on a lane', () => {
  const later = publicationOf({ id: 'later', dueAt: at(20), nextAt: at(20) });
  const first = publicationOf({ id: 'first', dueAt: at(10), nextAt: at(10) });

  test('is what was promised first', () => {
    expect(pickDue([first, later], at(30))?.id).toBe('first');
    expect(pickDue([first, later], at(9))).toBeUndefined();
  });

  test('is what is being prepared, before anything younger', () => {
    const processing = publicationOf({ id: 'processing', state: 'processing', nextAt: at(40) });
    expect(pickDue([first, processing], at(30))).toBeUndefined();
    expect(pickDue([first, processing], at(40))?.id).toBe('processing');
    expect(nextDue([first, processing], at(30))).toEqual(at(40));
  });

  test('can be prepared while something begun waits for a time that is far, and goes out before it', () => {
    const waits = publicationOf({ id: 'waits', state: 'ready', dueAt: new Date(Date.UTC(2026, 10, 20, 11)), nextAt: at(59) });
    expect(pickDue([later, waits], at(30))?.id).toBe('later');
    expect(nextDue([later, waits], at(10))).toEqual(at(20));
    const younger = publicationOf({ id: 'younger', dueAt: new Date(Date.UTC(2026, 10, 20, 11, 1)), nextAt: at(30) });
    expect(pickDue([waits, younger], at(30))?.id).toBe('younger');
    const near = { ...waits, dueAt: at(50), nextAt: at(50) };
    expect(pickDue([near, younger], at(30))).toBeUndefined();
    expect(nextDue([near, younger], at(30))).toEqual(new Date(at(50).getTime() - 250));
  });

  test('can be a look for what is unknown while something is prepared', () => {
    const processing = publicationOf({ id: 'processing', state: 'processing', nextAt: at(40) });
    const unknown = publicationOf({ id: 'unknown', state: 'unknown', nextAt: at(20) });
    expect(pickDue([processing, unknown], at(30))?.id).toBe('unknown');
    expect(nextDue([processing, unknown], at(30))).toEqual(at(20));
  });

  test('is nothing where only persons can move things on', () => {
    const { nextAt: _nextAt, ...unknown } = publicationOf({ state: 'unknown' });
    expect(pickDue([unknown], at(59))).toBeUndefined();
    expect(nextDue([unknown], at(59))).toBeUndefined();
  });
});

describe('attempts', () => {
  test('are unknown until they have an outcome', () => {
    const publication = publicationOf({ acts: [{ key: 'post', attempts: attempts(throttled, undefined) }] });
    expect(unknownAttempts(publication).map(({ id }) => id)).toEqual(['a2']);
  });

  test('give the act its ref when one of them published, and no other act', () => {
    const acts = [
      { key: '1', attempts: attempts(undefined) },
      { key: '2', attempts: [] },
    ];
    expect(withOutcome(acts, 'a1', answer('7')).map(({ ref }) => ref)).toEqual(['7', undefined]);
    expect(withOutcome(acts, 'a1', transient).map(({ ref }) => ref)).toEqual([undefined, undefined]);
  });

  test('in vain are counted from the last one that was anything else', () => {
    expect(vainAttempts(attempts())).toBe(0);
    expect(vainAttempts(attempts(transient, absent))).toBe(2);
    expect(vainAttempts(attempts(transient, throttled, absent))).toBe(1);
    expect(vainAttempts(attempts(absent, undefined))).toBe(0);
  });

  test('are given up when eight in a row made nothing', () => {
    const seven = attempts(absent, absent, absent, absent, absent, absent, absent);
    const with7 = publicationOf({ state: 'unknown', acts: [{ key: 'post', attempts: [...seven.slice(1), ...attempts(undefined)] }] });
    const with8 = publicationOf({
      state: 'unknown',
      acts: [{ key: 'post', attempts: [...seven, { ...attempts(undefined)[0], id: 'a8' } as Attempt] }],
    });
    expect(provenAbsent(with7, 'publish', at(1)).state).toBe('ready');
    expect(provenAbsent(with8, 'publish', at(1))).toMatchObject({ state: 'failed', trouble: { at: at(1) } });
    expect(provenAbsent(with8, 'publish', at(1))).not.toHaveProperty('nextAt');
  });

  test('keep what was staged only where the same thing is sent again', () => {
    const unknown = publicationOf({ state: 'unknown', staged: { container: '1' }, acts: [{ key: 'post', attempts: attempts(undefined) }] });
    expect(provenAbsent(unknown, 'publish', at(1))).toMatchObject({ state: 'ready', staged: { container: '1' } });
    expect(provenAbsent(unknown, 'restage', at(1))).toMatchObject({ state: 'queued' });
    expect(provenAbsent(unknown, 'restage', at(1))).not.toHaveProperty('staged');
  });
});

describe('a published publication', () => {
  const twice = (...outcomes: (AttemptOutcome | undefined)[]) => mayBeTwice([{ key: 'post', attempts: attempts(...outcomes) }]);

  test('may be there twice where two refs are known, or a later attempt is open', () => {
    expect(twice(answer('7'))).toBe(false);
    expect(twice(answer('7'), answer('7'))).toBe(false);
    expect(twice(answer('7'), throttled)).toBe(false);
    expect(twice(undefined, answer('7'))).toBe(false);
    expect(twice(answer('7'), undefined)).toBe(true);
    expect(twice(answer('7'), answer('8'))).toBe(true);
  });

  test('says so on the card, and says it no more once a later answer clears it', () => {
    const open = published(publicationOf(), [{ key: 'post', ref: '7', attempts: attempts(answer('7'), undefined) }], at(5));
    expect(open.trouble?.sentence).toContain('twice');
    expect(published(open, withOutcome(open.acts, 'a2', throttled), at(6))).not.toHaveProperty('trouble');
    expect(published(open, withOutcome(open.acts, 'a2', answer('8')), at(6)).trouble?.sentence).toContain('twice');
  });

  test('is over only once its address was read, and keeps the time of the first word', () => {
    const first = published(publicationOf(), [{ key: 'post', ref: '7', attempts: attempts(answer('7')) }], at(5));
    expect([first.nextAt, isOver(first)]).toEqual([at(5), false]);
    const { nextAt: _nextAt, ...read } = { ...first, link: 'https://example.com' };
    expect(isOver(read)).toBe(true);
    expect(published(read, read.acts, at(9))).toMatchObject({ publishedAt: at(5) });
    expect(isOver(published(read, read.acts, at(9)))).toBe(true);
  });
});

test('a publication is going out while anything of it may be live, whatever step comes next', () => {
  const acts = [{ key: 'post', attempts: attempts(undefined) }];
  const going = (['publishing', 'unknown', 'queued', 'ready', 'blocked', 'failed'] as const).map((state) =>
    isGoingOut(publicationOf({ state, acts })),
  );
  expect(going).toEqual([true, true, true, true, true, true]);
  expect(isGoingOut(publicationOf({ state: 'published', acts }))).toBe(false);
  expect(isGoingOut(publicationOf({ state: 'queued', acts: [{ key: 'post', attempts: attempts(throttled) }] }))).toBe(false);
});
