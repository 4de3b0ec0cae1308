import type { AccountReader } from '../accounts/index.js';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import type { Post, PostState, PostStore } from '../posts/index.js';
import { authorizeManager, type Brand, type Policy, type RightsDeps } from '../workspaces/index.js';
import { brandPolicy, policyFor, policyMark } from './policy.js';
import type { DecisionStore } from './ports.js';

/** What changing policies needs. */
export interface PolicyDeps extends RightsDeps {
  readonly posts: PostStore;
  readonly accounts: AccountReader;
  readonly decisions: DecisionStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly transaction: Transaction;
}

/** What a policy is for: all of a brand's accounts, one of them, or one post. */
export interface PolicyScope {
  readonly brand: string;
  readonly account?: string | undefined;
  readonly post?: string | undefined;
}

/** A policy as it applies; `own` is false where it is the brand's, or follows from the post's accounts. */
export interface ScopedPolicy {
  readonly brand: Brand;
  readonly policy: Policy;
  readonly own: boolean;
}

/** It was not changed; `message` says why and what to do. */
export class PolicyRefusedError extends RefusedError {
  override readonly name = 'PolicyRefusedError';
}

/** The policy of a brand, account or post as it is now. Throws {@link PolicyRefusedError} when that is gone. */
export async function readPolicy(
  deps: Pick<PolicyDeps, 'workspaces' | 'posts' | 'accounts'>,
  workspace: string,
  scope: PolicyScope,
  tx?: Tx,
): Promise<ScopedPolicy & { readonly post?: Post }> {
  const brand = await deps.workspaces.brand(workspace, scope.brand, tx);
  if (brand === undefined) throw new PolicyRefusedError(say('policy.refused.brandGone'));
  if (scope.post !== undefined) return ofPost(deps, brand, scope.post, tx);
  if (scope.account === undefined) return { brand, policy: brandPolicy(brand), own: brand.policy !== undefined };
  const [account] = await deps.accounts.accountsById(workspace, [scope.account]);
  if (account?.brand !== brand.id) throw new PolicyRefusedError(say('policy.refused.accountGone'));
  const own = brand.accountPolicies?.[account.id];
  return { brand, policy: own ?? brandPolicy(brand), own: own !== undefined };
}

/**
 * Changes a policy that an admin saw (`mark`, see `policyMark`); where `change` gives back null, the scope goes back to what applies without a
 * policy of its own. Cards that rest on it are drawn anew. Throws {@link PolicyRefusedError}, `NotAllowedError`.
 */
export async function changePolicy(
  deps: PolicyDeps,
  input: { readonly workspace: string; readonly person: string; readonly scope: PolicyScope; readonly mark: string },
  change: (policy: Policy) => Policy | null,
): Promise<ScopedPolicy> {
  const { workspace, person, scope } = input;
  await authorizeManager(deps, { workspace, brand: scope.brand, person });
  await deps.transaction(
    async (tx) => {
      await deps.workspaces.touchBrand(workspace, scope.brand, tx);
      const { policy, post } = await readPolicy(deps, workspace, scope, tx);
      if (policyMark(policy) !== input.mark) throw new PolicyRefusedError(say('policy.refused.changedElsewhere'));
      const next = change(policy);
      if (post === undefined) await deps.workspaces.savePolicy(workspace, scope.brand, scope.account, next, tx);
      else await savePostPolicy(deps, { post, person, policy: next }, tx);
    },
    { inTurn: scope.brand },
  );
  if (scope.post === undefined) await deps.posts.redraw(workspace, scope.brand);
  return readPolicy(deps, workspace, scope);
}

async function ofPost(
  deps: Pick<PolicyDeps, 'posts'>,
  brand: Brand,
  id: string,
  tx: Tx | undefined,
): Promise<ScopedPolicy & { readonly post: Post }> {
  const post = await deps.posts.post(brand.workspace, id, tx);
  const revision = post === undefined ? undefined : await deps.posts.revision(brand.workspace, post.id, post.revision, tx);
  if (post?.brand !== brand.id || revision === undefined) throw new PolicyRefusedError(say('post.gone'));
  if (!CHANGEABLE.includes(post.state)) throw new PolicyRefusedError(say('policy.refused.notInReview'));
  const policy = policyFor(brand, { accounts: revision.accounts.map(({ account }) => account), own: post.policy });
  return { brand, policy, own: post.policy !== undefined, post };
}

/** Said aloud on the card, and written down. */
async function savePostPolicy(
  deps: PolicyDeps,
  { post, person, policy }: { readonly post: Post; readonly person: string; readonly policy: Policy | null },
  tx: Tx,
): Promise<void> {
  const at = deps.clock.now();
  const { workspace, id, revision: number } = post;
  const revision = await deps.posts.revision(workspace, id, number, tx);
  const where = { revision: number, states: [post.state] };
  const changed = await deps.posts.change(workspace, id, where, { state: post.state, policy, updatedAt: at }, tx);
  if (changed === undefined || revision === undefined) throw new PolicyRefusedError(say('policy.refused.changedMeanwhile'));
  const about = { id: deps.ids.id(), workspace, post: id, revision: number, contentHash: revision.contentHash };
  await deps.decisions.add({ ...about, person, kind: 'policy_changed', as: 'admin', at }, tx);
}

const CHANGEABLE: readonly PostState[] = ['in_review', 'held', 'changes_requested', 'withdrawn', 'expired'];
