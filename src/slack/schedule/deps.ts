import type { WebClient } from '@slack/web-api';
import type { NoticeStore, PauseDeps, ScheduleEverywhere } from '../../publishing/index.js';

/** What everything about times in Slack needs. */
export interface ScheduleFaceDeps extends PauseDeps {
  readonly everywhere: ScheduleEverywhere;
  readonly notices: NoticeStore;
  readonly clients: { of(workspace: string): Promise<WebClient> };
}
