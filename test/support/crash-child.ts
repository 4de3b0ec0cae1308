import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { PublishingDeps } from '../../src/publishing/index.js';

/** What the parent sends: die right after the n-th write of an intent, answer of a platform, or answer to a post, counted from now. */
export interface KillOrder {
  readonly at: 'intent' | 'answer' | 'sent';
  readonly n: number;
}

/** Copydesk in a process of its own that kills itself where it was told to: nothing of it is cleaned up, as after a power cut. */
let order: KillOrder | undefined;
let counted = 0;

process.on('message', (message: KillOrder) => {
  order = message;
  counted = 0;
  process.send?.('armed');
});

function passed(at: KillOrder['at']): void {
  if (order?.at !== at) return;
  counted += 1;
  if (counted === order.n) process.kill(process.pid, 'SIGKILL');
}

const app = await createApp(readConfig(), {
  platformHttp: (send) => async (request) => {
    const answer = await send(request);
    passed('answer');
    if (request.beforeSend !== undefined) passed('sent');
    return answer;
  },
  publishing: (deps: PublishingDeps): PublishingDeps => ({
    ...deps,
    publications: {
      ...deps.publications,
      change: async (from, next, tx) => {
        const written = await deps.publications.change(from, next, tx);
        if (written?.state === 'publishing') passed('intent');
        return written;
      },
    },
  }),
});
await app.start();
process.send?.('started');
process.once('disconnect', () => process.exit(0));
