export { type Authorized, authorize, NotAllowedError, type RightsDeps } from './authorize.js';
export type { BrandSettings, People, WorkspaceStore } from './ports.js';
export { PeopleUnavailableError } from './ports.js';
export { readTimes, slotsAfter } from './posting-times.js';
export { type Reader, readerOf } from './reader.js';
export { mayPerson, type Right, type RightsAnswer, type RightsContext } from './rights.js';
export { authorizeManager, SettingsError, saveSettings } from './settings.js';
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
