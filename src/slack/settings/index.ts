export { settingsListeners } from './listeners.js';
export { openSettings, type SettingsDeps } from './open.js';
export { type SettingsState, settingsView } from './view.js';
