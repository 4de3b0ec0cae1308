import { setTimeout as sleep } from 'node:timers/promises';
import { cancelPost, type Publication, pauseBrand, resumeBrand } from '../../src/publishing/index.js';
import type { Ground } from './ground.js';
import { APPROVER, type Hands } from './hands.js';
import { settle } from './hasten.js';
import { contentOf, KINDS, type Kind, markOf } from './kinds.js';
import { type Random, randomFrom } from './random.js';

/** What two people on two instances do at once, beside instances that publish. Resolves to a sentence for each thing that went wrong. */
export type Race = (at: RaceGround, round: string) => Promise<string[]>;

/** Two instances that people speak to; `random` decides who is a moment late. */
export interface RaceGround {
  readonly ground: Ground;
  readonly one: Hands;
  readonly other: Hands;
  readonly random: Random;
}

/** Runs every race so many times, on the accounts in turn; `round` makes the marks new. */
export async function runRaces(ground: Ground, other: Hands, rounds: number, seed: number): Promise<string[]> {
  const at: RaceGround = { ground, one: ground.hands, other, random: randomFrom(seed) };
  const faults: string[] = [];
  for (const [name, race] of Object.entries(RACES)) {
    for (let first = 0; first < rounds; first += AT_ONCE) {
      const now = Array.from({ length: Math.min(AT_ONCE, rounds - first) }, (_, index) => first + index);
      const found = await Promise.all(now.map((round) => race(at, `${seed}${name.replaceAll(' ', '')}${round}`)));
      faults.push(...found.flat().map((fault) => `${name}: ${fault}`));
    }
  }
  return [...faults, ...(await pauses(at, rounds, seed))];
}

const RACES: Readonly<Record<string, Race>> = {
  'approve twice': async (at, round) => {
    const { post, mark } = await write(at, round);
    const won = count(await Promise.allSettled([at.one.decide(post), at.other.decide(post)]));
    await end(at, post);
    return [...only(won === 1, `${won} approvals were taken`), ...lives(at, mark, 1)];
  },
  'approve against reject': async (at, round) => {
    const { post, mark } = await write(at, round);
    const [approved, rejected] = await Promise.allSettled([at.one.decide(post), at.other.decide(post, 'rejected')]);
    await end(at, post);
    const won = count([approved, rejected]);
    return [...only(won === 1, `${won} decisions were taken`), ...lives(at, mark, approved.status === 'fulfilled' ? 1 : 0)];
  },
  'edit against claim': async (at, round) => {
    const { post, mark, kind } = await write(at, round);
    await at.one.decide(post);
    await sleep(at.random.between(0, A_CLAIM_MS));
    const words = markOf(`${round}new`);
    const content = await contentOf(at.other, kind, words);
    const [edited] = await Promise.allSettled([at.other.edit(post, [content], 2)]);
    await end(at, post);
    const taken = edited.status === 'fulfilled';
    const held = (await publicationOf(at, post))?.state === 'held';
    // What had gone out already stays, with the words that were approved for it; nothing goes out any more.
    return [...lives(at, words, 0), ...lives(at, mark, taken && held ? 0 : 1)];
  },
  'cancel against claim': async (at, round) => {
    const { post, mark } = await write(at, round);
    await at.one.decide(post);
    await sleep(at.random.between(0, A_CLAIM_MS));
    const [cancelled] = await Promise.allSettled([cancelPost(at.other.deps, { workspace: at.other.workspace, post, person: APPROVER })]);
    await end(at, post);
    return lives(at, mark, cancelled.status === 'fulfilled' ? 0 : 1);
  },
  'enqueue against release': async (at, round) => {
    const first = await write(at, `${round}a`);
    const second = await write(at, `${round}b`);
    await at.one.decide(first.post);
    await sleep(at.random.between(0, A_CLAIM_MS));
    await at.other.decide(second.post);
    const slept = await sleepsOver(at, second.post);
    await end(at, first.post, second.post);
    return [...only(!slept, 'a wake-up was lost'), ...lives(at, first.mark, 1), ...lives(at, second.mark, 1)];
  },
};

/** Pause against claim: whatever had no intent stays held, and goes out once after resume. */
async function pauses(at: RaceGround, rounds: number, seed: number): Promise<string[]> {
  const faults: string[] = [];
  for (let first = 0; first < rounds; first += AT_ONCE) {
    const who = { workspace: at.other.workspace, brand: at.other.brand, person: APPROVER };
    const posts = await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, rounds) }, (_, index) => write(at, `${seed}pause${first + index}`)),
    );
    for (const { post } of posts) await at.one.decide(post);
    await sleep(at.random.between(0, A_CLAIM_MS));
    await pauseBrand(at.other.deps, who);
    const held = async () =>
      (await Promise.all(posts.map(async (each) => ({ ...each, is: await publicationOf(at, each.post) })))).filter(
        ({ is }) => is?.state === 'held',
      );
    const before = await held();
    await sleep(A_CLAIM_MS);
    for (const { mark } of before) faults.push(...lives(at, mark, 0).map((fault) => `pause against claim: ${fault}`));
    await resumeBrand(at.other.deps, { ...who, overdue: 'publish now' });
    await end(at, ...posts.map(({ post }) => post));
    for (const { mark } of posts) faults.push(...lives(at, mark, 1).map((fault) => `after resume: ${fault}`));
  }
  return faults;
}

async function write({ one, random }: RaceGround, round: string): Promise<{ post: string; mark: string; kind: Kind }> {
  const text = random.pick(KINDS.filter(({ name }) => name.endsWith('text')));
  const kind = { ...text, nth: random.between(0, 2) };
  const mark = markOf(round);
  return { post: await one.write([await contentOf(one, kind, mark)]), mark, kind };
}

async function end({ ground }: RaceGround, ...posts: string[]): Promise<void> {
  await settle(ground.database.connection, posts, 30_000);
}

function lives({ ground }: RaceGround, mark: string, times: number): string[] {
  const found = ground.live(mark).length;
  return only(found === times, `${mark} is live ${found} times, not ${times}`);
}

function only(isSo: boolean, fault: string): string[] {
  return isSo ? [] : [fault];
}

function count(settled: readonly PromiseSettledResult<unknown>[]): number {
  return settled.filter(({ status }) => status === 'fulfilled').length;
}

async function publicationOf({ ground }: RaceGround, post: string): Promise<Publication | undefined> {
  return ((await ground.database.connection.collection('publications').findOne({ post })) ?? undefined) as Publication | undefined;
}

/** Something waits to be done now on a lane that nobody owns and that is not runnable: only the ticker would find it. */
async function sleepsOver({ ground }: RaceGround, post: string): Promise<boolean> {
  const { connection } = ground.database;
  const read = () => connection.collection('publications').findOne({ post });
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const before = await read();
    if (before?.state !== 'queued') return false;
    const lane = await connection
      .collection<{ _id: string; runnableAt: Date; leaseUntil: Date; closedUntil: Date }>('lanes')
      .findOne({ _id: before.account });
    const after = await read();
    const isFree = lane !== null && lane.leaseUntil.getTime() === 0;
    const isAsleep =
      isFree &&
      lane.runnableAt > before.nextAt &&
      lane.runnableAt > lane.closedUntil &&
      lane.runnableAt.getTime() > Date.now() + A_CLAIM_MS;
    if (isAsleep && after?.version === before.version) return true;
    await sleep(20);
  }
  return false;
}

const AT_ONCE = 25;
/** An instance that is idle looks for work once a second. */
const A_CLAIM_MS = 1_200;
const LOOKS = 100;
