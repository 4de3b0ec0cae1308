import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../lib/clock.js';
import type { Log } from '../../lib/log.js';
import type { CardStore } from '../../publishing/index.js';
import type { NoticeSettingsStore, NoticeStore, People, WorkspaceStore } from '../../workspaces/index.js';

/** What telling people needs. */
export interface NoticesDeps {
  readonly clients: { of(workspace: string): Promise<WebClient> };
  readonly workspaces: WorkspaceStore;
  readonly people: People;
  readonly cards: Pick<CardStore, 'card'>;
  readonly notices: NoticeStore;
  readonly noticeSettings: NoticeSettingsStore;
  readonly clock: Clock;
  readonly log: Log;
}
