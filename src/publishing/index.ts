export { closePost } from './close-post.js';
export type { PublishingDeps } from './deps.js';
export { createEngine, type Engine } from './engine.js';
export { LEASE_MS, LOOKAHEAD_MS, leaseStart } from './lane.js';
export {
  type Card,
  type CardStore,
  type Drawn,
  type LaneStore,
  type Notice,
  type NoticeStore,
  type Notifier,
  type OwnedLane,
  type PublicationStore,
  RefTakenError,
} from './ports.js';
export {
  type ActRecord,
  type Attempt,
  type AttemptOutcome,
  type HoldReason,
  isFinal,
  isGoingOut,
  type Publication,
  type PublicationState,
  type Trouble,
  unknownAttempts,
} from './publication.js';
export { type Repair, RepairRefusedError, repair, STATE_WORDS } from './repair.js';
