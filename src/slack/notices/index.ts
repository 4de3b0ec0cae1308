export { createOutbox, type Outbox } from './outbox.js';
export { noticeSettingsListeners, ownSettingsInstead } from './settings-listeners.js';
