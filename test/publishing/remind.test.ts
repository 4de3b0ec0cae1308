import { expect, test } from '@jest/globals';
import { remindersDue } from '../../src/publishing/index.js';
import { REMINDERS, type Reminders } from '../../src/workspaces/index.js';

const HOUR_MS = 3_600_000;
const sentAt = new Date('2026-11-30T09:00:00Z');
const hour = (hours: number) => new Date(sentAt.getTime() + hours * HOUR_MS);
const hours = (many: number) => many * HOUR_MS;

/** What is due and, in hours after it was sent, when to look again. */
function at(now: number, input: { goesOut?: number; changed?: number; state?: 'in_review' | 'held'; reminders?: Reminders } = {}) {
  const { goesOut, changed = 0, state = 'in_review', reminders = REMINDERS } = input;
  const when = goesOut === undefined ? {} : { when: { kind: 'at', at: hour(goesOut) } as const };
  const { due, lookAt } = remindersDue({ state, updatedAt: hour(changed), ...when }, { sentAt, reminders, now: hour(now) });
  return [...due, ...(lookAt === undefined ? [] : [(lookAt.getTime() - sentAt.getTime()) / HOUR_MS])];
}

test('a post that stands still is reminded of after a day, and again after the next standstill', () => {
  expect(at(0)).toEqual([24]);
  expect(at(23.99)).toEqual([24]);
  expect(at(24)).toEqual(['waiting']);
  expect(at(24, { changed: 10 })).toEqual([34]);
});

test('a post whose time is near is reminded of two hours before, which stands for a long wait; not where something happened since', () => {
  expect(at(0, { goesOut: 30 })).toEqual([24]);
  expect(at(24, { goesOut: 30 })).toEqual(['waiting', 28]);
  expect(at(28, { goesOut: 30 })).toEqual(['near']);
  expect(at(4, { goesOut: 6, changed: 4.5 })).toEqual([28.5]);
  expect(at(5, { goesOut: 6, changed: 4.5 })).toEqual([28.5]);
  expect(at(6, { goesOut: 6 })).toEqual([]);
});

test('each can be set and be off, and what waits for nobody is not reminded of', () => {
  expect(at(3, { goesOut: 30, reminders: { waitingMs: hours(2) } })).toEqual(['waiting']);
  expect(at(28, { goesOut: 30, reminders: { nearMs: hours(1) } })).toEqual([29]);
  expect(at(100, { reminders: {} })).toEqual([]);
  expect(at(100, { state: 'held' })).toEqual([]);
});

test('an escalation comes after a wait that began with the sending, whatever happened since, or before the time: whichever is first', () => {
  const both: Reminders = { escalation: { person: 'U1', waitingMs: hours(8), nearMs: hours(1) } };
  expect(at(7, { changed: 6, reminders: both })).toEqual([8]);
  expect(at(8, { changed: 6, reminders: both })).toEqual(['escalation']);
  expect(at(3, { goesOut: 5, reminders: both })).toEqual([4]);
  expect(at(4, { goesOut: 5, reminders: both })).toEqual(['escalation']);
  expect(at(1, { reminders: { escalation: { person: 'U1', nearMs: hours(1) } } })).toEqual([]);
});
