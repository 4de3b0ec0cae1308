export { accountAccess } from './access.js';
export type { Account, AccountHealth, Grant, GrantRenewal } from './account.js';
export { archiveBrand, BrandInUseError } from './archive-brand.js';
export { type CheckDeps, checkAccounts } from './check-accounts.js';
export { type ChoiceCandidate, type ChoiceTokens, candidateKey, dependents, offered, type PendingChoice, unfit } from './choice.js';
export { ChoiceGoneError, type OpenChoice, openChoice, openChoiceToManage } from './choose.js';
export { type Connected, connectAccounts, NothingChosenError, ReplacesOthersError } from './connect-accounts.js';
export { ConnectError, type ConnectErrorDetails, type ConnectProblem } from './connect-error.js';
export type { Deletion } from './deletion.js';
export { type AccountsDeps, nounOf, type RenewalDeps } from './deps.js';
export { type Disconnected, disconnectAccount, disconnectGrant, type Revocation } from './disconnect.js';
export { type EndWorkspaceDeps, endGrantsOf } from './end-workspace.js';
export { type ConsentReturn, type FinishedConsent, finishConsent } from './finish-consent.js';
export { type HealthAccount, type HealthGrant, healthOf, type TokenHealth } from './health.js';
export { type Moved, MoveRefusedError, moveAccount, movedTogether } from './move-account.js';
export { checkPerson, DELETION_LEFT_MS, deleteData, deletionStatus, finishDeletions, handleDeauthorize } from './notices.js';
export { type AccountOverview, type AccountsOverview, accountsOverview, type GrantOverview } from './overview.js';
export type {
  AccountPublications,
  AccountReader,
  AccountStore,
  AccountsEverywhere,
  AccountsNotifier,
  ChoiceStore,
  ConnectorEntry,
  DeletionStore,
  GrantStore,
  GrantTokens,
  HeldToken,
  Refusal,
  TicketStore,
  UnfinishedPost,
} from './ports.js';
export { createRenewer, type Renewer } from './renewer.js';
export { type BegunConsent, beginConsent, consentCookie, openTicket, redirectUri, sendFreshLink, startConnect } from './start-connect.js';
export type { ConsentBinding, ConsentStanding, Ticket } from './ticket.js';
