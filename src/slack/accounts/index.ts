import type { AnyListener } from '../listener.js';
import { chooseListeners } from './choose-listeners.js';
import { connectListeners } from './connect-listeners.js';
import type { AccountsFaceDeps } from './deps.js';

export type { AccountsFaceDeps } from './deps.js';
export { createAccountsNotifier } from './notifier.js';

/** Every listener of connecting, choosing and disconnecting accounts. */
export function accountListeners(deps: AccountsFaceDeps): AnyListener[] {
  return [...connectListeners(deps), ...chooseListeners(deps)];
}
