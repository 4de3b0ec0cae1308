import { createApp } from '../app.js';
import { readConfig } from '../config.js';
import { serverClock } from '../lib/clock.js';

/**
 * Copydesk in a process of its own, configured by the environment like any other. Its parent moves its clock: every message is how far it is to be ahead
 * of the machine's time, in ms. It ends with its parent.
 */
const clock = serverClock();
process.on('message', (aheadMs: number) => clock.move(aheadMs - clock.aheadMs()));
clock.move(Number(process.argv[2] ?? 0));

const app = await createApp(readConfig(), { clock, allowLoopback: true });
await app.start();
process.send?.('running');

let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  void app.stop().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
// Ctrl-C in a terminal reaches every process of it; the parent says when to stop.
process.on('SIGINT', () => {});
