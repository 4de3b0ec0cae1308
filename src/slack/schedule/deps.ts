import type { WebClient } from '@slack/web-api';
import type { ListStore, NoticeStore, PauseDeps, ScheduleEverywhere } from '../../publishing/index.js';
import type { NoteDeps } from '../../workspaces/index.js';

/** What everything about times in Slack needs. */
export interface ScheduleFaceDeps extends PauseDeps, NoteDeps {
  readonly lists: ListStore;
  readonly everywhere: ScheduleEverywhere;
  readonly notices: NoticeStore;
  readonly clients: { of(workspace: string): Promise<WebClient> };
}
