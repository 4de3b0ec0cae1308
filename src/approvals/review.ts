import { isDeepStrictEqual } from 'node:util';
import type { Post, Revision } from '../posts/index.js';
import {
  type Authorized,
  type Brand,
  identify,
  NotAllowedError,
  outsideSentence,
  type Person,
  policiesOf,
  type RightsDeps,
} from '../workspaces/index.js';
import type { Decision } from './decision.js';
import { policyFor, policyMark } from './policy.js';
import type { DecisionStore } from './ports.js';
import { type Progress, progressOf, type Review } from './progress.js';

/** What reading a review needs. */
export interface ReviewDeps extends RightsDeps {
  readonly decisions: DecisionStore;
}

/** A person at a review, as they were read before the transaction that decides. */
export interface Seen extends Authorized {
  readonly person: Person;
}

/** Reads who somebody is and everything their part in the post's review follows from. Throws `NotAllowedError`, `PeopleUnavailableError`. */
export async function seePerson(deps: RightsDeps, post: Post, person: string): Promise<Seen> {
  const own = post.policy === undefined ? [] : [post.policy];
  return identify(deps, { workspace: post.workspace, brand: post.brand, person, policies: own });
}

/**
 * The review as the transaction finds it: the policy, roles and decisions of now, not those that were read before it. Undefined where rules
 * changed in between, so that Slack has to be asked for other groups first.
 */
export function reviewWithin(
  now: { readonly post: Post; readonly decisions: readonly Decision[]; readonly brand: Brand },
  { revision, seen, before }: { readonly revision: Revision; readonly seen: Seen; readonly before: Post },
): Review | undefined {
  const sameRules = isDeepStrictEqual([rulesOf(now.brand), now.post.policy], [rulesOf(seen.brand), before.policy]);
  return sameRules ? reviewOf({ ...seen, brand: now.brand }, now.post, revision, now.decisions) : undefined;
}

/** The review of a post's revision, from everything it follows from. */
export function reviewOf(
  { workspace, brand, groups }: Pick<Review, 'workspace' | 'brand' | 'groups'>,
  post: Pick<Post, 'author' | 'policy'>,
  revision: Pick<Revision, 'number' | 'by' | 'contentHash'> & { readonly accounts: readonly { readonly account: string }[] },
  decisions: Review['decisions'],
): Review {
  return {
    workspace,
    brand,
    groups,
    policy: policyFor(brand, { accounts: revision.accounts.map(({ account }) => account), own: post.policy }),
    author: post.author,
    editor: revision.by,
    decisions: decisions.filter((each) => each.revision === revision.number && each.contentHash === revision.contentHash),
  };
}

/**
 * Refuses somebody from outside whom nothing names to look at a post. Throws `NotAllowedError`, `PeopleUnavailableError`.
 */
export async function assertMayLook(deps: RightsDeps, post: Post, person: string): Promise<void> {
  const seen = await seePerson(deps, post, person);
  const outside = outsideSentence(seen.person);
  const policies = [...policiesOf(seen.brand), ...(post.policy === undefined ? [] : [post.policy])];
  const isNamed = policies.some(({ steps }) => steps.some(({ who }) => who.people.includes(person)));
  if (outside !== undefined && !(isNamed && ['guest', 'stranger'].includes(seen.person.kind))) throw new NotAllowedError(outside);
}

/** What the buttons of a card carry about the rules it shows: a click that was made under others does not count. */
export function reviewMark(review: Review, progress: Progress = progressOf(review)): string {
  return `${policyMark(review.policy)}.${progress.open?.index ?? 'done'}`;
}

function rulesOf({ roles, policy, accountPolicies, authorsMayApprove }: Brand): unknown {
  return [roles, policy, accountPolicies, authorsMayApprove];
}
