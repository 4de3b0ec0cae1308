import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createLog } from '../../../src/lib/log.js';
import type { HomeStore } from '../../../src/publishing/index.js';
import { createHomeRefresher } from '../../../src/slack/home/refresher.js';
import { NOW } from './samples.js';

const PACE = { betweenMs: 5, perPersonMs: 60 };
const log = createLog('fatal', { write: () => {} });

/** A refresher over people who looked at these moments, and whose Homes it published. */
function started(openedAt: Readonly<Record<string, Date>>, fail?: string) {
  const published: string[] = [];
  const homes: Pick<HomeStore, 'home' | 'viewers'> = {
    home: async (_workspace, person) => {
      const at = openedAt[person];
      return at === undefined ? undefined : { openedAt: at, choice: { page: 0 } };
    },
    viewers: async (_workspace, since) => Object.entries(openedAt).flatMap(([person, at]) => (at >= since ? [person] : [])),
  };
  const publish = async (_workspace: string, person: string) => {
    if (person === fail) throw new Error('Slack is down.');
    published.push(person);
  };
  const clock = { now: () => NOW, wait: async () => {} };
  return { published, refresher: createHomeRefresher({ homes: homes as HomeStore, clock, log, publish }, PACE) };
}

const lately = new Date(NOW.getTime() - 60_000);
const longAgo = new Date(NOW.getTime() - 2 * 3_600_000);

test('publishes for those who looked lately, once however often something changes, and again for what changed meanwhile', async () => {
  const { published, refresher } = started({ U1: lately, U2: lately, U3: longAgo });
  for (let nth = 0; nth < 50; nth += 1) refresher.changed('T1');
  await until(() => published.length >= 2);
  expect([...published].sort()).toEqual(['U1', 'U2']);
  refresher.changed('T1');
  await until(() => published.length >= 4);
  await refresher.stop(1_000);
  expect([...published].sort()).toEqual(['U1', 'U1', 'U2', 'U2']);
});

test('whoever acted comes first, and nobody is shown a Home they never opened', async () => {
  const { published, refresher } = started({ U1: lately, U2: lately });
  refresher.acted('T1', 'U9');
  refresher.changed('T1');
  refresher.acted('T1', 'U2');
  await until(() => published.length >= 2);
  await refresher.stop(1_000);
  expect(published).toEqual(['U2', 'U1']);
});

test('one Home that fails stops no other, and after the stop nothing is published', async () => {
  const { published, refresher } = started({ U1: lately, U2: lately }, 'U1');
  refresher.changed('T1');
  await until(() => published.length >= 1);
  await refresher.stop(1_000);
  refresher.changed('T1');
  await sleep(20);
  expect(published).toEqual(['U2']);
});

async function until(look: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!look()) {
    if (performance.now() > end) throw new Error('It did not happen within 5 s.');
    await sleep(5);
  }
}
