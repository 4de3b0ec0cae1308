export { exportEverything } from './export-everything.js';
export { settingsListeners } from './listeners.js';
export { type AllSettingsDeps, openSettings, type SettingsDeps } from './open.js';
export { loadPolicy } from './policy.js';
export { type SettingsState, settingsView } from './view.js';
