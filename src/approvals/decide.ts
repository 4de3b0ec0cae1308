import type { AccountReader } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import { LEAD_MS, type Platform, type PlatformId } from '../platforms/platform.js';
import { contentHash, type Post, type PostState, type PostStore, type Revision } from '../posts/index.js';
import { authorize, type RightsDeps } from '../workspaces/index.js';
import type { Decision, DecisionKind, DecisionReason } from './decision.js';
import { choosingSlots, dueFor } from './due.js';
import type { ApprovedAccount, ApprovedPublications, DecisionStore } from './ports.js';

/** What deciding needs. */
export interface DecideDeps extends RightsDeps {
  readonly posts: PostStore;
  readonly decisions: DecisionStore;
  readonly accounts: AccountReader;
  readonly approved: ApprovedPublications;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly transaction: Transaction;
}

/** The decision came too late or is about older words; `message` is the sentence for the person. */
export class StaleDecisionError extends RefusedError {
  override readonly name = 'StaleDecisionError';
}

/** A decision as it is asked for; `revision` is what the person saw. */
export interface DecisionInput {
  readonly workspace: string;
  readonly post: string;
  readonly revision: number;
  readonly person: string;
  readonly kind: DecisionKind;
  readonly reason?: DecisionReason;
  readonly comment?: string;
}

/**
 * Writes one approver's decision on the revision they saw, and what follows from it, as one transaction.
 * Of two decisions at once one wins; the other throws {@link StaleDecisionError}, whose sentence names the winner.
 * Throws `NotAllowedError` for a person without the right to review (whoever wrote the revision counts as its author), `NoTimeError` for an
 * approval whose time is over.
 */
export async function decide(deps: DecideDeps, input: DecisionInput): Promise<{ readonly post: Post; readonly decision: Decision }> {
  const [seen, revision] = await Promise.all([
    deps.posts.post(input.workspace, input.post),
    deps.posts.revision(input.workspace, input.post, input.revision),
  ]);
  if (seen === undefined) throw new StaleDecisionError('This post does not exist any more.');
  const { brand } = await authorize(deps, {
    workspace: input.workspace,
    brand: seen.brand,
    person: input.person,
    right: 'review',
    author: seen.author,
  });
  if (revision === undefined || contentHash(revision.accounts) !== revision.contentHash) {
    throw new StaleDecisionError(
      'The words of this revision cannot be confirmed, so it was not decided. Edit the post to send it for review again.',
    );
  }
  if (revision.by !== seen.author) {
    await authorize(deps, { workspace: input.workspace, brand: brand.id, person: input.person, right: 'review', author: revision.by });
  }
  const at = deps.clock.now();
  const decision = decisionOf(deps, input, revision, at);
  let wakeAt = at;
  const decideIt = async (tx: Tx): Promise<Post | undefined> => {
    await deps.workspaces.touchBrand(input.workspace, brand.id, tx);
    const changed = await deps.posts.change(
      input.workspace,
      input.post,
      { revision: input.revision, states: ['in_review'] },
      {
        state: stateAfter(input.kind),
        updatedAt: at,
        ...(input.kind === 'approved'
          ? { approved: { revision: revision.number, contentHash: revision.contentHash, by: input.person, at } }
          : {}),
      },
      tx,
    );
    if (changed === undefined) return undefined;
    await deps.accounts.touchAccounts(input.workspace, accountIds(revision), tx);
    await deps.decisions.add(decision, tx);
    wakeAt = (await followUp(deps, input, { post: changed, revision, at }, tx)) ?? at;
    return changed;
  };
  const post = await choosingSlots(() => deps.transaction(decideIt, { inTurn: brand.id }));
  if (post === undefined) throw new StaleDecisionError(await staleSentence(deps, input));
  if (input.kind === 'approved') deps.approved.wakeLanes(input.workspace, accountIds(revision), wakeAt);
  return { post, decision };
}

/** What a decision sets going; of an approval, when work on it begins. */
async function followUp(
  deps: DecideDeps,
  input: DecisionInput,
  decided: { readonly post: Post; readonly revision: Revision; readonly at: Date },
  tx: Tx,
): Promise<Date | undefined> {
  switch (input.kind) {
    case 'approved':
      return enqueue(deps, decided, tx);
    case 'rejected':
      await deps.approved.cancelUnsent(input.workspace, input.post, tx);
      return undefined;
    case 'changes_requested':
      return undefined;
    default:
      return never(input.kind);
  }
}

async function enqueue(
  deps: DecideDeps,
  { post, revision, at: now }: { readonly post: Post; readonly revision: Revision; readonly at: Date },
  tx: Tx,
): Promise<Date> {
  const { workspace, id } = post;
  const brand = await deps.workspaces.brand(workspace, post.brand, tx);
  if (brand === undefined) throw new StaleDecisionError('This brand is gone, so nothing can be published for it.');
  const leads = revision.accounts.map(({ platform, content }) => deps.platforms.get(platform)?.profile.leadMs?.(content) ?? LEAD_MS);
  const when = post.when ?? { kind: 'after approval' };
  const leadMs = Math.max(0, ...leads);
  const due = await dueFor(deps.approved, { when, brand, post: id, accounts: accountIds(revision), leadMs, now }, tx);
  const accounts = revision.accounts.map((account, index): ApprovedAccount => {
    const lead = leads[index] ?? LEAD_MS;
    return { ...account, leadMs: lead, startAt: new Date(Math.max(now.getTime(), due.at.getTime() - lead)) };
  });
  await deps.approved.enqueue({ workspace, post: id, revision: revision.number, accounts, ...due }, tx);
  return new Date(Math.max(now.getTime(), due.at.getTime() - leadMs));
}

function decisionOf(deps: DecideDeps, input: DecisionInput, revision: Revision, at: Date): Decision {
  return {
    id: deps.ids.id(),
    workspace: input.workspace,
    post: input.post,
    revision: revision.number,
    contentHash: revision.contentHash,
    person: input.person,
    kind: input.kind,
    ...(input.reason === undefined ? {} : { reason: input.reason }),
    ...(input.comment === undefined ? {} : { comment: input.comment }),
    at,
  };
}

function stateAfter(kind: DecisionKind): PostState {
  switch (kind) {
    case 'approved':
      return 'approved';
    case 'changes_requested':
      return 'changes_requested';
    case 'rejected':
      return 'rejected';
    default:
      return never(kind);
  }
}

/** What happened instead, naming who was first. `<@…>` is the person's mention. */
async function staleSentence(deps: DecideDeps, input: DecisionInput): Promise<string> {
  const [post, decisions] = await Promise.all([
    deps.posts.post(input.workspace, input.post),
    deps.decisions.decisions(input.workspace, input.post),
  ]);
  if (post !== undefined && post.revision !== input.revision) {
    return 'This post was edited after this card was drawn. Look at the new words on the card, then decide.';
  }
  const last = decisions.filter(({ revision }) => revision === input.revision).at(-1);
  if (last === undefined) return 'This post is not waiting for a review any more.';
  return `${DONE[last.kind]} by <@${last.person}>.`;
}

function accountIds(revision: Revision): string[] {
  return revision.accounts.map(({ account }) => account);
}

const DONE: Readonly<Record<DecisionKind, string>> = {
  approved: 'Already approved',
  changes_requested: 'Changes were already requested',
  rejected: 'Already rejected',
};
