/** What one side did in one round. */
export interface Sample {
  /** Milliseconds from the first byte sent to the last byte of the answer, one per request. */
  readonly latencies: readonly number[];
  /** How long requests were in flight. */
  readonly elapsedMs: number;
  /** What the server's process used of the CPU meanwhile, in milliseconds. */
  readonly cpuMs: number;
}

/** Requests per second; percentiles in milliseconds; CPU milliseconds of the server's process per request. */
export interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMs: number;
}

/** The figure of several rounds. Throws when there is no request in them. */
export function summary(samples: readonly Sample[]): Figure {
  const latencies = samples.flatMap((sample) => [...sample.latencies]).sort((a, b) => a - b);
  return {
    perSecond: round(median(samples.map((sample) => (sample.latencies.length * 1_000) / sample.elapsedMs))),
    p50: round(percentile(latencies, 50)),
    p99: round(percentile(latencies, 99)),
    cpuMs: round(samples.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / latencies.length),
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (at(sorted, Math.floor((sorted.length - 1) / 2)) + at(sorted, Math.ceil((sorted.length - 1) / 2))) / 2;
}

/** To three decimals. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** By nearest rank, of values in ascending order. */
export function percentile(sorted: readonly number[], nth: number): number {
  return at(sorted, Math.ceil((sorted.length * nth) / 100) - 1);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
