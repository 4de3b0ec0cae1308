import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { PublishingWorld } from '../support/publishing.js';
import { COMMANDS, drain, type Model, type Real, realWorld } from './model.js';

/** What repeats a run that failed once, as fast-check prints it. */
export interface KeptSeed {
  readonly seed: number;
  readonly path: string;
  readonly replayPath: string;
  /** What was wrong then. */
  readonly about: string;
}

/** Runs that failed once and must never fail again. */
export function keptSeeds(): KeptSeed[] {
  return JSON.parse(readFileSync(SEEDS_FILE, 'utf8')) as KeptSeed[];
}

/** Random acts and faults against the model; undefined when nothing was wrong, else what fast-check found, shrunk, and the seed to keep. */
export async function runModel(
  world: PublishingWorld,
  options: { readonly runs: number; readonly seed?: number; readonly path?: string; readonly replayPath?: string },
): Promise<{ readonly report: string; readonly kept: KeptSeed } | undefined> {
  const { runs, replayPath, ...where } = options;
  const commands = fc.commands([...COMMANDS], { maxCommands: 20, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) });
  const property = fc.asyncProperty(commands, async (acts) => {
    const model: Model = { paused: false, posts: [] };
    const real = await realWorld(world);
    try {
      await fc.asyncModelRun(() => ({ model, real }), acts as Iterable<fc.AsyncCommand<Model, Real>>);
      await drain(model, real);
    } finally {
      await real.close();
    }
  });
  const details = await fc.check(property, { numRuns: runs, ...where, interruptAfterTimeLimit: 600_000 });
  if (!details.failed) return undefined;
  const report = (await fc.asyncDefaultReportMessage(details)) ?? 'It failed.';
  const found = /replayPath="([^"]*)"/.exec(report)?.[1] ?? '';
  const kept = { seed: details.seed, path: details.counterexamplePath ?? '', replayPath: found };
  return { report, kept: { ...kept, about: String(details.errorInstance) } };
}

const SEEDS_FILE = fileURLToPath(new URL('kept-seeds.json', import.meta.url));
