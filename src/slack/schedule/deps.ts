import type { WebClient } from '@slack/web-api';
import type { ListStore, PauseDeps, ScheduleEverywhere } from '../../publishing/index.js';
import type { NoteDeps } from '../../workspaces/index.js';
import type { Outbox } from '../notices/outbox.js';

/** What everything about times in Slack needs. */
export interface ScheduleFaceDeps extends PauseDeps, NoteDeps {
  readonly lists: ListStore;
  readonly everywhere: ScheduleEverywhere;
  readonly outbox: Pick<Outbox, 'tell' | 'known'>;
  readonly clients: { of(workspace: string): Promise<WebClient> };
}
