import {
  type Brand,
  type Groups,
  hasApproverRole,
  isEmpty,
  isIn,
  membersOf,
  NO_ROLES,
  type Person,
  type Policy,
  type Step,
  type Workspace,
} from '../workspaces/index.js';
import type { DeciderKind, Decision } from './decision.js';

/** A review as it stands: the rules, the words' author and editor, and what was decided so far. */
export interface Review {
  readonly workspace: Workspace;
  readonly brand: Brand;
  readonly groups: Groups;
  readonly policy: Policy;
  /** The author of the post. */
  readonly author: string;
  /** Whoever wrote the revision. */
  readonly editor: string;
  /** Decisions on the revision, oldest first. */
  readonly decisions: readonly Decision[];
}

/** How far the review is. */
export interface Progress {
  readonly steps: readonly StepProgress[];
  /** The step that waits; undefined once every step is passed. */
  readonly open?: StepProgress;
}

/** How far one step is. */
export interface StepProgress {
  readonly step: Step;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** Whose approvals count, in order. */
  readonly by: readonly string[];
  /** How many approvals it takes. */
  readonly need: number;
  /** How many more it takes; 0 once it is passed. */
  readonly missing: number;
  /** Everybody who is named for it, themselves or by their group or role, and has not approved. */
  readonly waitingFor: readonly string[];
  /** Whether others than those named may approve: the role approver, where the brand names nobody for it. */
  readonly anyone: boolean;
}

/** What of the policy is passed, by approvals that still count under it: each by somebody whom its step admits now. */
export function progressOf(review: Review): Progress {
  const steps = review.policy.steps.map((step, index) => stepProgress(review, step, index));
  const open = steps.find(({ missing }) => missing > 0);
  return { steps, ...(open === undefined ? {} : { open }) };
}

/** The review once `approval` was given, too. */
export function withDecision(review: Review, decision: Decision): Review {
  return { ...review, decisions: [...review.decisions, decision] };
}

/** Whether a step admits this person's approval: whom the policy excludes from the own words is not. */
export function admits(review: Review, step: Step, { id, as }: { readonly id: string; readonly as: DeciderKind }): boolean {
  if (id === review.author && !review.policy.authorsMayApprove) return false;
  if (step.who.people.includes(id)) return true;
  if (as !== 'member' && as !== 'admin') return false;
  if (isIn(step.who, id, review.groups)) return true;
  return step.who.approvers && (as === 'admin' || hasApproverRole(asMember(id), review));
}

function stepProgress(review: Review, step: Step, index: number): StepProgress {
  const approvals = review.decisions.filter(({ kind, step: name }) => kind === 'approved' && name === step.name);
  const counted = approvals.filter(({ person, as = 'member' }) => admits(review, step, { id: person, as })).map(({ person }) => person);
  const by = [...new Set(counted)];
  const { anyone, named, need } = poolOf(review, step);
  const waitingFor = named.filter((id) => !by.includes(id));
  const short = step.need === 'all' ? Math.max(waitingFor.length, need - by.length) : need - by.length;
  const another = needsAnother(review, by);
  const missing = Math.max(0, short, another ? 1 : 0);
  const useful = another && missing === 1 ? waitingFor.filter((id) => id !== review.editor) : waitingFor;
  return { step, index, by, need, missing, waitingFor: useful, anyone };
}

/** Whoever changed the words of somebody else cannot pass a step alone. */
function needsAnother({ policy, author, editor }: Review, by: readonly string[]): boolean {
  return editor !== author && !policy.editorsMayApprove && by.every((person) => person === editor);
}

/**
 * Who can be named, and how many it takes: of a role that is open to every full member, nobody in particular. Admins may approve by role, but are
 * not waited for. The author is left out; a group that nobody is in any more makes no step easier.
 */
function poolOf(
  { brand, groups, author, policy }: Review,
  { who, need }: Step,
): { readonly named: string[]; readonly anyone: boolean; readonly need: number } {
  const { approvers } = brand.roles ?? NO_ROLES;
  const anyone = who.approvers && isEmpty(approvers);
  const all = [...new Set([...membersOf(who, groups), ...(who.approvers ? membersOf(approvers, groups) : [])])];
  const named = all.filter((id) => id !== author || policy.authorsMayApprove);
  if (need !== 'all')
    return { named, anyone, need: Math.max(1, !anyone && named.length < all.length && all.length === need ? need - 1 : need) };
  const inGroups = [...who.groups, ...(who.approvers ? approvers.groups : [])];
  const gone = inGroups.filter((group) => (groups.get(group)?.size ?? 0) === 0).length;
  return { named, anyone, need: Math.max(1, named.length + gone) };
}

/** Somebody who was a full member, and no admin, when they decided. */
function asMember(id: string): Person {
  return { id, name: id, kind: 'member', isAdmin: false, zone: 'UTC' };
}
