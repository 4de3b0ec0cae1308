export { type CardLoop, createCardLoop } from './card-loop.js';
export type { ResultsDeps } from './deps.js';
export { type ResultListenersDeps, resultListeners } from './listeners.js';
export { stillWaits } from './still-waits.js';
export { strayCards } from './stray-cards.js';
