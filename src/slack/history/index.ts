export type { HistoryDeps } from './deps.js';
export { historyListeners, openHistory } from './listeners.js';
