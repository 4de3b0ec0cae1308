import fc from 'fast-check';
import { decide } from '../../src/approvals/index.js';
import { createScheduleStore } from '../../src/mongo/schedule.js';
import {
  cancelPost,
  createEngine,
  type Engine,
  holdPost,
  type PauseDeps,
  type Publication,
  type PublishingDeps,
  pauseBrand,
  publishNow,
  type Repair,
  releasePost,
  repair,
  reschedule,
  resumeBrand,
  unknownAttempts,
} from '../../src/publishing/index.js';
import { BRAND, contentFor, WORKSPACE } from '../support/posts.js';
import type { Accounts, PublishingWorld } from '../support/publishing.js';
import { gated } from './gates.js';
import { endLeases } from './hasten.js';

/** What people believe: which posts there are, and what they did to them that Copydesk accepted. */
export interface Model {
  paused: boolean;
  posts: Believed[];
}

interface Believed {
  readonly mark: string;
  readonly post: string;
  /** How often a person had it published again, not knowing whether it was there. */
  again: number;
  /** Nothing may go out any more, and this many were live when that was said. */
  stoppedAt?: number;
  /** What was seen of it last. */
  seen?: Publication['state'];
}

/** Copydesk itself: rooms, a real mongod, a stand-in for Facebook, and an engine that can die. */
export interface Real {
  readonly world: PublishingWorld;
  readonly accounts: Accounts;
  readonly deps: PublishingWorld['deps'] & PauseDeps;
  /** The engine dies at the n-th gate from now on. */
  crashAt(n: number): void;
  /** Copydesk's time goes on, the engine works, a dead one is replaced. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** What can happen, with the least and most of what is random about it. */
export const COMMANDS: readonly fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] = [
  fc.record({ dueMs: fc.constantFrom(0, 20_000, 120_000), nth: fc.nat(1) }).map(({ dueMs, nth }) => approveOne(dueMs, nth)),
  fc.nat(9).map((nth) => stops('cancel', nth, (deps, input) => cancelPost(deps, input))),
  fc.nat(9).map((nth) => stops('hold', nth, (deps, input) => holdPost(deps, input))),
  fc.nat(9).map((nth) => frees('release', nth, (deps, input) => releasePost(deps, input))),
  fc.nat(9).map((nth) => frees('publish now', nth, (deps, input) => publishNow(deps, input))),
  fc
    .record({ nth: fc.nat(9), ms: fc.constantFrom(5_000, 90_000) })
    .map(({ nth, ms }) =>
      frees('reschedule', nth, (deps, input) =>
        reschedule(deps, { ...input, when: { kind: 'at', at: new Date(deps.clock.now().getTime() + ms) } }),
      ),
    ),
  fc.constant(pauseAll()),
  fc.constantFrom('publish now' as const, 'drop' as const).map(resumeAll),
  fc
    .record({ nth: fc.nat(9), kind: fc.constantFrom<Repair>('retry', 'it is live', 'publish again') })
    .map(({ nth, kind }) => mends(nth, kind)),
  fc.integer({ min: 1, max: 16 }).map(crash),
  fc.integer({ min: 1, max: 16 }).map(crash),
  fc
    .record({ when: fc.constantFrom('before' as const, 'after' as const), how: fc.constantFrom('http_500' as const, 'reset' as const) })
    .map(breaks),
  fc.constantFrom(1_000, 30_000, 120_000).map(passes),
  fc.constantFrom(1_000, 30_000).map(passes),
];

/** Starts with two Pages and nothing on them. */
export async function realWorld(world: PublishingWorld): Promise<Real> {
  const accounts = await world.freshAccounts();
  await world.mongo.db.collection<{ _id: string }>('brands').updateOne({ _id: BRAND }, { $unset: { pause: 1, resume: 1 } });
  const deps = { ...world.deps, schedule: createScheduleStore(world.mongo) };
  let engine: { readonly engine: Engine; dead: boolean; dieAt: number; passed: number };
  const born = () => {
    const life = { dead: false, dieAt: Number.POSITIVE_INFINITY, passed: 0 };
    const pass = async () => {
      life.passed += 1;
      if (life.passed >= life.dieAt) life.dead = true;
      if (life.dead) await new Promise<never>(() => {});
    };
    const http: PublishingDeps['http'] = async (request) => {
      await pass();
      const answer = await world.deps.http(request);
      await pass();
      return answer;
    };
    const made = createEngine(gated({ ...world.deps, http }, { pass }), { owner: world.deps.ids.id() });
    made.start();
    return Object.assign(life, { engine: made });
  };
  engine = born();
  const replaceDead = async () => {
    if (!engine.dead) return;
    void engine.engine.stop(0);
    await endLeases(world.mongo.connection);
    engine = born();
  };
  return {
    world,
    accounts,
    deps,
    crashAt: (n) => {
      engine.dieAt = engine.passed + n;
    },
    pass: async (ms) => {
      world.ahead += ms;
      for (const end = performance.now() + QUIET_WITHIN_MS; performance.now() < end; ) {
        await replaceDead();
        engine.engine.poke();
        const now = world.deps.clock.now();
        const due = { nextAt: { $lte: now } };
        const moving = { state: { $in: ['publishing', 'staging'] } };
        if ((await world.mongo.db.collection('publications').countDocuments({ $or: [due, moving] })) === 0) return;
        await world.mongo.db.collection('lanes').updateMany({ owner: null }, { $min: { runnableAt: now } });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      engine.dieAt = Number.POSITIVE_INFINITY;
      await engine.engine.stop(engine.dead ? 0 : 5_000);
    },
  };
}

/** At the end everything is let go and all the time passes; then every post that people wanted is there, or says why not. */
export async function drain(model: Model, real: Real): Promise<void> {
  if (model.paused) await resumeAll('publish now').run(model, real);
  for (let rounds = 0; rounds < 4; rounds += 1) await real.pass(3_700_000 / 60);
  await real.pass(3_700_000);
  await look(model, real);
  for (const each of model.posts) {
    const { state, nextAt } = await publicationOf(real, each.post);
    const isSettled =
      ['published', 'unknown', 'failed', 'held', 'cancelled'].includes(state) && (nextAt === undefined || state === 'unknown');
    must(isSettled, `${each.mark} ends ${state}`);
    must(state !== 'failed' || (await live(real, each.post)) === 0, `${each.mark} is live and called failed`);
  }
}

function approveOne(dueMs: number, nth: number): fc.AsyncCommand<Model, Real> {
  return command(
    `approve for ${dueMs} ms on account ${nth}`,
    (model) => model.posts.length < 10,
    async (model, real) => {
      const { world, accounts } = real;
      const mark = `model${model.posts.length}z`;
      const post = await world.write([
        contentFor('facebook', nth === 0 ? accounts.page : accounts.otherPage, { text: `Good morning ${mark} ${world.deps.ids.id()}` }),
      ]);
      const at = new Date(world.deps.clock.now().getTime() + dueMs);
      if (dueMs > 0)
        await world.mongo.db.collection<{ _id: string }>('posts').updateOne({ _id: post }, { $set: { when: { kind: 'at', at } } });
      await decide(world.deps, { workspace: WORKSPACE, post, revision: 1, person: 'U2', kind: 'approved' });
      await world.awake();
      model.posts.push({ mark, post, again: 0 });
    },
  );
}

type Act = (deps: Real['deps'], input: { readonly workspace: string; readonly post: string; readonly person: string }) => Promise<unknown>;

/** Once it is accepted, nothing more of the post goes out. */
function stops(name: string, nth: number, act: Act): fc.AsyncCommand<Model, Real> {
  return onPost(name, nth, async (each, real) => {
    await act(real.deps, { workspace: WORKSPACE, post: each.post, person: 'U2' });
    const { state } = await publicationOf(real, each.post);
    if (state === 'held' || state === 'cancelled') each.stoppedAt = await live(real, each.post);
  });
}

/** Once it is accepted, the post may go out again. */
function frees(name: string, nth: number, act: Act): fc.AsyncCommand<Model, Real> {
  return onPost(name, nth, async (each, real) => {
    const before = each.stoppedAt;
    delete each.stoppedAt;
    try {
      await act(real.deps, { workspace: WORKSPACE, post: each.post, person: 'U2' });
    } catch (error) {
      if (before !== undefined) each.stoppedAt = before;
      throw error;
    }
    if (before !== undefined && (await publicationOf(real, each.post)).state === 'held') each.stoppedAt = before;
  });
}

function mends(nth: number, kind: Repair): fc.AsyncCommand<Model, Real> {
  return onPost(kind, nth, async (each, real) => {
    const { id } = await publicationOf(real, each.post);
    if (kind === 'publish again') each.again += 1;
    await repair(real.deps, { workspace: WORKSPACE, publication: id, person: 'U2', repair: kind }).catch((error: unknown) => {
      if (kind === 'publish again') each.again -= 1;
      throw error;
    });
  });
}

function pauseAll(): fc.AsyncCommand<Model, Real> {
  return command(
    'pause',
    (model) => !model.paused,
    async (model, real) => {
      await pauseBrand(real.deps, { workspace: WORKSPACE, brand: BRAND, person: 'UADMIN' });
      model.paused = true;
      for (const each of model.posts) {
        if ((await publicationOf(real, each.post)).state === 'held') each.stoppedAt ??= await live(real, each.post);
      }
    },
  );
}

function resumeAll(overdue: 'publish now' | 'drop'): fc.AsyncCommand<Model, Real> {
  return command(
    `resume, ${overdue}`,
    (model) => model.paused,
    async (model, real) => {
      model.paused = false;
      const before = model.posts.map((each) => each.stoppedAt);
      for (const each of model.posts) delete each.stoppedAt;
      await resumeBrand(real.deps, { workspace: WORKSPACE, brand: BRAND, person: 'UADMIN', overdue });
      for (const [index, each] of model.posts.entries()) {
        const { state } = await publicationOf(real, each.post);
        if (state === 'held' || state === 'cancelled') each.stoppedAt = before[index] ?? (await live(real, each.post));
      }
    },
  );
}

function crash(n: number): fc.AsyncCommand<Model, Real> {
  return command(
    `die at gate ${n}`,
    () => true,
    async (_model, real) => real.crashAt(n),
  );
}

function breaks(fault: { readonly when: 'before' | 'after'; readonly how: 'http_500' | 'reset' }): fc.AsyncCommand<Model, Real> {
  return command(
    `Facebook breaks ${fault.when} (${fault.how})`,
    () => true,
    async (_model, real) => {
      real.world.bench.meta.fault({ match: 'feed', ...fault });
    },
  );
}

function passes(ms: number): fc.AsyncCommand<Model, Real> {
  return command(
    `${ms} ms pass`,
    () => true,
    async (_model, real) => real.pass(ms),
  );
}

function onPost(name: string, nth: number, run: (each: Believed, real: Real) => Promise<void>): fc.AsyncCommand<Model, Real> {
  return command(
    `${name} post ${nth}`,
    (model) => model.posts.length > 0,
    async (model, real) => {
      const each = model.posts[nth % model.posts.length];
      if (each !== undefined) await run(each, real);
    },
  );
}

/** What people are refused changes nothing; after everything, what must always be so is looked at. */
function command(
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, real: Real) => Promise<void>,
): fc.AsyncCommand<Model, Real> {
  return {
    check,
    run: async (model, real) => {
      await run(model, real).catch((error: unknown) => {
        if (!(error instanceof Error) || !REFUSALS.has(error.name)) throw error;
      });
      await look(model, real);
    },
    toString: () => name,
  };
}

async function look(model: Model, real: Real): Promise<void> {
  for (const each of model.posts) {
    const publication = await publicationOf(real, each.post);
    const { state, acts, dueAt } = publication;
    const there = await live(real, each.post);
    const said = `${each.mark}: ${there} live, ${JSON.stringify(publication)}`;
    must(there <= 1 + each.again, `Twice: ${said}`);
    must(each.stoppedAt === undefined || there === each.stoppedAt, `It went out although it was stopped: ${said}`);
    must(each.seen !== 'published' || state === 'published', `It was published and is ${state}: ${said}`);
    must(each.seen !== 'cancelled' || state === 'cancelled', `It was cancelled and is ${state}: ${said}`);
    must(
      state === 'published' || state === 'publishing' || there === 0 || unknownAttempts(publication).length > 0 || isAnswered(publication),
      `Nobody admits it: ${said}`,
    );
    must(
      acts.every(({ attempts }) => attempts.every(({ intentAt }) => intentAt >= dueAt)),
      `It went out early: ${said}`,
    );
    const byPerson = acts.some(({ attempts }) => attempts.some(({ outcome }) => outcome?.kind === 'published' && outcome.by === 'person'));
    must(state !== 'published' || there > 0 || byPerson, `It is not there: ${said}`);
    each.seen = state;
  }
}

function isAnswered({ acts }: Publication): boolean {
  return acts.some(({ ref }) => ref !== undefined);
}

async function live(real: Real, post: string): Promise<number> {
  const revision = await real.world.deps.posts.revision(WORKSPACE, post, 1);
  return real.world.bench.meta.ledger.filter(({ text }) => text === revision?.text).length;
}

async function publicationOf(real: Real, post: string): Promise<Publication> {
  const [publication] = await real.world.deps.publications.ofPost(WORKSPACE, post);
  if (publication === undefined) throw new Error(`There is no publication of ${post}.`);
  return publication;
}

function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

const REFUSALS = new Set(['TimingRefusedError', 'RepairRefusedError', 'NoTimeError', 'StaleDecisionError']);
const QUIET_WITHIN_MS = 20_000;
