import type { Clock } from '../lib/clock.js';
import type { Post } from '../posts/index.js';
import type { Reminders } from '../workspaces/index.js';
import type { Notifier, ScheduleEverywhere } from './ports.js';

/** What reminding approvers needs. */
export interface RemindDeps {
  readonly everywhere: Pick<ScheduleEverywhere, 'markReminders'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Why somebody is told of a post that waits: its time is near, it stood still, or it waited too long for the person who hears of that. */
export type ReminderKind = 'near' | 'waiting' | 'escalation';

/** Marks the cards of posts that are to be reminded of by now. Whoever draws one has people told, and keeps when to look again. */
export async function remindApprovers({ everywhere, notifier, clock }: RemindDeps): Promise<void> {
  for (const { workspace, post } of await everywhere.markReminders(clock.now(), AT_ONCE)) notifier.changed(workspace, post);
}

/**
 * What a post that was sent for review at `sentAt` is to be reminded of at `now`, as long as it is so, and when to look again. A time that is near
 * tells more than a long wait, so it alone is told then; where something happened since it was near, its approvers know.
 */
export function remindersDue(
  { state, when, updatedAt }: Pick<Post, 'state' | 'when' | 'updatedAt'>,
  { sentAt, reminders, now }: { readonly sentAt: Date; readonly reminders: Reminders; readonly now: Date },
): { readonly due: readonly ReminderKind[]; readonly lookAt?: Date } {
  const goesOut = when?.kind === 'at' ? when.at.getTime() : undefined;
  if (state !== 'in_review' || (goesOut !== undefined && goesOut <= now.getTime())) return { due: [] };
  const { waitingMs, nearMs, escalation } = reminders;
  const nearAt = before(goesOut, nearMs);
  const near = nearAt === undefined || nearAt < updatedAt.getTime() ? undefined : nearAt;
  const escalated = [after(sentAt, escalation?.waitingMs), before(goesOut, escalation?.nearMs)].filter((at) => at !== undefined);
  const at: Readonly<Record<ReminderKind, number | undefined>> = {
    near,
    waiting: near !== undefined && near <= now.getTime() ? undefined : after(updatedAt, waitingMs),
    escalation: escalated.length === 0 ? undefined : Math.min(...escalated),
  };
  const later = Object.values(at).filter((each) => each !== undefined && each > now.getTime()) as number[];
  return {
    due: KINDS.filter((kind) => (at[kind] ?? Number.POSITIVE_INFINITY) <= now.getTime()),
    ...(later.length === 0 ? {} : { lookAt: new Date(Math.min(...later)) }),
  };
}

function after(at: Date, ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : at.getTime() + ms;
}

function before(at: number | undefined, ms: number | undefined): number | undefined {
  return at === undefined || ms === undefined ? undefined : at - ms;
}

const KINDS: readonly ReminderKind[] = ['near', 'waiting', 'escalation'];
const AT_ONCE = 100;
