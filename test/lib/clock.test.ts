import { expect, test } from '@jest/globals';
import { type MachineClocks, serverClock, systemClock, waitUntil } from '../../src/lib/clock.js';
import { createLog } from '../../src/lib/log.js';
import { createTimeKeeper } from '../../src/lib/server-time.js';

test('a moved clock ends the waits whose time has come, and no others', async () => {
  const clock = serverClock();
  const ended: string[] = [];
  const hour = clock.wait(3_600_000).then(() => ended.push('hour'));
  const stop = new AbortController();
  const day = clock.wait(86_400_000, stop.signal).catch((error: Error) => ended.push(error.message));
  clock.move(3_600_000);
  await hour;
  expect(ended).toEqual(['hour']);
  stop.abort(new Error('stopped'));
  await day;
  expect(ended).toEqual(['hour', 'stopped']);
  expect(clock.now().getTime() - Date.now()).toBeGreaterThan(3_599_000);
});

test('waiting for a moment never ends before it, and at most a few milliseconds after', async () => {
  const late: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const at = new Date(Date.now() + 5 + (round % 7));
    await waitUntil(systemClock, at);
    late.push(Date.now() - at.getTime());
  }
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(late.sort((a, b) => a - b)[20]).toBeLessThan(10);
});

/** A machine whose clocks the test sets. */
function machineAt(wall: number): MachineClocks & { passes(ms: number): void; set(wall: number): void } {
  let monotonic = 1_000;
  let ahead = wall - monotonic;
  return {
    wall: () => monotonic + ahead,
    monotonic: () => monotonic,
    passes: (ms) => {
      monotonic += ms;
    },
    set: (time) => {
      ahead = time - monotonic;
    },
  };
}

test('a clock five minutes fast learns the time of the server from the middle of a round trip', () => {
  const machine = machineAt(NOON + 300_000);
  const clock = serverClock(machine);
  const askedAt = machine.monotonic();
  machine.passes(20);
  clock.learn({ serverAt: NOON, askedAt, answeredAt: machine.monotonic() });
  expect(clock.now().getTime()).toBe(NOON + 10);
  expect(clock.offsetMs()).toBe(-300_010);
  machine.passes(5_000);
  expect(clock.now().getTime()).toBe(NOON + 5_010);
});

test('somebody who sets the time of day of a machine moves no post', () => {
  const machine = machineAt(NOON);
  const clock = serverClock(machine);
  machine.set(NOON + 3_600_000);
  machine.passes(40);
  expect(clock.now().getTime()).toBe(NOON + 40);
  expect(clock.offsetMs()).toBe(-3_600_000);
});

test('a difference that the round trip may explain changes nothing', () => {
  const machine = machineAt(NOON);
  const clock = serverClock(machine);
  clock.learn({ serverAt: NOON + 9, askedAt: 990, answeredAt: 1_010 });
  expect(clock.now().getTime()).toBe(NOON);
  clock.learn({ serverAt: NOON + 13, askedAt: 990, answeredAt: 1_010 });
  expect(clock.now().getTime()).toBe(NOON + 13);
});

test('the alarm about a wrong clock goes on until it is right, through readings that fail', async () => {
  const machine = machineAt(NOON - 300_000);
  const alarms: number[] = [];
  const logged: string[] = [];
  const log = createLog('warn', { write: (line) => void logged.push(JSON.parse(line).msg) });
  let server: () => Date = () => new Date(NOON);
  const keeper = createTimeKeeper({
    clock: serverClock(machine),
    askServer: async () => server(),
    alarm: async ({ offsetMs }) => void alarms.push(offsetMs),
    log,
  });
  await keeper.read();
  expect(alarms).toEqual([]);
  keeper.start();
  await until(() => alarms.length === 1);
  server = () => {
    throw new Error('MongoDB does not answer.');
  };
  await expect(keeper.read()).rejects.toThrow('MongoDB does not answer.');
  server = () => new Date(NOON);
  machine.set(NOON);
  await keeper.read();
  keeper.stop();
  expect(alarms).toEqual([300_000]);
  expect(logged).toEqual([
    "This machine's clock is wrong. Set it; Copydesk goes by the database server's.",
    "This machine's clock is right again.",
  ]);
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries += 1) await systemClock.wait(10);
  expect(holds()).toBe(true);
}

const NOON = Date.parse('2026-11-22T12:00:00Z');
