import type { Child } from './children.js';
import type { Ground } from './ground.js';
import { endLeases, settle } from './hasten.js';
import { judge, type Sent, sum, type Verdict } from './judge.js';
import { contentOf, KINDS, type Kind, markOf } from './kinds.js';
import { type Random, randomFrom } from './random.js';

/** What became of the posts, and how often Copydesk was killed over them. */
export interface CrashFigures extends Verdict {
  readonly kills: number;
}

/** Crashes on a ground with one instance of Copydesk at a time. */
export interface Crashes {
  /** Posts of random kinds, platforms that lose some answers, one SIGKILL at a random step, a random delay before the next start. */
  cut(seed: number): Promise<CrashFigures>;
  /** One kind of publication, killed at each of its steps in turn. */
  walk(kind: Kind, round: number): Promise<CrashFigures>;
  /** The instance that lives now. */
  child(): Child;
}

/** The ground's first instance is the first to die. */
export function crashesOn(ground: Ground & { readonly first: Child }): Crashes {
  let child = ground.first;
  const { connection } = ground.database;

  /** Approves the posts with death waiting at the n-th gate (of these, or of any), starts Copydesk again when it came, and waits for the end. */
  const run = async (sent: readonly Sent[], n: number, delayMs: number, ...at: string[]): Promise<CrashFigures> => {
    await child.arm('kill', n, ...at);
    for (const { post } of sent) await ground.hands.decide(post);
    const posts = sent.map(({ post }) => post);
    const watch = new AbortController();
    child.gone.then(() => watch.abort());
    await settle(connection, posts, SETTLES_MS, watch.signal);
    // An order that was not reached would strike later, over something else.
    if (child.alive) await child.arm('kill', NEVER).catch(() => {});
    const killed = !child.alive;
    if (killed) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await endLeases(connection);
      child = await ground.start();
    }
    await settle(connection, posts, SETTLES_MS);
    return { ...(await judge(ground, sent)), kills: killed ? 1 : 0 };
  };

  return {
    cut: async (seed) => {
      const random = randomFrom(seed);
      const kinds = random.some(KINDS, 3);
      const sent = await Promise.all(kinds.map((kind) => write(ground, kind, `${seed}x${KINDS.indexOf(kind)}`)));
      const calm = loseAnswers(ground, random, kinds);
      const close = random.chance(0.5);
      const n = random.between(1, kinds.length * (close ? 1 : GATES_EACH));
      const figures = await run(sent, n, random.between(0, 400), ...(close ? [random.pick(AROUND_THE_SEND)] : []));
      calm();
      return figures;
    },
    walk: async (kind, round) => {
      const all: CrashFigures[] = [];
      for (let n = 1; n < MOST_GATES; n += 1) {
        const figures = await run([await write(ground, kind, `w${round}x${KINDS.indexOf(kind)}x${n}`)], n, 0);
        all.push(figures);
        if (figures.kills === 0) break;
      }
      return { ...sum(all), kills: all.reduce((kills, each) => kills + each.kills, 0) };
    },
    child: () => child,
  };
}

async function write(ground: Ground, kind: Kind, cut: string): Promise<Sent> {
  const mark = markOf(cut);
  return { kind, mark, post: await ground.hands.write([await contentOf(ground.hands, kind, mark)]) };
}

/** On some platforms a post is taken and its answer lost; the function returned ends that. */
function loseAnswers({ meta, linkedin, x }: Ground, random: Random, kinds: readonly Kind[]): () => void {
  const lost = kinds.filter(() => random.chance(0.25));
  const ends = lost.map(({ platform, commented }) => {
    const fault = { when: 'after', how: random.pick(['http_500', 'reset', 'hang'] as const) } as const;
    if (commented === true)
      return platform === 'linkedin' ? linkedin.fault({ match: 'comment', ...fault }) : meta.fault({ match: 'comment', ...fault });
    if (platform === 'facebook') return meta.fault({ match: 'feed', ...fault });
    if (platform === 'instagram') return meta.fault({ match: 'media_publish', ...fault });
    if (platform === 'linkedin') return linkedin.fault({ match: 'posts', ...fault });
    return x.fault({ match: 'create_post', ...fault });
  });
  return () => {
    for (const end of ends) end();
  };
}

const AROUND_THE_SEND = ['intent <', 'intent >', 'send <', 'send >'];

/** About as many gates as one publication passes. */
const GATES_EACH = 14;
const MOST_GATES = 200;
const NEVER = Number.MAX_SAFE_INTEGER;
const SETTLES_MS = 60_000;
