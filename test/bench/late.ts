import { percentile, round } from './figures.js';
import type { Done } from './workers.js';

/** How late sends began, in ms; `early` is how many began before their time. */
export interface LateFigure {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly early: number;
}

/** The figure of everything that was sent. Throws when something was sent twice. */
export function lateFigure(done: readonly Done[]): LateFigure {
  const sent = new Set(done.map(({ id }) => id));
  if (sent.size !== done.length) throw new Error(`${done.length - sent.size} were sent twice.`);
  const late = done.map(({ at, due }) => at - due).sort((a, b) => a - b);
  return {
    p50: round(percentile(late, 50)),
    p99: round(percentile(late, 99)),
    worst: late.at(-1) ?? 0,
    early: late.filter((ms) => ms < 0).length,
  };
}
