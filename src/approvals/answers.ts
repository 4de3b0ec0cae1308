import { never } from '../lib/never.js';
import type { PostState } from '../posts/index.js';
import { isAdmin, mayPerson, outsideSentence, type Person, type RightsAnswer } from '../workspaces/index.js';
import type { DeciderKind, Decision, DecisionKind } from './decision.js';
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
      return person.id === review.author ? YES : no('Only the author can withdraw this post.');
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
  if (as === undefined) return no(outsideSentence(person) ?? NOT_YOURS);
  if (open === undefined) return mayPerson(person, 'repair', { ...review, author: review.author });
  if (person.id === review.author && !review.policy.authorsMayApprove) return no(OWN_POST);
  if (!admits(review, open.step, { id: person.id, as })) return no(notYours(review, progress, open, person, as));
  if (open.by.includes(person.id)) return no(`You approved this already. It still waits for ${waitingWords(open)}.`);
  const next = progressOf(withDecision(review, approvalBy(review, person, as, open))).steps[open.index];
  return next !== undefined && next.missing < open.missing ? YES : no(OWN_WORDS);
}

/** Whoever may approve in some step may stop the post, and so may an admin; from outside only while their own step is open. */
function mayStop(review: Review, { open }: Progress, person: Person): RightsAnswer {
  const as = deciderKind(review, person);
  if (as === undefined) return no(outsideSentence(person) ?? NOT_YOURS);
  if (person.id === review.author && !review.policy.authorsMayApprove) return no(OWN_POST);
  if (as === 'guest' || as === 'stranger')
    return open !== undefined && admits(review, open.step, { id: person.id, as }) ? YES : no(NOT_YET);
  if (as === 'admin' || review.policy.steps.some((step) => admits(review, step, { id: person.id, as }))) return YES;
  return review.policy.steps.length === 0 ? mayPerson(person, 'review', review) : no(NOT_YOURS);
}

function approvalBy(review: Review, person: Person, as: DeciderKind, { step }: StepProgress): Decision {
  const { workspace } = review;
  const nowhere = { id: '', post: '', revision: 0, contentHash: '', at: new Date(0) };
  return { ...nowhere, workspace: workspace.id, person: person.id, kind: 'approved', step: step.name, as };
}

function notYours(review: Review, { steps }: Progress, open: StepProgress, person: Person, as: DeciderKind): string {
  if (as === 'guest' || as === 'stranger') return NOT_YET;
  const later = steps.find(({ step, index }) => index > open.index && admits(review, step, { id: person.id, as }));
  const now = `${nameOf(open)} waits for ${waitingWords(open)}`;
  return later === undefined ? `You cannot approve this: ${now}.` : `Your step, ${nameOf(later)}, comes later. Now ${now}.`;
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

/** Whom a step waits for: `<@U1> or <@U2>`, `2 of <@U1>, <@U2>, <@U3>`, `an approver`. */
export function waitingWords({ step, waitingFor, anyone, missing }: StepProgress): string {
  if (anyone && waitingFor.length === 0) return missing === 1 ? 'an approver' : `${missing} approvers`;
  const some = waitingFor.slice(0, MOST_NAMED).map((id) => `<@${id}>`);
  const more = waitingFor.length - some.length;
  const names = [...some, ...(more > 0 ? [`${more} more`] : []), ...(anyone ? ['an approver'] : [])];
  if (names.length < missing && !anyone) return list([...names, 'somebody else; an admin can change who approves'], 'and');
  if (step.need === 'all' || missing === names.length) return list(names, 'and');
  return missing === 1 ? list(names, 'or') : `${missing} of ${list(names, 'and')}`;
}

/** An admin typed it, and Slack would read some of it as a mention or a link. */
function nameOf({ step }: StepProgress): string {
  return step.name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function list(names: readonly string[], joint: 'and' | 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1)}`;
}

function no(sentence: string): RightsAnswer {
  return { allowed: false, sentence };
}

const YES: RightsAnswer = { allowed: true };
const OWN_POST = 'You wrote this post, so someone else has to review it.';
const OWN_WORDS = 'You changed these words, so someone else has to review it.';
const NOT_YOURS = 'Only those who approve this post can do this. The card says who they are.';
const NOT_YET = 'This post does not wait for you now.';
const MOST_NAMED = 8;
