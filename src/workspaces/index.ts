export { type Authorized, authorize, NotAllowedError, type RightsDeps } from './authorize.js';
export type { BrandSettings, People, WorkspaceStore } from './ports.js';
export { PeopleUnavailableError } from './ports.js';
export { mayPerson, type Right, type RightsAnswer, type RightsContext } from './rights.js';
export { authorizeManager, SettingsError, saveSettings } from './settings.js';
export type { Brand, Person, Workspace } from './workspace.js';
