export { type Authorized, authorize, authorizeWorkspace, identify, NotAllowedError, type RightsDeps, readGroups } from './authorize.js';
export { BOT_SCOPES } from './bot-scopes.js';
export { brandName, MOST_NAME } from './brand-name.js';
export { createBrand, freeName, restoreBrand } from './brands.js';
export type { HistoryAct, HistoryEntry, HistoryPlace, HistoryStore } from './history.js';
export { CONFIGURED, type InstallDeps, type Installed, installWorkspace, uninstallWorkspace } from './install.js';
export {
  type BotToken,
  type BotTokens,
  INSTALL_LIFE_MS,
  type Installation,
  type InstallationRenewal,
  type InstallationStore,
  type InstallationsEverywhere,
  type InstallStanding,
  type InstallStates,
} from './installation.js';
export { type NoteDeps, note } from './note.js';
export type { Notice, NoticeKey, NoticeMessage, NoticePlace, NoticeStore, NoticeTopic, QueuedNotice } from './notice.js';
export {
  EVERYTHING_AT_ONCE,
  type NoticeMode,
  type NoticeSettings,
  type NoticeSettingsStore,
  type QuietHours,
  quietUntil,
  whenToTell,
} from './notice-settings.js';
export {
  type Crowd,
  type Groups,
  isEmpty,
  isIn,
  membersOf,
  NO_ROLES,
  NOBODY,
  type Policy,
  type Roles,
  type Step,
  type StepCrowd,
} from './policy.js';
export type { BrandSettings, People, WorkspaceStore } from './ports.js';
export { BeingDeletedError, NameTakenError, PeopleUnavailableError } from './ports.js';
export { hasSlots, readTimes, slotsAfter } from './posting-times.js';
export { holderOf, type Reader, readerOf } from './reader.js';
export { type Escalation, REMINDERS, type Reminders, RemindersError, saveReminders } from './reminders.js';
export { DELETE_AFTER_MS, deleteRemoved, RELEASE_AFTER_MS, type RemovedDeps, type RemovedWorkspaces, releaseRemoved } from './removed.js';
export { type BotTokenDeps, type BotTokenRenewer, createBotTokenRenewer, DeadRefreshTokenError } from './renew-bot-token.js';
export {
  hasApproverRole,
  isAdmin,
  managesWorkspace,
  mayPerson,
  outsideSentence,
  policiesOf,
  type Right,
  type RightsAnswer,
  type RightsContext,
} from './rights.js';
export { type NoticeSettingsDeps, QuietHoursError, readNoticeSettings, saveNoticeSettings } from './save-notice-settings.js';
export { saveRoles } from './save-roles.js';
export { authorizeManager, saveSettings } from './settings.js';
export { SettingsError } from './settings-error.js';
export {
  type Brand,
  type OverdueChoice,
  type Pause,
  type Person,
  type PostingTimes,
  type Resume,
  TOLERANCE_MS,
  type Workspace,
} from './workspace.js';
