import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { SignedRequest } from './load.js';

/** Sends requests at a steady pace, whether the ones before are answered or not, from a process that does nothing else. */
export interface Clicks {
  readonly url: string;
  readonly requests: readonly SignedRequest[];
  /** When the first leaves, in ms of the machine's time, and how long after it the next. */
  readonly at: number;
  readonly everyMs: number;
}

process.once('message', (message) => {
  void click(message as Clicks).then((clicked) => process.send?.(clicked));
});

/** One click: how long its answer took, and whether it was the acknowledgement. */
export interface Clicked {
  readonly ms: number;
  readonly acknowledged: boolean;
}

async function click({ url, requests, at, everyMs }: Clicks): Promise<Clicked[]> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  return Promise.all(
    requests.map(async ({ headers, body }, nth) => {
      await sleep(at + nth * everyMs - Date.now());
      const began = performance.now();
      const answer = await pool.request({ method: 'POST', path: '/slack/events', headers, body });
      const text = await answer.body.text();
      return { ms: performance.now() - began, acknowledged: answer.statusCode === 200 && text === '' };
    }),
  );
}
