import { setTimeout as sleep } from 'node:timers/promises';
import type fc from 'fast-check';
import { type Publication, unknownAttempts } from '../../src/publishing/index.js';
import { WORKSPACE } from '../support/posts.js';
import type { Real } from './model-real.js';

/** What people believe: which posts there are, and what they did to them that Copydesk accepted. */
export interface Model {
  paused: boolean;
  posts: Believed[];
}

/** One post, on one account. */
export interface Believed {
  readonly mark: string;
  readonly post: string;
  readonly account: string;
  /** The words of each revision, the first one first; and how many of it were live when it was edited, once it was. */
  readonly words: { readonly text: string; readonly account: string; liveAtEdit?: number }[];
  /** How often a person had it published again, not knowing whether it was there. */
  again: number;
  /** Why nothing may go out: held by an approver, by a pause, because its words are not approved, or for good. */
  readonly holds: Set<'hold' | 'pause' | 'review' | 'cancelled'>;
  /** How many were live when the first of these was said. */
  liveAtStop?: number;
  /** What was seen of it last. */
  seen?: Publication['state'];
}

/** Something that people, platforms or time do. Where it does not fit, it does nothing. */
export interface Act {
  readonly name: string;
  run(model: Model, real: Real): Promise<void>;
}

/** An act as fast-check runs it: after it, what must always be so is looked at. What people are refused changes nothing. */
export function command(act: Act): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    run: async (model, real) => {
      await unlessRefused(act, model, real);
      await look(model, real);
    },
    toString: () => act.name,
  };
}

/** Runs an act; a refusal is an answer. */
export async function unlessRefused(act: Act, model: Model, real: Real): Promise<void> {
  await act.run(model, real).catch((error: unknown) => {
    if (!(error instanceof Error) || !REFUSALS.has(error.name)) throw error;
  });
}

/** From now on nothing of it may go out, for this reason too. */
export async function stop(each: Believed, reason: 'hold' | 'pause' | 'review' | 'cancelled', real: Real): Promise<void> {
  each.holds.add(reason);
  each.liveAtStop ??= live(each, real);
}

/** The reason is gone; without any, it may go out again. */
export function free(each: Believed, ...reasons: readonly ('hold' | 'pause' | 'review' | 'cancelled')[]): void {
  for (const reason of reasons) each.holds.delete(reason);
  if (each.holds.size === 0) delete each.liveAtStop;
}

/** What must always be so. Throws a sentence. */
export async function look(model: Model, real: Real): Promise<void> {
  for (const each of model.posts) {
    const publication = await afterItsAnswer(each, real);
    const { state, acts, dueAt } = publication;
    const there = live(each, real);
    const said = `${each.mark}: ${there} live, ${JSON.stringify(publication)}`;
    must(there <= 1 + each.again, `Twice: ${said}`);
    must(
      each.liveAtStop === undefined || there === each.liveAtStop,
      `It went out although it was stopped (${[...each.holds].join()}): ${said}`,
    );
    must(
      each.words.every((words) => words.liveAtEdit === undefined || liveWords(words, real) <= words.liveAtEdit),
      `Old words went out: ${said}`,
    );
    must(each.seen !== 'published' || state === 'published', `It was published and is ${state}: ${said}`);
    must(each.seen !== 'cancelled' || state === 'cancelled' || !each.holds.has('cancelled'), `It was cancelled and is ${state}: ${said}`);
    must(
      state === 'published' || state === 'publishing' || there === 0 || unknownAttempts(publication).length > 0 || isAnswered(publication),
      `Nobody admits it: ${said}`,
    );
    must(
      acts.every(({ attempts }) => attempts.every(({ intentAt }) => intentAt >= dueAt)),
      `It went out early: ${said}`,
    );
    const byPerson = acts.some(({ attempts }) => attempts.some(({ outcome }) => outcome?.kind === 'published' && outcome.by === 'person'));
    must(
      acts.every(({ attempts }) => attempts.every(({ outcome }) => outcome?.kind !== 'absent')),
      `Nothing proves that it is not there: ${said}`,
    );
    must(state !== 'published' || there > 0 || byPerson, `It is not there: ${said}`);
    each.seen = state;
  }
}

/**
 * What must be so when a request that publishes leaves: its intent stands, with an attempt nobody knows the outcome of, and no other such attempt
 * that no person had sent again. Resolves to what throws where that is not so, for when the request has really left.
 */
export async function leaving(model: Model, world: Real['world'], text: string): Promise<() => void> {
  const each = model.posts.find(({ words }) => words.some((known) => known.text === text));
  const [publication] = each === undefined ? [] : await world.deps.publications.ofPost(WORKSPACE, each.post);
  const unknown = publication === undefined ? 0 : unknownAttempts(publication).length;
  const said = `${text}: ${JSON.stringify(publication)}`;
  return () => {
    must(each !== undefined, `Nobody wrote this: ${said}`);
    must(unknown > 0, `It left without an intent: ${said}`);
    must(unknown - 1 <= (each?.again ?? 0), `It was sent again although nobody knew what came of it: ${said}`);
  };
}

/** How many posts are live with any words of it. */
export function live({ words }: Believed, real: Real): number {
  return words.reduce((all, each) => all + liveWords(each, real), 0);
}

/** How many posts are live with exactly these words. */
export function liveWords({ text }: Believed['words'][number], real: Real): number {
  return real.world.bench.meta.ledger.filter((entry) => entry.text === text).length;
}

/** The publication of a post, as it is stored. */
export async function publicationOf(real: Real, post: string): Promise<Publication> {
  const [publication] = await real.world.deps.publications.ofPost(WORKSPACE, post);
  if (publication === undefined) throw new Error(`There is no publication of ${post}.`);
  return publication;
}

/** Throws the sentence unless it is so. */
export function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

/** Whoever has an answer writes it down at once, whoever has the lane. */
async function afterItsAnswer(each: Believed, real: Real): Promise<Publication> {
  const isAnswered = each.words.some(({ text }) => real.answered.has(text));
  for (const end = performance.now() + AT_ONCE_MS; ; await sleep(10)) {
    const publication = await publicationOf(real, each.post);
    if (!isAnswered || (publication.state !== 'unknown' && publication.state !== 'publishing')) return publication;
    must(performance.now() < end, `It was answered and is ${publication.state}: ${JSON.stringify(publication)}`);
  }
}

function isAnswered({ acts }: Publication): boolean {
  return acts.some(({ ref }) => ref !== undefined);
}

const AT_ONCE_MS = 3_000;
const REFUSALS = new Set([
  'TimingRefusedError',
  'RepairRefusedError',
  'NoTimeError',
  'StaleDecisionError',
  'SendRefusedError',
  'DraftRefusedError',
]);
