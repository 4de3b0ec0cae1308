import type { AccountReader } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import { contentHash, type Post, type PostState, type PostStore, type Revision } from '../posts/index.js';
import { authorize, type RightsDeps } from '../workspaces/index.js';
import type { Decision, DecisionKind, DecisionReason } from './decision.js';
import type { ApprovedPublications, DecisionStore } from './ports.js';

/** What deciding needs. */
export interface DecideDeps extends RightsDeps {
  readonly posts: PostStore;
  readonly decisions: DecisionStore;
  readonly accounts: AccountReader;
  readonly approved: ApprovedPublications;
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
 * Throws `NotAllowedError` for a person without the right to review; whoever wrote the revision counts as its author.
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
    await followUp(deps, input, revision, at, tx);
    return changed;
  };
  const post = await deps.transaction(decideIt, { inTurn: brand.id });
  if (post === undefined) throw new StaleDecisionError(await staleSentence(deps, input));
  if (input.kind === 'approved') deps.approved.wakeLanes(input.workspace, accountIds(revision), at);
  return { post, decision };
}

async function followUp(deps: DecideDeps, input: DecisionInput, revision: Revision, at: Date, tx: Tx): Promise<void> {
  switch (input.kind) {
    case 'approved':
      return deps.approved.enqueue(
        { workspace: input.workspace, post: input.post, revision: revision.number, accounts: revision.accounts, at },
        tx,
      );
    case 'rejected':
      return deps.approved.cancelUnsent(input.workspace, input.post, tx);
    case 'changes_requested':
      return;
    default:
      return never(input.kind);
  }
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
