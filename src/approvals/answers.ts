import { listOf, say } from '../language/index.js';
import { never } from '../lib/never.js';
import type { PostState } from '../posts/index.js';
import { isAdmin, mayPerson, outsideSentence, type Person, type RightsAnswer } from '../workspaces/index.js';
import type { DeciderKind, Decision, DecisionKind } from './decision.js';
import { stepName } from './policy.js';
import { admits, type Progress, progressOf, type Review, type StepProgress, withDecision } from './progress.js';

/** Answers whether this person may do this to the review now; the sentence says why not, and who may. */
export function mayAnswer(
  review: Review,
  person: Person,
  kind: Exclude<DecisionKind, 'policy_changed' | 'published' | 'unreviewed'>,
): RightsAnswer {
  const outside = outsideSentence(person);
  if (outside !== undefined && !isNamed(review, person)) return no(outside);
  const progress = progressOf(review);
  switch (kind) {
    case 'approved':
      return mayApprove(review, progress, person);
    case 'changes_requested':
    case 'rejected':
      return mayStop(review, progress, person);
    case 'held':
    case 'released':
    case 'handed_over':
      return outside === undefined ? mayStop(review, progress, person) : no(outside);
    case 'withdrawn':
      if (outside !== undefined) return no(outside);
      return person.id === review.author ? YES : no(say('decision.refused.notTheAuthor'));
    default:
      return never(kind);
  }
}

/** What somebody is to a review: what their approval is stored with. Undefined for whoever can have no part in it. */
export function deciderKind(review: Pick<Review, 'workspace' | 'brand' | 'groups'>, person: Person): DeciderKind | undefined {
  switch (person.kind) {
    case 'member':
      return isAdmin(person, review) ? 'admin' : 'member';
    case 'guest':
    case 'stranger':
      return person.kind;
    case 'bot':
    case 'deactivated':
      return undefined;
    default:
      return never(person.kind);
  }
}

/** Whether a step of the policy names them: the only way in for somebody who is no full member. */
function isNamed({ policy }: Review, person: Person): boolean {
  if (person.kind !== 'guest' && person.kind !== 'stranger') return false;
  return policy.steps.some(({ who }) => who.people.includes(person.id));
}

function mayApprove(review: Review, progress: Progress, person: Person): RightsAnswer {
  const as = deciderKind(review, person);
  const { open } = progress;
  if (as === undefined) return no(outsideSentence(person) ?? say('decision.refused.notAmongApprovers'));
  if (open === undefined) return mayPerson(person, 'repair', { ...review, author: review.author });
  if (person.id === review.author && !review.policy.authorsMayApprove) return no(say('decision.refused.ownPost'));
  if (!admits(review, open.step, { id: person.id, as })) return no(notYours(review, progress, open, person, as));
  if (open.by.includes(person.id)) return no(say('decision.refused.approvedAlready', { whom: waitingWords(open) }));
  const next = progressOf(withDecision(review, approvalBy(review, person, as, open))).steps[open.index];
  return next !== undefined && next.missing < open.missing ? YES : no(say('decision.refused.ownWords'));
}

/** Whoever may approve in some step may stop the post, and so may an admin; from outside only while their own step is open. */
function mayStop(review: Review, { open }: Progress, person: Person): RightsAnswer {
  const as = deciderKind(review, person);
  if (as === undefined) return no(outsideSentence(person) ?? say('decision.refused.notAmongApprovers'));
  if (person.id === review.author && !review.policy.authorsMayApprove) return no(say('decision.refused.ownPost'));
  if (as === 'guest' || as === 'stranger')
    return open !== undefined && admits(review, open.step, { id: person.id, as }) ? YES : no(say('decision.refused.notYet'));
  if (as === 'admin' || review.policy.steps.some((step) => admits(review, step, { id: person.id, as }))) return YES;
  return review.policy.steps.length === 0 ? mayPerson(person, 'review', review) : no(say('decision.refused.notAmongApprovers'));
}

function approvalBy(review: Review, person: Person, as: DeciderKind, { step }: StepProgress): Decision {
  const { workspace } = review;
  const nowhere = { id: '', post: '', revision: 0, contentHash: '', at: new Date(0) };
  return { ...nowhere, workspace: workspace.id, person: person.id, kind: 'approved', step: step.name, as };
}

function notYours(review: Review, { steps }: Progress, open: StepProgress, person: Person, as: DeciderKind): string {
  if (as === 'guest' || as === 'stranger') return say('decision.refused.notYet');
  const later = steps.find(({ step, index }) => index > open.index && admits(review, step, { id: person.id, as }));
  const now = { step: nameOf(open), whom: waitingWords(open) };
  return later === undefined
    ? say('decision.refused.notYours', now)
    : say('decision.refused.yoursIsLater', { ...now, yours: nameOf(later) });
}

/** The states of a post in which each act fits. */
export const FITTING: Readonly<Record<Exclude<DecisionKind, 'policy_changed'>, readonly PostState[]>> = {
  approved: ['in_review'],
  changes_requested: ['in_review', 'held'],
  rejected: ['in_review', 'held'],
  held: ['in_review'],
  released: ['held'],
  handed_over: ['in_review'],
  withdrawn: ['in_review', 'held'],
  published: ['in_review'],
  unreviewed: ['in_review'],
};

/** Whom a step waits for: `<@U1> or <@U2>`, `2 of <@U1>, <@U2>, and <@U3>`, `an approver`. */
export function waitingWords({ step, waitingFor, anyone, missing }: StepProgress): string {
  if (anyone && waitingFor.length === 0) return say('review.whom.approvers', { count: missing });
  const some = waitingFor.slice(0, MOST_NAMED).map((id) => `<@${id}>`);
  const more = waitingFor.length - some.length;
  const names = [
    ...some,
    ...(more > 0 ? [say('list.more', { count: more })] : []),
    ...(anyone ? [say('review.whom.approvers', { count: 1 })] : []),
  ];
  if (names.length < missing && !anyone) return listOf([...names, say('review.whom.nobodyLeft')]);
  if (step.need === 'all' || missing === names.length) return listOf(names);
  return missing === 1 ? listOf(names, 'or') : say('review.whom.someOf', { count: missing, people: listOf(names) });
}

/** An admin typed it, and Slack would read some of it as a mention or a link. */
function nameOf({ step }: StepProgress): string {
  return stepName(step).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function no(sentence: string): RightsAnswer {
  return { allowed: false, sentence };
}

const YES: RightsAnswer = { allowed: true };
const MOST_NAMED = 8;
