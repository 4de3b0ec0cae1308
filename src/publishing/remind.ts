import type { Clock } from '../lib/clock.js';
import type { Notifier, ScheduleEverywhere } from './ports.js';

/** What reminding approvers needs. */
export interface RemindDeps {
  readonly everywhere: Pick<ScheduleEverywhere, 'markReminders'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/**
 * Marks the posts whose approvers are to be reminded: nothing happened in their review for {@link WAITING_MS}, or their time is nearer than
 * {@link NEAR_MS}. Whoever draws the card tells them, once for each mark.
 */
export async function remindApprovers({ everywhere, notifier, clock }: RemindDeps): Promise<void> {
  const marked = await everywhere.markReminders({ now: clock.now(), waitingMs: WAITING_MS, nearMs: NEAR_MS }, AT_ONCE);
  for (const { workspace, post } of marked) notifier.changed(workspace, post);
}

const WAITING_MS = 24 * 3_600_000;
const NEAR_MS = 2 * 3_600_000;
const AT_ONCE = 100;
