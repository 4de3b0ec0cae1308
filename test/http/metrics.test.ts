import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { createMetrics, type Metrics, metricsRoutes } from '../../src/http/metrics.js';
import { createLog, watchedLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import type { Publication } from '../../src/publishing/index.js';
import { publicationOf } from '../support/posts.js';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('without a token only this machine reads the metrics, and not through a proxy on it', async () => {
  const url = await serve(metrics());
  expect(await status(url)).toBe(200);
  expect(await status(url, { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
});

test('with a token only whoever shows it reads them', async () => {
  const url = await serve(metrics(), new Secret('wanted'));
  expect(await status(url)).toBe(404);
  expect(await status(url, { authorization: 'Bearer wrong' })).toBe(404);
  expect(await status(url, { authorization: 'Bearer wanted' })).toBe(200);
});

test('they count what loops survive, what publications come to and how late, and tell how things stand', async () => {
  const counted = metrics();
  const log = watchedLog(createLog('silent'), counted.logged);
  log.child({ publication: 'P1' }).error({ loop: 'engine', err: new Error('down') }, 'Looking failed.');
  log.warn('Something else.');
  const due = new Date('2026-11-22T09:00:00Z');
  const attempt = { id: 'T1', contentHash: '', grantVersion: 1, intentAt: new Date(due.getTime() + 7), deadlineAt: due };
  const ready = publicationOf({ state: 'ready', dueAt: due });
  const sending: Publication = { ...ready, state: 'publishing', acts: [{ key: 'post', attempts: [attempt] }] };
  counted.changed(ready, sending);
  counted.changed(sending, { ...sending, state: 'published' });
  const text = await counted.text();
  for (const line of [
    'copydesk_loop_failures_total{loop="engine"} 1',
    'copydesk_log_entries_total{level="warn"} 1',
    'copydesk_publications_total{platform="facebook",outcome="published"} 1',
    'copydesk_lateness_seconds_bucket{le="0.005"} 0',
    'copydesk_lateness_seconds_bucket{le="0.01"} 1',
    'copydesk_publications{standing="unknown"} 1',
    'copydesk_cards_due 4',
    'copydesk_lanes_claimed 2',
    'copydesk_clock_offset_seconds -0.25',
    'process_cpu_seconds_total',
  ]) {
    expect(text).toContain(line);
  }
});

function metrics(): Metrics {
  return createMetrics({
    publications: async () => ({ due: 3, waiting: 5, unknown: 1 }),
    cardsDue: async () => 4,
    lanes: () => 2,
    clockOffsetMs: () => -250,
  });
}

async function serve(counted: Metrics, token?: Secret): Promise<string> {
  const server = createServer(express().use(metricsRoutes(counted, token)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

async function status(url: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  return answer.status;
}
