import { startGround } from './ground.js';
import { settle } from './hasten.js';
import { judge, type Sent, type Verdict } from './judge.js';
import { contentOf, KINDS, type Kind, markOf } from './kinds.js';
import { startReplicaSet } from './replica-set.js';

/** How the primary goes away. */
export type Loss = 'killed' | 'stepped down' | 'frozen';

/** How long it took after a loss, in ms, until there was another primary, and from then until the next post was live. */
export interface Recovery {
  readonly loss: Loss;
  readonly electionMs: number;
  readonly publishingMs: number;
}

/** Copydesk on a replica set whose primaries go away while posts fall due. */
export interface Elections {
  /** One loss under load: posts fall due all the time, and people go on approving. */
  lose(loss: Loss): Promise<Recovery>;
  /** Waits for the end of everything; what was approved by Copydesk's word must be live. */
  verdict(): Promise<Verdict>;
  close(): Promise<void>;
}

/** Starts the replica set and `instances` of Copydesk. */
export async function startElections(
  label: string,
  options: { readonly electionTimeoutMs: number; readonly instances: number },
): Promise<Elections> {
  const set = await startReplicaSet(options);
  const ground = await startGround(label, { server: set.uri });
  for (let instance = 1; instance < options.instances; instance += 1) await ground.start('beside');
  const sent: Sent[] = [];
  let marks = 0;
  /** Approved, for all we know: a click that was not answered is made again. */
  const approve = async (kind: Kind, dueMs?: number) => {
    marks += 1;
    const mark = markOf(`loss${marks}`);
    const { hands } = ground;
    const content = await insist(() => contentOf(hands, kind, mark));
    const post = await insist(() =>
      hands.write([content], dueMs === undefined ? undefined : { kind: 'at', at: new Date(Date.now() + dueMs) }),
    );
    await insist(async () => {
      if ((await hands.deps.posts.post(hands.workspace, post))?.state === 'in_review') await hands.decide(post);
    });
    sent.push({ kind, mark, post });
  };

  return {
    lose: async (loss) => {
      const begun = sent.length;
      // As many as fall due until long after the election, so that there is always something to publish.
      for (let nth = 0; nth < POSTS_AHEAD; nth += 1) await approve(kindOf(begun + nth), FIRST_DUE_MS + nth * APART_MS);
      await set.whole();
      const old = await set.primary();
      const people = new AbortController();
      const working = approveUntil(people.signal, (nth) => approve(kindOf(nth)));
      await new Promise((resolve) => setTimeout(resolve, 500));
      const lost = performance.now();
      if (loss === 'killed') set.kill(old);
      else if (loss === 'frozen') set.freeze(old);
      else await set.stepDown(old);
      await set.primary();
      const elected = { at: Date.now(), after: performance.now() - lost };
      const publishingMs = await firstLive(ground, sent, elected.at);
      if (loss === 'killed') set.start(old);
      if (loss === 'frozen') set.thaw(old);
      people.abort();
      await working;
      return { loss, electionMs: elected.after, publishingMs };
    },
    verdict: async () => {
      const posts = sent.map(({ post }) => post);
      await settle(ground.database.connection, posts, 60_000);
      return judge(ground, sent);
    },
    close: async () => {
      await ground.close();
      await set.close();
    },
  };
}

const TEXTS = KINDS.filter(({ name }) => name.endsWith('text'));

/** Texts, on every account of these platforms in turn. */
function kindOf(nth: number): Kind {
  const kind = TEXTS[nth % TEXTS.length];
  if (kind === undefined) throw new Error('There is no such kind.');
  return { ...kind, nth: Math.floor(nth / TEXTS.length) % 3 };
}

async function approveUntil(signal: AbortSignal, approve: (nth: number) => Promise<void>): Promise<void> {
  for (let nth = 0; !signal.aborted; nth += 1) {
    await approve(nth);
    await new Promise((resolve) => setTimeout(resolve, APART_MS));
  }
}

/** How long after `since` the next of these posts went live. */
async function firstLive(ground: Awaited<ReturnType<typeof startGround>>, sent: readonly Sent[], since: number): Promise<number> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    const times = sent.flatMap(({ mark }) => ground.live(mark).map(({ at }) => at)).filter((at) => at >= since);
    if (times.length > 0) return Math.min(...times) - since;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Number.POSITIVE_INFINITY;
}

/** A person who gets no answer tries again. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + 60_000; ; ) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

const POSTS_AHEAD = 24;
const FIRST_DUE_MS = 2_500;
const APART_MS = 400;
