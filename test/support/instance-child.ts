import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { serverClock } from '../../src/lib/clock.js';

/** Copydesk as `main.ts` runs it, in a process of its own on a machine whose clock is `SKEW_MS` fast. Tells its parent the port. */
const skewMs = Number(process.env.SKEW_MS ?? 0);
const clock = serverClock({ wall: () => Date.now() + skewMs, monotonic: () => performance.now() });
const app = await createApp(readConfig(), { clock });
const { port } = await app.start();
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(1));
process.send?.(port);
