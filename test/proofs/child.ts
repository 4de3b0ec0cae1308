import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { PublishingDeps } from '../../src/publishing/index.js';
import { type Gates, gated } from './gates.js';

/** What the parent sends. `go` starts Copydesk, with what differs in its environment; `arm` counts gates from now on. */
export type Order =
  | { readonly do: 'go'; readonly env: Readonly<Record<string, string>>; readonly patienceMs: number }
  | { readonly do: 'arm'; readonly how: 'kill' | 'freeze'; readonly at: readonly string[]; readonly n: number }
  | { readonly do: 'stop' };

/** What the child sends: it is loaded, has started, is armed, freezes at a gate, or has stopped. */
export type Word = 'loaded' | 'started' | 'armed' | 'frozen' | 'stopped';

/** Copydesk in a process of its own that kills or freezes itself where it was told to: nothing of it is cleaned up, as after a power cut. */
let armed: Extract<Order, { do: 'arm' }> | undefined;
let counted = 0;
let stop = async (): Promise<void> => {};

const gates: Gates = {
  pass: async (name) => {
    if (armed === undefined || (armed.at.length > 0 && !armed.at.includes(name))) return;
    counted += 1;
    if (counted !== armed.n) return;
    if (armed.how === 'kill') process.kill(process.pid, 'SIGKILL');
    armed = undefined;
    await new Promise((told) => process.send?.('frozen' satisfies Word, told));
    process.kill(process.pid, 'SIGSTOP');
  },
};

process.on('message', (order: Order) => {
  if (order.do === 'go') void start(order);
  if (order.do === 'stop') void stop().then(() => say('stopped'));
  if (order.do !== 'arm') return;
  armed = order;
  counted = 0;
  say('armed');
});
process.once('disconnect', () => process.exit(0));
say('loaded');

async function start({ env, patienceMs }: Extract<Order, { do: 'go' }>): Promise<void> {
  const app = await createApp(readConfig({ ...process.env, ...env }), {
    platformHttp: (send) => async (request) => {
      const what = request.beforeSend === undefined ? 'request' : 'send';
      await gates.pass(`${what} <`);
      const answer = await send({ ...request, timeoutMs: Math.min(request.timeoutMs, patienceMs) });
      await gates.pass(`${what} >`);
      return answer;
    },
    publishing: (deps: PublishingDeps) => gated(deps, gates),
  });
  await app.start();
  stop = app.stop;
  say('started');
}

function say(word: Word): void {
  process.send?.(word, () => {});
}
