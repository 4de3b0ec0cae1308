import type { AccountReader } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import type { Log } from '../lib/log.js';
import type { MediaSource, Platform, PlatformId } from '../platforms/platform.js';
import type { HttpAnswer, HttpRequest } from '../platforms/request.js';
import type { PostStore } from '../posts/index.js';
import type { WorkspaceStore } from '../workspaces/index.js';
import type { LaneStore, Notifier, PublicationStore, QuotaStore } from './ports.js';

/** What publishing needs. */
export interface PublishingDeps {
  readonly publications: PublicationStore;
  readonly lanes: LaneStore;
  readonly quotas: QuotaStore;
  readonly posts: PostStore;
  readonly workspaces: WorkspaceStore;
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly media: {
    source(input: { readonly workspace: string; readonly owner: string }): MediaSource;
    end(workspace: string, owner: string): Promise<void>;
  };
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}
