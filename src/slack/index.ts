export { createSlackFace, type SlackFace, type SlackFaceDeps } from './bolt.js';
export { createSlackClients, identifyWorkspace, NoTokenError, type SlackClients, type SlackClientsDeps } from './clients.js';
export type { EventStore } from './dispatch-event.js';
export { lifecycleListeners } from './events.js';
export { createFileSource } from './files.js';
export { isSlackPath, SLACK_PATH } from './http-entry.js';
export { linkListeners } from './links.js';
export { createPeople } from './people.js';
export { loadPolicy, openSettings, type SettingsDeps, settingsListeners } from './settings/index.js';
