import type { Readable } from 'node:stream';
import type { WebClient } from '@slack/web-api';
import type { AccountReader } from '../../accounts/index.js';
import type { DecisionStore } from '../../approvals/index.js';
import type { Clock } from '../../lib/clock.js';
import type { Log } from '../../lib/log.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import type { PostStore } from '../../posts/index.js';
import type { CardStore, LaneStore, PublicationStore } from '../../publishing/index.js';
import type { HistoryStore, People, WorkspaceStore } from '../../workspaces/index.js';
import type { Outbox } from '../notices/outbox.js';

/** What drawing cards and telling people needs. */
export interface ResultsDeps {
  readonly clients: { of(workspace: string): Promise<WebClient> };
  readonly workspaces: WorkspaceStore;
  readonly people: People;
  readonly posts: PostStore;
  readonly decisions: DecisionStore;
  readonly publications: PublicationStore;
  readonly lanes: Pick<LaneStore, 'closed'>;
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly cards: CardStore;
  readonly outbox: Pick<Outbox, 'tell' | 'known' | 'hears'>;
  readonly history: HistoryStore;
  /** The bytes of a rendition. */
  readonly openRendition: (workspace: string, rendition: string) => Promise<Readable | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}
