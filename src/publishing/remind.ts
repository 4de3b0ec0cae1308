import type { Clock } from '../lib/clock.js';
import type { Notifier, ScheduleEverywhere } from './ports.js';

/** What reminding approvers needs. */
export interface RemindDeps {
  readonly everywhere: Pick<ScheduleEverywhere, 'markReminders'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/**
 * Marks the posts whose approvers are to be reminded: nothing happened in their review, or their time is near, as {@link REMINDERS}
 * says. Whoever draws the card tells them, once for each mark.
 */
export async function remindApprovers({ everywhere, notifier, clock }: RemindDeps): Promise<void> {
  const marked = await everywhere.markReminders({ now: clock.now(), ...REMINDERS }, AT_ONCE);
  for (const { workspace, post } of marked) notifier.changed(workspace, post);
}

/** A review that stands still for so long, or whose time is so near, is reminded of. */
export const REMINDERS = { waitingMs: 24 * 3_600_000, nearMs: 2 * 3_600_000 };

const AT_ONCE = 100;
