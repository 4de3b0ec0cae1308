export { deciderKind, mayAnswer, waitingWords } from './answers.js';
export { type DecideDeps, type Decided, type DecisionInput, decide, StaleDecisionError } from './decide.js';
export type { DeciderKind, Decision, DecisionKind, DecisionReason } from './decision.js';
export { choosingSlots, type Due, dueFor, NoTimeError } from './due.js';
export { ANY_APPROVER, brandPolicy, policyFor, policyMark } from './policy.js';
export { type ApprovedAccount, type ApprovedPublications, type DecisionStore, SlotTakenError } from './ports.js';
export { admits, type Progress, progressOf, type Review, type StepProgress } from './progress.js';
export { type ReviewDeps, reviewMark, reviewOf, seePerson } from './review.js';
export { publishNowKind } from './unreviewed.js';
