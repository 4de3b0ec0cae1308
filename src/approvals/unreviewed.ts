import { say } from '../language/index.js';
import { type Authorized, isIn, mayPerson, NO_ROLES, type Person, type RightsAnswer } from '../workspaces/index.js';
import { deciderKind, mayAnswer } from './answers.js';
import type { Decision } from './decision.js';
import { policyFor } from './policy.js';
import { progressOf, type Review, withDecision } from './progress.js';

/**
 * Whether somebody may send a post out without approval: its author or an editor of it, where the policy asks for none (`published`), or the
 * brand gives them the right to publish without one (`unreviewed`).
 */
export function mayPublishUnreviewed(review: Review, person: Person, kind: 'published' | 'unreviewed'): RightsAnswer {
  const may = mayPerson(person, 'edit', { ...review, author: review.author });
  if (!may.allowed) return may;
  const { policy, brand, groups } = review;
  const holds = kind === 'published' ? policy.steps.length === 0 : isIn((brand.roles ?? NO_ROLES).unreviewed, person.id, groups);
  return holds ? { allowed: true } : { allowed: false, sentence: say('decision.refused.needsReview') };
}

/**
 * How somebody's own new post could go out at once: by their own approval, where the policy lets authors approve and asks for no more, or without
 * any. Undefined where somebody else has to approve it.
 */
export function publishNowKind(about: Authorized, accounts: readonly string[]): 'approved' | 'published' | 'unreviewed' | undefined {
  const { person, workspace, brand, groups } = about;
  const policy = policyFor(brand, { accounts });
  const review: Review = { workspace, brand, groups, policy, author: person.id, editor: person.id, decisions: [] };
  if (mayPublishUnreviewed(review, person, 'published').allowed) return 'published';
  if (ownApprovalPasses(review, person)) return 'approved';
  return mayPublishUnreviewed(review, person, 'unreviewed').allowed ? 'unreviewed' : undefined;
}

function ownApprovalPasses(review: Review, person: Person): boolean {
  const as = deciderKind(review, person);
  const [step] = review.policy.steps;
  if (as === undefined || step === undefined || !mayAnswer(review, person, 'approved').allowed) return false;
  const at = new Date(0);
  const own: Decision = { ...NOWHERE, workspace: review.workspace.id, person: person.id, kind: 'approved', step: step.name, as, at };
  return progressOf(withDecision(review, own)).open === undefined;
}

const NOWHERE = { id: '', post: '', revision: 0, contentHash: '' };
