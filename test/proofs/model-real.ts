import { createScheduleStore } from '../../src/mongo/schedule.js';
import type { HttpRequest } from '../../src/platforms/request.js';
import { createEngine, type OwnedLane, type PauseDeps, type PublishingDeps } from '../../src/publishing/index.js';
import { BRAND } from '../support/posts.js';
import type { Accounts, PublishingWorld } from '../support/publishing.js';
import { gated } from './gates.js';
import { endLeases } from './hasten.js';

/** Copydesk itself: rooms, a real mongod, a stand-in for Facebook, and an engine that can die or stand still, another taking its place. */
export interface Real {
  readonly world: PublishingWorld;
  readonly accounts: Accounts;
  readonly deps: PublishingWorld['deps'] & PauseDeps;
  /** At the n-th such gate that the engine comes to from now on, this happens; it takes the place of what was to happen before. */
  at(gate: string, nth: number, trap: Trap): void;
  /** Copydesk's time goes on, and the engine works until nothing is due. Throws when a wake-up was lost, or it never comes to rest. */
  pass(ms: number): Promise<void>;
  /** Engines that stood still go on; their leases are over. */
  thaw(): Promise<void>;
  /** Texts of posts that an engine was told are live, and went on. */
  readonly answered: ReadonlySet<string>;
  close(): Promise<void>;
}

/** What happens to an engine at a gate, or meanwhile. */
export type Trap = 'die' | 'freeze' | (() => Promise<void>);

/** Where it can happen: right before and after an intent, a request that publishes, any other write, the end of a lane, and whatever else lanes are told. */
export const GATES = [
  'intent <',
  'intent >',
  'send <',
  'send >',
  'write <',
  'write >',
  'release <',
  'release >',
  'lane <',
  'lane >',
] as const;

/** Starts with two Pages and nothing on them. `leaves` is asked about every request that publishes, with its words, before it leaves; what it throws comes out of `pass`. */
export async function realWorld(world: PublishingWorld, leaves: (text: string) => Promise<() => void>): Promise<Real> {
  const accounts = await world.freshAccounts();
  await world.mongo.db.collection<{ _id: string }>('brands').updateOne({ _id: BRAND }, { $unset: { pause: 1, resume: 1 } });
  const answered = new Set<string>();
  const lives: Life[] = [];
  let set: { readonly gate: string; left: number; readonly trap: Trap } | undefined;
  let wrong: unknown;
  let acting = 0;
  const spring = async (life: Life, trap: Trap) => {
    if (trap === 'die') life.dead = true;
    else if (trap === 'freeze') life.frozen = deferred();
    else {
      acting += 1;
      await trap().catch((error: unknown) => {
        wrong ??= error;
      });
      acting -= 1;
    }
  };
  const pass = async (life: Life, gate: string) => {
    await held(life);
    if (set?.gate === gate && life === lives.at(-1)) {
      set.left -= 1;
      const { left, trap } = set;
      if (left <= 0) {
        set = undefined;
        await spring(life, trap);
      }
    }
    await held(life);
  };
  const http = (life: Life) => async (request: HttpRequest) => {
    const text = wordsOf(request);
    const kind = text === undefined ? 'ask' : 'send';
    await pass(life, `${kind} <`);
    const check = text === undefined ? () => {} : await leaves(text);
    const answer = await world.deps.http(request);
    try {
      check();
    } catch (error) {
      wrong ??= error;
    }
    await pass(life, `${kind} >`);
    if (text !== undefined && answer.status === 200) answered.add(text);
    return answer;
  };
  const born = () => {
    const life: Life = { dead: false, frozen: undefined, grave: deferred(), leases: [], stop: () => {} };
    const deps = gated({ ...world.deps, http: http(life), lanes: noting(world.deps.lanes, life) }, { pass: (gate) => pass(life, gate) });
    const engine = createEngine(deps, { owner: world.deps.ids.id() });
    life.stop = (withinMs) => engine.stop(withinMs);
    life.poke = engine.poke;
    engine.start();
    lives.push(life);
  };
  const replace = async () => {
    const life = lives.at(-1);
    if (life !== undefined && !life.dead && life.frozen === undefined) return;
    if (life?.dead === true) void life.stop(0);
    await endLeases(world.mongo.connection);
    born();
  };
  await replace();
  return {
    world,
    accounts,
    deps: { ...world.deps, schedule: createScheduleStore(world.mongo) },
    answered,
    at: (gate, nth, trap) => {
      set = { gate, left: nth, trap };
    },
    pass: async (ms) => {
      world.ahead += ms;
      const sleepy = sleepers(world);
      for (const end = performance.now() + QUIET_WITHIN_MS; ; await new Promise((resolve) => setTimeout(resolve, 15))) {
        await replace();
        lives.at(-1)?.poke?.();
        if (wrong !== undefined) throw wrong;
        if ((await sleepy()) === 'quiet' && acting === 0) return;
        if (performance.now() > end) throw new Error('It does not come to rest.');
      }
    },
    thaw: async () => {
      for (const life of lives) {
        for (const lease of life.leases) Object.assign(lease, { monotonic: Number.NEGATIVE_INFINITY });
        life.frozen?.resolve();
        life.frozen = undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, THAWED_MS));
      if (wrong !== undefined) throw wrong;
    },
    close: async () => {
      set = undefined;
      for (const life of lives) {
        life.frozen?.resolve();
        life.grave.resolve();
      }
      await Promise.all(lives.map((life) => life.stop(5_000)));
    },
  };
}

interface Life {
  dead: boolean;
  frozen: Deferred | undefined;
  /** Resolved at the end of everything, so that what is left of a dead one ends. */
  readonly grave: Deferred;
  /** When each lease that it believes in began. */
  readonly leases: object[];
  stop(withinMs: number): unknown;
  poke?(): void;
}

interface Deferred {
  readonly over: Promise<void>;
  resolve(): void;
}

function deferred(): Deferred {
  let resolve: () => void = () => {};
  const over = new Promise<void>((done) => {
    resolve = done;
  });
  return { over, resolve };
}

/** A dead one never comes back; once everything is over, it only ends. */
async function held(life: Life): Promise<void> {
  await life.frozen?.over;
  if (!life.dead) return;
  await life.grave.over;
  throw new Error('This engine is dead.');
}

/** Remembers when its leases began, so that they can be over while it stands still. */
function noting(lanes: PublishingDeps['lanes'], life: Life): PublishingDeps['lanes'] {
  const note = (lane: OwnedLane | undefined) => {
    if (lane !== undefined) life.leases.push(lane.leasedAt);
    return lane;
  };
  return {
    ...lanes,
    claim: async (...input) => note(await lanes.claim(...input)),
    renew: async (lane) => note(await lanes.renew(lane)),
  };
}

/** The words of a request that publishes on a Page. */
function wordsOf({ method, url, form }: HttpRequest): string | undefined {
  return method === 'POST' && new URL(url).pathname.endsWith('/feed') ? (form?.message ?? '') : undefined;
}

/** Tells whether something is due; throws once what is due has slept for a second, on a lane that nobody holds and that only the ticker would find. */
function sleepers(world: PublishingWorld): () => Promise<'quiet' | 'busy'> {
  const since = new Map<string, number>();
  return async () => {
    const now = world.deps.clock.now();
    const due = await world.mongo.db
      .collection('publications')
      .aggregate<{
        _id: string;
        version: number;
        state: string;
        lane?: { wakes: number; owner: string | null; runnableAt: Date; closedUntil: Date };
      }>([
        { $match: { $or: [{ nextAt: { $lte: now } }, { state: { $in: ['publishing', 'staging'] } }] } },
        { $lookup: { from: 'lanes', localField: 'account', foreignField: '_id', as: 'lane' } },
        { $set: { lane: { $first: '$lane' } } },
      ])
      .toArray();
    const open = due.filter(({ lane }) => lane === undefined || lane.closedUntil <= now);
    for (const { _id, version, state, lane } of open) {
      const key = `${_id} ${version} ${lane?.wakes}`;
      const sleeps = lane === undefined || (lane.owner === null && lane.runnableAt.getTime() > now.getTime() + 1_000);
      if (!sleeps) since.delete(key);
      else if (!since.has(key)) since.set(key, performance.now());
      else if (performance.now() - (since.get(key) ?? 0) > ASLEEP_MS)
        throw new Error(`A wake-up was lost: ${_id} is ${state} and due, and its lane sleeps.`);
    }
    return open.length === 0 ? 'quiet' : 'busy';
  };
}

const QUIET_WITHIN_MS = 20_000;
const ASLEEP_MS = 1_000;
const THAWED_MS = 60;
