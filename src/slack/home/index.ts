import type { AnyListener } from '../listener.js';
import type { Subcommand } from '../schedule/index.js';
import { type BulkDeps, bulkListeners } from './bulk/listeners.js';
import type { HomeDeps } from './deps.js';
import { findListeners } from './find-listeners.js';
import { homeListeners } from './home-listeners.js';
import { type PostDeps, postListeners } from './post-listeners.js';
import type { PublishHome } from './publish-home.js';
import { createStatusCommand, statusListeners } from './status.js';

export type { HomeDeps } from './deps.js';
export { createPublishHome, type PublishHome } from './publish-home.js';
export { createHomeRefresher, type HomeRefresher, type Pace } from './refresher.js';

/** Home, and what opens from it. */
export function allHomeListeners(deps: PostDeps & BulkDeps, publish: PublishHome): AnyListener[] {
  return [
    ...homeListeners(deps, publish),
    ...postListeners(deps),
    ...findListeners(deps),
    ...statusListeners(deps),
    ...bulkListeners(deps),
  ];
}

/** What Home adds after `/publish`. */
export function createHomeSubcommands(deps: HomeDeps): ReadonlyMap<string, Subcommand> {
  return new Map([['status', createStatusCommand(deps)]]);
}
