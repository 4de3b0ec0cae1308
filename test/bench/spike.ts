import type { Bench } from './bench.js';
import { benchTimed } from './timed.js';

/** Publications on as many accounts, all due at the same instant: how long after it each send begins. The ratio is of p99, over Agenda's. */
export const benchSpike: Bench = (options) => {
  const { rounds = 3, count = 1_000 } = options;
  return benchTimed('spike', options, { rounds, instants: () => Array.from({ length: count }, () => 0) });
};
