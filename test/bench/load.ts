import { Pool } from 'undici';
import { signed } from '../../src/playground/slack/index.js';
import type { Sample } from './figures.js';
import type { Server } from './servers.js';

/** A request as it goes out, signed. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs a form as Slack does, now. slack:authentication/verifying-requests-from-slack, November 2026. */
export function signedForm(signingSecret: string, fields: Readonly<Record<string, string>>): SignedRequest {
  const body = new URLSearchParams(fields).toString();
  const headers = signed(signingSecret, Math.floor(Date.now() / 1_000), body);
  return { headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body };
}

/**
 * Sends every request once over `clients` kept connections, each sending its next one when the one before is answered.
 * Throws when an answer is not 200 or does not hold `expected`.
 */
export async function drive(
  server: Server,
  requests: readonly SignedRequest[],
  options: { readonly clients: number; readonly expected: string },
): Promise<Sample> {
  const pool = new Pool(server.url, { connections: options.clients, pipelining: 1 });
  const latencies: number[] = [];
  const left = requests.values();
  const client = async () => {
    for (const { headers, body } of left) {
      const began = performance.now();
      const answer = await pool.request({ method: 'POST', path: '/slack/events', headers, body });
      const text = await answer.body.text();
      latencies.push(performance.now() - began);
      if (answer.statusCode !== 200 || !text.includes(options.expected))
        throw new Error(`A request was answered ${answer.statusCode}: ${text}`);
    }
  };
  try {
    const cpuBefore = await server.cpuMs();
    const began = performance.now();
    await Promise.all(Array.from({ length: options.clients }, client));
    const elapsedMs = performance.now() - began;
    return { latencies, elapsedMs, cpuMs: (await server.cpuMs()) - cpuBefore };
  } finally {
    await pool.close();
  }
}
