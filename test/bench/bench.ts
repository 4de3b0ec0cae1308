import { type Figure, median, round, type Sample, summary } from './figures.js';

/** How a bench is run; what is absent is the bench's own. All counts are per round and side. */
export interface BenchOptions {
  /** Receives one line per step. */
  readonly say: (line: string) => void;
  readonly rounds?: number;
  readonly count?: number;
  /** Requests in flight at once. */
  readonly clients?: number;
  /** Where both servers leave a CPU profile when they end. */
  readonly profileDir?: string;
}

/** One comparison: Copydesk's figures, the anchor's from the same run, and each round of both. `ratio` is Copydesk's headline figure over the anchor's. */
export interface BenchResult {
  readonly name: string;
  readonly ratio: number;
  readonly anchor: Figures;
  readonly runs: readonly object[];
  readonly [figure: string]: unknown;
}

/** Figures by their names. */
export type Figures = Readonly<Record<string, unknown>>;

/** A bench by name. Throws when a request is answered wrongly: a figure of a broken answer is worth nothing. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>;

/** One round of both sides. */
export interface Round {
  readonly ours: Figure;
  readonly anchor: Figure;
}

/** One side of a comparison: sends `count` requests and resolves once all are answered. */
export type Side = (count: number) => Promise<Sample>;

/** Runs both sides in turn, each first in every other round, so that a slower or faster minute of the machine meets both. What warms both up is thrown away. */
export async function alternate(
  sides: { readonly ours: Side; readonly anchor: Side },
  options: { readonly rounds: number; readonly count: number; readonly warmUp: number; readonly say: (line: string) => void },
): Promise<{ readonly ours: Sample[]; readonly anchor: Sample[] }> {
  await sides.ours(options.warmUp);
  await sides.anchor(options.warmUp);
  const ours: Sample[] = [];
  const anchor: Sample[] = [];
  for (let nth = 1; nth <= options.rounds; nth += 1) {
    if (nth % 2 === 0) anchor.push(await sides.anchor(options.count));
    ours.push(await sides.ours(options.count));
    if (nth % 2 === 1) anchor.push(await sides.anchor(options.count));
    options.say(`round ${nth}: Copydesk ${line(ours.at(-1))}; anchor ${line(anchor.at(-1))}`);
  }
  return { ours, anchor };
}

/** Makes the result: requests per second as the median of the rounds, percentiles over all requests. */
export function resultOf(
  name: string,
  samples: { readonly ours: readonly Sample[]; readonly anchor: readonly Sample[] },
  ratio: (ours: Figure, anchor: Figure, runs: readonly Round[]) => number,
): BenchResult {
  const runs = samples.ours.flatMap((sample, nth): Round[] => {
    const anchor = samples.anchor[nth];
    return anchor === undefined ? [] : [{ ours: summary([sample]), anchor: summary([anchor]) }];
  });
  const [ours, anchor] = [summary(samples.ours), summary(samples.anchor)];
  return { name, ratio: round(ratio(ours, anchor, runs)), ...ours, anchor: { ...anchor }, runs };
}

/** The median over the rounds of Copydesk's requests per second over the anchor's. */
export function throughputRatio(_ours: Figure, _anchor: Figure, runs: readonly Round[]): number {
  return median(runs.map(({ ours, anchor }) => ours.perSecond / anchor.perSecond));
}

/** Copydesk's p99 over the anchor's, both over all requests. */
export function p99Ratio(ours: Figure, anchor: Figure): number {
  return ours.p99 / anchor.p99;
}

/** A result in words. */
export function described({ name, ratio, anchor, runs, ...figures }: BenchResult): string {
  return [
    `${name}, ${runs.length} rounds`,
    `  Copydesk  ${words(figures)}`,
    `  anchor    ${words(anchor)}`,
    `  ratio     ${ratio} (Copydesk over anchor)`,
  ].join('\n');
}

function line(sample: Sample | undefined): string {
  if (sample === undefined) return 'none';
  const { perSecond, p99, cpuMs } = summary([sample]);
  return `${perSecond} a second, p99 ${p99} ms, ${cpuMs} ms CPU each`;
}

function words(figures: Figures): string {
  return Object.entries(figures)
    .map(([figure, value]) => `${figure} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
