import { setTimeout as sleep } from 'node:timers/promises';
import { decide } from '../../src/approvals/index.js';
import { contentHash } from '../../src/posts/index.js';
import {
  cancelPost,
  holdPost,
  pauseBrand,
  publishNow,
  type Repair,
  releasePost,
  repair,
  reschedule,
  resumeBrand,
} from '../../src/publishing/index.js';
import { BRAND, contentFor, WORKSPACE } from '../support/posts.js';
import { type Act, type Believed, free, live, liveWords, type Model, publicationOf, stop, unlessRefused } from './model.js';
import type { GATES, Real, Trap } from './model-real.js';

/** Somebody writes a post for so many ms from now (0: at once) on one of the two Pages, and it is approved. */
export function approve(dueMs: number, page = 0): Act {
  return {
    name: `approve for ${dueMs} ms on Page ${page}`,
    run: async (model, real) => {
      if (model.posts.length >= MOST_POSTS) return;
      const { world, accounts } = real;
      const mark = `model${model.posts.length}z`;
      const words = { text: `Good morning ${mark} ${world.deps.ids.id()}`, account: page === 0 ? accounts.page : accounts.otherPage };
      const post = await world.write([contentFor('facebook', words.account, { text: words.text })]);
      const at = new Date(world.deps.clock.now().getTime() + dueMs);
      if (dueMs > 0)
        await world.mongo.db.collection<{ _id: string }>('posts').updateOne({ _id: post }, { $set: { when: { kind: 'at', at } } });
      const each: Believed = { mark, post, account: words.account, words: [words], again: 0, holds: new Set() };
      // The model may run within the engine's own step: what it sends is known before it can be sent.
      model.posts.push(each);
      if (model.paused) await stop(each, 'pause', real);
      await decide(world.deps, { workspace: WORKSPACE, post, revision: 1, person: 'U2', kind: 'approved' }).catch((error: unknown) => {
        model.posts.splice(model.posts.indexOf(each), 1);
        throw error;
      });
      await world.awake();
    },
  };
}

/** An approver holds it. */
export function hold(nth: number): Act {
  return onPost('hold', nth, async (each, real) => {
    await holdPost(real.deps, said(each));
    await stop(each, 'hold', real);
  });
}

/** Somebody cancels it. */
export function cancel(nth: number): Act {
  return onPost('cancel', nth, async (each, real) => {
    await cancelPost(real.deps, said(each));
    if ((await publicationOf(real, each.post)).state === 'cancelled') await stop(each, 'cancelled', real);
  });
}

/** An approver releases it. */
export function release(nth: number): Act {
  return onPost('release', nth, (each, real) => freeing(each, 'hold', () => releasePost(real.deps, said(each))));
}

/** Somebody publishes it now, whatever an approver held. */
export function now(nth: number): Act {
  return onPost('publish now', nth, (each, real) => freeing(each, 'hold', () => publishNow(real.deps, said(each))));
}

/** Somebody gives it another time. */
export function move(nth: number, ms: number): Act {
  return onPost(`reschedule by ${ms} ms`, nth, async (each, real) => {
    await reschedule(real.deps, { ...said(each), when: { kind: 'at', at: new Date(real.deps.clock.now().getTime() + ms) } });
  });
}

/** The author writes other words and sends them for review. */
export function edit(nth: number): Act {
  return onPost('edit', nth, async (each, real) => {
    const words = { text: `${each.words[0]?.text} edited ${each.words.length}`, account: each.account };
    await real.world.edit(each.post, [contentFor('facebook', each.account, { text: words.text })], each.words.length + 1);
    await stop(each, 'review', real);
    for (const old of each.words) old.liveAtEdit ??= liveWords(old, real);
    each.words.push(words);
  });
}

/** An approver takes the newest words. */
export function approveEdit(nth: number): Act {
  return onPost('approve the edit of', nth, async (each, real) => {
    const before = new Set(each.holds);
    free(each, 'review', 'cancelled');
    try {
      await decide(real.world.deps, { workspace: WORKSPACE, post: each.post, revision: each.words.length, person: 'U2', kind: 'approved' });
    } catch (error) {
      for (const reason of before) await stop(each, reason, real);
      throw error;
    }
    await real.world.awake();
  });
}

/** Somebody writes other words into the database: never approved, never sent. */
export function tamper(nth: number): Act {
  return onPost('tamper with', nth, async (each, real) => {
    const { state, revision } = await publicationOf(real, each.post);
    if ((state !== 'queued' && state !== 'held') || revision !== each.words.length) return;
    const text = `${each.words[0]?.text} tampered`;
    const accounts = [contentFor('facebook', each.account, { text })];
    const stored = real.world.mongo.db.collection<{ _id: string }>('revisions');
    await stored.updateOne({ _id: `${each.post}:${revision}` }, { $set: { text, accounts, contentHash: contentHash(accounts) } });
    await stop(each, 'review', real);
    each.words.push({ text, account: each.account });
  });
}

/** Retry, It is live, or Publish again. */
export function mend(nth: number, kind: Repair): Act {
  return onPost(kind, nth, async (each, real) => {
    const { id } = await publicationOf(real, each.post);
    if (kind === 'publish again') each.again += 1;
    await repair(real.deps, { workspace: WORKSPACE, publication: id, person: 'U2', repair: kind }).catch((error: unknown) => {
      if (kind === 'publish again') each.again -= 1;
      throw error;
    });
  });
}

/** Somebody pauses the brand. */
export const pause: Act = {
  name: 'pause',
  run: async (model, real) => {
    if (model.paused) return;
    await pauseBrand(real.deps, { workspace: WORKSPACE, brand: BRAND, person: 'UADMIN' });
    model.paused = true;
    for (const each of model.posts) {
      const { state } = await publicationOf(real, each.post);
      if (WAITING.has(state)) await stop(each, 'pause', real);
    }
  },
};

/** Somebody resumes it. */
export function resume(overdue: 'publish now' | 'drop'): Act {
  return {
    name: `resume, ${overdue}`,
    run: async (model, real) => {
      if (!model.paused) return;
      model.paused = false;
      for (const each of model.posts) free(each, 'pause');
      await resumeBrand(real.deps, { workspace: WORKSPACE, brand: BRAND, person: 'UADMIN', overdue });
      for (const each of model.posts) {
        if ((await publicationOf(real, each.post)).state === 'cancelled') await stop(each, 'cancelled', real);
      }
    },
  };
}

/** The next post on a Page breaks before or after it is made, or is refused. */
export function breaks(when: 'before' | 'after', how: 'http_500' | 'reset' | 'refuses'): Act {
  return {
    name: `Facebook breaks ${when} (${how})`,
    run: async (_model, { world }) => {
      if (how !== 'refuses') world.bench.meta.fault({ match: 'feed', when, how });
      else world.bench.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
    },
  };
}

/** The n-th time from now on that the engine comes to this gate, it dies, stands still, or somebody does something. */
export function at(gate: (typeof GATES)[number], what: 'die' | 'freeze' | Act, nth = 1): Act {
  return {
    name: `at ${gate} ${nth}: ${typeof what === 'string' ? what : what.name}`,
    run: async (model, real) => {
      const trap: Trap = typeof what === 'string' ? what : () => unlessRefused(what, model, real);
      real.at(gate, nth, trap);
    },
  };
}

/** Engines that stood still go on. */
export const thaw: Act = { name: 'thaw', run: (_model, real) => real.thaw() };

/** Time goes on. */
export function pass(ms: number): Act {
  return { name: `${ms} ms pass`, run: (_model, real) => real.pass(ms) };
}

/** Time goes on to a moment before the post is due, and then slowly past it. */
export function almost(nth: number): Act {
  return onPost('almost the time of', nth, async (each, real) => {
    const { dueAt } = await publicationOf(real, each.post);
    const leftMs = () => dueAt.getTime() - real.deps.clock.now().getTime();
    if (leftMs() < PREPARED_MS) return;
    await real.pass(leftMs() - PREPARED_MS);
    await real.pass(leftMs() - A_MOMENT_MS);
    await sleep(A_MOMENT_MS + 50);
    await real.pass(0);
  });
}

/** At the end everything goes on and all the time passes; then every post that people wanted is there, or says why not. */
export async function settleAll(model: Model, real: Real): Promise<void> {
  await real.thaw();
  await unlessRefused(resume('publish now'), model, real);
  for (let rounds = 0; rounds < 4; rounds += 1) await real.pass(3_700_000 / 60);
  await real.pass(3_700_000);
}

/** Whether a post came to an end that nothing follows by itself; the sentence says what is wrong otherwise. */
export async function ended(each: Believed, real: Real): Promise<string | undefined> {
  const { state, nextAt } = await publicationOf(real, each.post);
  const isSettled = ENDS.has(state) && (nextAt === undefined || state === 'unknown');
  if (!isSettled) return `${each.mark} ends ${state}`;
  if (state === 'failed' && live(each, real) > 0) return `${each.mark} is live and called failed`;
  return undefined;
}

type Reason = 'hold';

/** Once it is accepted, the post may go out; what is done may let it go out at once. */
async function freeing(each: Believed, reason: Reason, act: () => Promise<unknown>): Promise<void> {
  const [had, liveAtStop] = [each.holds.has(reason), each.liveAtStop];
  free(each, reason);
  try {
    await act();
  } catch (error) {
    if (had) {
      each.holds.add(reason);
      if (liveAtStop !== undefined) each.liveAtStop = liveAtStop;
    }
    throw error;
  }
}

function onPost(name: string, nth: number, run: (each: Believed, real: Real) => Promise<void>): Act {
  return {
    name: `${name} post ${nth}`,
    run: async (model, real) => {
      const each = model.posts[nth % Math.max(1, model.posts.length)];
      if (each !== undefined) await run(each, real);
    },
  };
}

function said({ post }: Believed) {
  return { workspace: WORKSPACE, post, person: 'U2' };
}

const MOST_POSTS = 8;
/** By then it is prepared, and its lane given up. */
const PREPARED_MS = 5_000;
/** Within this, what the send rests on is read. */
const A_MOMENT_MS = 240;
const WAITING = new Set(['queued', 'staging', 'processing', 'ready', 'held', 'blocked']);
const ENDS = new Set(['published', 'unknown', 'failed', 'held', 'cancelled']);
