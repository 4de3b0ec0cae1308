import type { Bench } from './bench.js';
import { benchTimed } from './timed.js';

/** Publications at random instants: how long after its time each send begins. The ratio is of p99, over Agenda's. */
export const benchLateness: Bench = (options) => {
  const { rounds = 2, count = 200 } = options;
  const instants = () => Array.from({ length: count }, () => Math.floor(Math.random() * count * EVERY_MS));
  return benchTimed('lateness', options, { rounds, instants });
};

/** On average so far apart. */
const EVERY_MS = 100;
