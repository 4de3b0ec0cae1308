export { type Allowance, type AllowanceDeps, readAllowances } from './allowances.js';
export { cancelPost } from './cancel.js';
export { closePost } from './close-post.js';
export { deleteLive, type LiveDeps, LiveRefusedError, tryChangeAgain } from './delete-live.js';
export type { PublishingDeps } from './deps.js';
export { createEngine, type Engine } from './engine.js';
export { type ExpireDeps, expirePosts } from './expire.js';
export { awaitsComment, canSkipComment, isPostOut, isWithoutComment } from './first-comment.js';
export { holdPost, releasePost } from './hold.js';
export { type HomeChoice, type HomeStore, type KeptHome, SECTIONS, type Section } from './home.js';
export { LEASE_MS, LOOKAHEAD_MS, leaseStart } from './lane.js';
export { FAILED_LISTED_MS, LATE_MS, type ListedPost, type ListedWords, type ListFilter, type ListPart, type ListStore } from './lists.js';
export {
  afterApproval,
  changeTroubleAt,
  isLive,
  type LiveEffect,
  lastChange,
  liveEffect,
  liveRefs,
  type NotDeletable,
  openChange,
  textEditable,
  whyNotDeleted,
  whyNotEdited,
  withChange,
} from './live-change.js';
export { askToResume, finishPauses, type PauseDeps, pauseBrand, resumeBrand } from './pause.js';
export {
  type Card,
  type CardCopy,
  type CardStore,
  type ClosedLane,
  type Drawn,
  type LaneStore,
  type Notifier,
  OPEN_MOST,
  type OwnedLane,
  type PublicationStore,
  type Quota,
  type QuotaStore,
  RefTakenError,
  type ScheduleEverywhere,
  type ScheduleStore,
} from './ports.js';
export { postHistory, type RevisionMark } from './post-history.js';
export {
  type ActRecord,
  type Attempt,
  type AttemptOutcome,
  canStillBeHeld,
  canStillChange,
  type HoldReason,
  isConfirmedRef,
  isFinal,
  isGoingOut,
  isPartlyOut,
  type LiveChange,
  type PartToFind,
  type Publication,
  type PublicationState,
  partToFind,
  type Trouble,
  unknownAttempts,
} from './publication.js';
export { type RemindDeps, type ReminderKind, remindApprovers, remindersDue } from './remind.js';
export { type Repair, repair } from './repair.js';
export { RepairRefusedError } from './repair-refused.js';
export { publishNow, reschedule } from './reschedule.js';
export { type TimingDeps, type TimingInput, TimingRefusedError, type TimingResult } from './timing.js';
export { type UnblockDeps, unblockWell } from './unblock.js';
