import type { AccountReader } from '../../accounts/index.js';
import type { Clock } from '../../lib/clock.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import type { PostStore } from '../../posts/index.js';
import type { HistoryStore, RightsDeps } from '../../workspaces/index.js';

/** What showing and exporting the history needs. */
export interface HistoryDeps extends RightsDeps {
  readonly history: HistoryStore;
  readonly posts: Pick<PostStore, 'post'>;
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly clock: Clock;
}
