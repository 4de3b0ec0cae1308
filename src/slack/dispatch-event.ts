import { z } from 'zod';
import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import type { Background } from './background.js';
import { within } from './deadline.js';
import type { Acked } from './listener.js';

/** Which events were handled, by Slack's `event_id`; kept for longer than Slack repeats them. */
export interface EventStore {
  handled(workspace: string, eventId: string): Promise<boolean>;
  markHandled(workspace: string, eventId: string, at: Date): Promise<void>;
}

/** An event was not handled in time, or its handling failed: Slack must hear no 200. */
export class EventNotHandledError extends Error {
  override readonly name = 'EventNotHandledError';
}

/**
 * Handles one event unless it was handled before. It counts as handled once its `run` is over and that is stored, so a crash before
 * makes Slack send it again. Throws {@link EventNotHandledError}.
 */
export async function dispatchEvent(
  deps: { readonly events: EventStore; readonly clock: Clock; readonly background: Background },
  delivered: { readonly payload: unknown; readonly workspaceId: string; readonly answered: Promise<void> },
  run: () => Promise<Acked<() => Promise<void>> | undefined>,
  deadlineMs: number,
  log: Log,
): Promise<void> {
  const { event_id: eventId } = envelope.parse(delivered.payload);
  const outcome = await within(deadlineMs, handleOnce(deps, delivered.workspaceId, eventId, run));
  switch (outcome.state) {
    case 'done':
      deps.background.track(delivered.answered.then(() => outcome.value?.carry()));
      return;
    case 'late':
      throw new EventNotHandledError(`The event ${eventId} was not handled in time.`);
    default:
      log.error({ err: outcome.error, eventId }, 'an event was not handled');
      throw new EventNotHandledError(`The event ${eventId} was not handled.`, { cause: outcome.error });
  }
}

async function handleOnce(
  { events, clock }: { readonly events: EventStore; readonly clock: Clock },
  workspace: string,
  eventId: string,
  run: () => Promise<Acked<() => Promise<void>> | undefined>,
): Promise<Acked<() => Promise<void>> | undefined> {
  if (await events.handled(workspace, eventId)) return undefined;
  const acked = await run();
  await events.markHandled(workspace, eventId, clock.now());
  return acked;
}

const envelope = z.object({ event_id: z.string() });
