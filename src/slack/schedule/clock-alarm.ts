import { say } from '../../language/index.js';
import type { ClockAlarm } from '../../lib/server-time.js';
import type { ScheduleFaceDeps } from './deps.js';

/** Says in the review channels of a workspace that a machine's clock is wrong, once a day, however many machines and restarts there are. */
export async function tellClock(deps: ScheduleFaceDeps, workspace: string, { offsetMs, at }: ClockAlarm): Promise<void> {
  const channels = new Set((await deps.workspaces.brands(workspace)).flatMap(({ reviewChannel }) => reviewChannel ?? []));
  for (const channel of channels) {
    const occasion = at.toISOString().slice(0, 10);
    const message = { text: wrongClock(offsetMs) };
    await deps.outbox.tell({
      workspace,
      subject: 'clock',
      kind: 'clock',
      person: channel,
      occasion,
      to: channel,
      instead: 'admin',
      message,
    });
  }
}

/** The alarm in words. */
export function wrongClock(offsetMs: number): string {
  return say('schedule.clock', { much: inWords(Math.abs(offsetMs)), way: offsetMs < 0 ? 'fast' : 'slow' });
}

function inWords(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 90) return say('schedule.span.seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? say('schedule.span.minutes', { count: minutes }) : say('schedule.span.hours', { count: Math.round(minutes / 60) });
}
