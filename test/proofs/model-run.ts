import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { PublishingWorld } from '../support/publishing.js';
import { type Act, command, leaving, look, type Model, must } from './model.js';
import * as acts from './model-acts.js';
import { GATES, type Real, realWorld } from './model-real.js';

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

/** Acts in this order, and then to the end of everything. Throws a sentence where something is wrong. */
export async function walk(world: PublishingWorld, all: Iterable<fc.AsyncCommand<Model, Real>>): Promise<void> {
  const model: Model = { paused: false, posts: [] };
  const real = await realWorld(world, (text) => leaving(model, world, text));
  try {
    await fc.asyncModelRun(() => ({ model, real }), all);
    await acts.settleAll(model, real);
    await look(model, real);
    for (const each of model.posts) {
      const fault = await acts.ended(each, real);
      must(fault === undefined, fault ?? '');
    }
  } finally {
    await real.close();
  }
}

/** Random acts and faults against the model; undefined when nothing was wrong, else what fast-check found, shrunk, and the seed to keep. */
export async function runModel(
  world: PublishingWorld,
  options: { readonly runs: number; readonly seed?: number; readonly path?: string; readonly replayPath?: string },
): Promise<{ readonly report: string; readonly kept: KeptSeed } | undefined> {
  const { runs, replayPath, ...where } = options;
  const commands = fc.commands([...COMMANDS], { maxCommands: 20, size: 'max', ...(replayPath === undefined ? {} : { replayPath }) });
  const property = fc.asyncProperty(commands, (all) => walk(world, all as Iterable<fc.AsyncCommand<Model, Real>>));
  const details = await fc.check(property, { numRuns: runs, ...where, interruptAfterTimeLimit: 600_000 });
  if (!details.failed) return undefined;
  const report = (await fc.asyncDefaultReportMessage(details)) ?? 'It failed.';
  const found = /replayPath="([^"]*)"/.exec(report)?.[1] ?? '';
  const kept = { seed: details.seed, path: details.counterexamplePath ?? '', replayPath: found };
  return { report, kept: { ...kept, about: String(details.errorInstance) } };
}

const nth = fc.nat(7);
const approved = fc
  .record({ dueMs: fc.constantFrom(0, 20_000, 120_000), page: fc.nat(1) })
  .map(({ dueMs, page }) => acts.approve(dueMs, page));

/** What people do, whenever. */
const people: readonly fc.Arbitrary<Act>[] = [
  approved,
  nth.map(acts.cancel),
  nth.map(acts.hold),
  nth.map(acts.release),
  nth.map(acts.now),
  fc.record({ post: nth, ms: fc.constantFrom(5_000, 90_000) }).map(({ post, ms }) => acts.move(post, ms)),
  nth.map(acts.edit),
  nth.map(acts.approveEdit),
  fc.constant(acts.pause),
  fc.constantFrom('publish now' as const, 'drop' as const).map(acts.resume),
  fc
    .record({ post: nth, kind: fc.constantFrom('retry' as const, 'it is live' as const, 'publish again' as const) })
    .map(({ post, kind }) => acts.mend(post, kind)),
];
const trap = fc
  .record({
    gate: fc.constantFrom(...GATES),
    what: fc.oneof(fc.constantFrom('die' as const, 'freeze' as const), ...people),
    n: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ gate, what, n }) => acts.at(gate, what, n));
const time = fc.oneof(fc.constantFrom(1_000, 30_000, 120_000).map(acts.pass), nth.map(acts.almost), fc.constant(acts.thaw));

/** What can happen: as often something at one of the engine's gates as between its steps. */
const COMMANDS = [
  ...people,
  nth.map(acts.tamper),
  ...Array.from({ length: 6 }, () => trap),
  fc
    .constantFrom('http_500' as const, 'reset' as const, 'refuses' as const)
    .chain((how) => fc.constantFrom('before' as const, 'after' as const).map((when) => acts.breaks(when, how))),
  ...Array.from({ length: 4 }, () => time),
].map((act) => act.map(command));

const SEEDS_FILE = fileURLToPath(new URL('kept-seeds.json', import.meta.url));
