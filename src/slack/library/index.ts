export type { LibraryFaceDeps } from './deps.js';
export { labelGroups } from './item-views.js';
export { createLibrarySubcommands, libraryListeners } from './listeners.js';
