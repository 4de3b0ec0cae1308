import type { AccountReader } from '../accounts/index.js';
import type { ApprovedPublications } from '../approvals/index.js';
import { choosingSlots } from '../approvals/index.js';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import type { Platform, PlatformId } from '../platforms/platform.js';
import type { Post, PostState, PostStore, TimingAct, When } from '../posts/index.js';
import { authorize, type Brand, type Right, type RightsDeps } from '../workspaces/index.js';
import type { LaneStore, Notifier, PublicationStore } from './ports.js';
import { canStillChange, isGoingOut, type Publication } from './publication.js';

/** What changing a post's time needs. */
export interface TimingDeps extends RightsDeps {
  readonly posts: PostStore;
  readonly publications: PublicationStore;
  readonly approved: Pick<ApprovedPublications, 'takenTimes'>;
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly lanes: LaneStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly transaction: Transaction;
}

/** A post, and who changes its time. */
export interface TimingInput {
  readonly workspace: string;
  readonly post: string;
  readonly person: string;
}

/** What was done, and the accounts it came too late for: `Facebook: Harbour Café, which is published already`. */
export interface TimingResult {
  readonly post: Post;
  readonly changed: readonly Publication[];
  readonly tooLate: readonly string[];
}

/** It does not fit any more, or comes too late; `message` says what is so instead. */
export class TimingRefusedError extends RefusedError {
  override readonly name = 'TimingRefusedError';
}

/** The post as it is within the transaction. */
export interface Found {
  readonly post: Post;
  readonly brand: Brand;
  readonly publications: readonly Publication[];
  readonly now: Date;
}

/** What becomes of it; `change` gives back undefined for a publication that stays as it is. */
export interface Plan {
  readonly state?: PostState;
  readonly when?: When;
  readonly act: Omit<TimingAct, 'at' | 'by'>;
  readonly change: (publication: Publication) => Publication | undefined;
  /** True where a post without anything to change is no refusal: it waits for a review. */
  readonly postOnly?: boolean;
}

/**
 * Changes when a post goes out, as one transaction over the post and every publication that nothing of is, or may be, public. Names the
 * accounts that are too late. Throws {@link TimingRefusedError} when nothing could be changed, `NotAllowedError`, and what `plan` throws.
 */
export async function changeTiming(
  deps: TimingDeps,
  input: TimingInput & { readonly right: Right },
  plan: (found: Found, tx: Tx) => Promise<Plan> | Plan,
): Promise<TimingResult> {
  const seen = await deps.posts.post(input.workspace, input.post);
  if (seen === undefined) throw new TimingRefusedError(say('post.gone'));
  await authorize(deps, { workspace: input.workspace, brand: seen.brand, person: input.person, right: input.right, author: seen.author });
  const { late, ...done } = await choosingSlots(() => deps.transaction((tx) => transact(deps, input, plan, tx), { inTurn: seen.brand }));
  for (const { account, nextAt } of done.changed) if (nextAt !== undefined) await deps.lanes.wake(input.workspace, [account], nextAt);
  deps.notifier.changed(input.workspace, input.post);
  return { ...done, tooLate: await namesOf(deps, input.workspace, late) };
}

async function transact(
  deps: TimingDeps,
  { workspace, post: id, person }: TimingInput,
  plan: (found: Found, tx: Tx) => Promise<Plan> | Plan,
  tx: Tx,
): Promise<{ post: Post; changed: Publication[]; late: Publication[] }> {
  const post = await deps.posts.post(workspace, id, tx);
  if (post !== undefined) await deps.workspaces.touchBrand(workspace, post.brand, tx);
  const brand = post === undefined ? undefined : await deps.workspaces.brand(workspace, post.brand, tx);
  if (post === undefined || brand === undefined) throw new TimingRefusedError(say('post.gone'));
  const publications = await deps.publications.ofPost(workspace, id, tx);
  const now = deps.clock.now();
  const { change, act, postOnly, state, when } = await plan({ post, brand, publications, now }, tx);
  const changes = publications.flatMap((publication) => {
    const next = change(publication);
    return next === undefined ? [] : [{ publication, next }];
  });
  const late = publications.filter((each) => isTooLate(each) && changes.every(({ publication }) => publication !== each));
  if (changes.length === 0 && postOnly !== true) {
    const names = await namesOf(deps, workspace, late);
    throw new TimingRefusedError(names.length === 0 ? say('timing.nothingWaits') : say('timing.tooLate', { accounts: names.join('; ') }));
  }
  const changed: Publication[] = [];
  for (const { publication, next } of changes) {
    const written = await deps.publications.change(publication, next, tx);
    if (written === undefined) throw new TimingRefusedError(say('post.changedMeanwhile'));
    changed.push(written);
  }
  const written = await deps.posts.change(
    workspace,
    id,
    { revision: post.revision, states: [post.state] },
    { state: state ?? post.state, ...(when === undefined ? {} : { when }), act: { ...act, by: person, at: now }, updatedAt: now },
    tx,
  );
  if (written === undefined) throw new TimingRefusedError(say('post.changedMeanwhile'));
  return { post: written, changed, late };
}

/** It was sent, or a part of it was: no new time can reach it. */
function isTooLate(publication: Publication): boolean {
  const { state, acts } = publication;
  if (state === 'deleted') return false;
  if (state === 'published' || isGoingOut(publication)) return true;
  return !canStillChange(publication) && state !== 'cancelled' && acts.some(({ ref }) => ref !== undefined);
}

async function namesOf(deps: TimingDeps, workspace: string, late: readonly Publication[]): Promise<string[]> {
  if (late.length === 0) return [];
  const ids = late.map(({ account }) => account);
  const accounts = await deps.accounts.accountsById(workspace, ids);
  return late.map(({ account, platform, state }) => {
    const name = accounts.find(({ id }) => id === account)?.name ?? say('post.accountGone');
    const why = state === 'published' ? 'timing.late.published' : state === 'unknown' ? 'timing.late.maybeLive' : 'timing.late.goingOut';
    return say(why, { platform: deps.platforms.get(platform)?.profile.name ?? platform, account: name });
  });
}
