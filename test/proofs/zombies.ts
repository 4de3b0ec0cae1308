import type { Publication } from '../../src/publishing/index.js';
import type { Child } from './children.js';
import type { Ground } from './ground.js';
import { settle } from './hasten.js';
import { judge, type Sent, type Verdict } from './judge.js';
import { contentOf, KINDS, markOf } from './kinds.js';

/** Where an instance is frozen past its lease, on which kind of post, and what another one makes of it meanwhile. */
export const FREEZES = [
  { at: 'intent <', kind: 'X text', meanwhile: 'published' },
  { at: 'intent >', kind: 'Facebook text', meanwhile: 'unknown' },
  { at: 'send <', kind: 'LinkedIn images', meanwhile: 'unknown' },
  { at: 'send >', kind: 'X picture', meanwhile: 'published' },
] as const;

/** The publications in the order of {@link FREEZES}, when another instance has finished and after the frozen ones woke up again. */
export interface Frozen {
  readonly meanwhile: readonly Publication[];
  readonly after: readonly Publication[];
  readonly verdict: Verdict;
}

/**
 * Freezes one instance at each place with SIGSTOP, lets their leases run out and another instance finish, and wakes them with SIGCONT. The
 * first to be frozen is `first`.
 */
export async function freeze(ground: Ground, first: Child, round: string): Promise<Frozen> {
  const { connection } = ground.database;
  const zombies = [first, ...(await Promise.all(FREEZES.slice(1).map(() => ground.start('beside'))))];
  // Only the one that is to be frozen is awake, so that none takes over what another was frozen over before.
  for (const [index, zombie] of zombies.entries()) {
    await zombie.arm('freeze', 1, FREEZES[index]?.at ?? '');
    zombie.freeze();
  }
  const sent: Sent[] = [];
  for (const [index, zombie] of zombies.entries()) {
    const kind = KINDS.find(({ name }) => name === FREEZES[index]?.kind);
    if (kind === undefined) throw new Error('There is no such kind.');
    const mark = markOf(`frozen${round}x${index}`);
    const post = await ground.hands.write([await contentOf(ground.hands, kind, mark)]);
    zombie.thaw();
    await ground.hands.decide(post);
    await zombie.frozen(20_000);
    sent.push({ kind, mark, post });
  }
  const posts = sent.map(({ post }) => post);
  const publications = async () => {
    const all = (await connection
      .collection('publications')
      // That its card was drawn meanwhile is no change of it.
      .find({ post: { $in: posts } }, { projection: { cardDue: 0 } })
      .toArray()) as unknown as Publication[];
    return posts.flatMap((post) => all.find((each) => each.post === post) ?? []);
  };
  const other = await ground.start('beside');
  await settle(connection, posts, 60_000);
  const meanwhile = await publications();
  for (const zombie of zombies) zombie.thaw();
  // What never left settles its own attempt as refused, which proves that nothing is there: then, and only then, it goes out.
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    await settle(connection, posts, 1_000);
    if ((await publications()).every(({ state }) => state === 'published')) break;
  }
  await new Promise((resolve) => setTimeout(resolve, WHAT_ELSE_MS));
  const after = await publications();
  for (const zombie of [other, ...zombies.slice(1)]) zombie.kill();
  return { meanwhile, after, verdict: await judge(ground, sent) };
}

/** Whatever a zombie would still do, it does at once. */
const WHAT_ELSE_MS = 1_000;
