export { type DecideDeps, type DecisionInput, decide, StaleDecisionError } from './decide.js';
export type { Decision, DecisionKind, DecisionReason } from './decision.js';
export { choosingSlots, type Due, dueFor, NoTimeError } from './due.js';
export { type ApprovedAccount, type ApprovedPublications, type DecisionStore, SlotTakenError } from './ports.js';
