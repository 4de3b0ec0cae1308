export { type ApprovalsDeps, approvalListeners } from './listeners.js';
export { pendingCard } from './pending-card.js';
