export { type DecideDeps, type DecisionInput, decide, StaleDecisionError } from './decide.js';
export type { Decision, DecisionKind, DecisionReason } from './decision.js';
export type { ApprovedPublications, DecisionStore } from './ports.js';
