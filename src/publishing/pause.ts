import { say } from '../language/index.js';
import type { Log } from '../lib/log.js';
import { authorize, type Brand, type OverdueChoice } from '../workspaces/index.js';
import type { ScheduleEverywhere, ScheduleStore } from './ports.js';
import { freeOverdue } from './resume-overdue.js';
import { type TimingDeps, TimingRefusedError } from './timing.js';

/** What pausing and resuming a brand needs. */
export interface PauseDeps extends TimingDeps {
  readonly schedule: ScheduleStore;
  readonly log: Log;
}

/** A brand, and who speaks. */
export interface PauseInput {
  readonly workspace: string;
  readonly brand: string;
  readonly person: string;
}

/**
 * Pauses a brand: no intent is written from now on, by any instance, and everything that waits is held. Throws `TimingRefusedError` when it
 * is paused already, `NotAllowedError`.
 */
export async function pauseBrand(deps: PauseDeps, { person, ...input }: PauseInput): Promise<Brand> {
  const { brand } = await authorize(deps, { ...input, person, right: 'repair' });
  const paused = await deps.workspaces.pause(input.workspace, brand.id, { by: person, at: deps.clock.now() });
  if (paused === undefined) throw new TimingRefusedError(say('timing.pausedAlready'));
  await holdPaused(deps, paused);
  return paused;
}

/** How many posts of a paused brand have a time that is over. Throws `TimingRefusedError` when the brand is not paused, `NotAllowedError`. */
export async function askToResume(
  deps: PauseDeps,
  { person, ...input }: PauseInput,
): Promise<{ readonly brand: Brand; readonly overdue: number }> {
  const { brand } = await authorize(deps, { ...input, person, right: 'repair' });
  if (brand.pause === undefined) throw new TimingRefusedError(say('timing.notPaused'));
  const overdue = await deps.schedule.overdue(input.workspace, brand.id, deps.clock.now(), MANY);
  return { brand, overdue: new Set(overdue.map(({ post }) => post)).size };
}

/**
 * Resumes a brand: what is due later waits for its time again; what became due during the pause goes out now, moves to the next free slots,
 * or is dropped. What an approver holds, and words nobody approved, stay held. Throws `TimingRefusedError`, `NotAllowedError`.
 */
export async function resumeBrand(
  deps: PauseDeps,
  { person, overdue, ...input }: PauseInput & { readonly overdue: OverdueChoice },
): Promise<Brand> {
  const { brand } = await authorize(deps, { ...input, person, right: 'repair' });
  const banner = brand.pause?.banner;
  const resume = { by: person, at: deps.clock.now(), overdue, ...(banner === undefined ? {} : { banner }) };
  const resumed = await deps.workspaces.resume(input.workspace, brand.id, resume);
  if (resumed === undefined) throw new TimingRefusedError(say('timing.notPaused'));
  await freePaused(deps, resumed);
  return resumed;
}

/** Finishes what a crash or a race left of pauses and resumes. */
export async function finishPauses(deps: PauseDeps & { readonly everywhere: ScheduleEverywhere }): Promise<void> {
  for (const { workspace, brand: id } of await deps.everywhere.halted(MANY)) {
    const brand = await deps.workspaces.brand(workspace, id);
    if (brand?.pause !== undefined) await holdPaused(deps, brand);
    else if (brand?.resume !== undefined) await freePaused(deps, brand);
  }
}

async function holdPaused(deps: PauseDeps, { workspace, id }: Brand): Promise<void> {
  for (const post of await deps.schedule.pause(workspace, id)) deps.notifier.changed(workspace, post);
}

async function freePaused(deps: PauseDeps, brand: Brand): Promise<void> {
  if (brand.resume === undefined) return;
  const { workspace, id } = brand;
  const now = deps.clock.now();
  const { posts, accounts } = await deps.schedule.resume(workspace, id, now);
  const freed = await freeOverdue(deps, brand, brand.resume.overdue, now);
  await deps.lanes.wake(workspace, [...new Set([...accounts, ...freed.map(({ account }) => account)])], now);
  for (const post of new Set([...posts, ...freed.map((publication) => publication.post)])) deps.notifier.changed(workspace, post);
  await deps.workspaces.endResume(workspace, id, brand.resume.at);
}

const MANY = 1_000;
