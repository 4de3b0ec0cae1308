import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import type { RightsDeps } from './authorize.js';
import { authorizeManager } from './settings.js';
import type { Brand } from './workspace.js';

/** When a brand's posts that wait for an approval are reminded of. What is absent is off. */
export interface Reminders {
  /** After nothing happened for so long, in ms. */
  readonly waitingMs?: number;
  /** So long before the post's time, in ms. */
  readonly nearMs?: number;
  readonly escalation?: Escalation;
}

/** Who is told, once, of a post that still waits. It gives them no right. */
export interface Escalation {
  /** Slack user id. */
  readonly person: string;
  /** So long after it was sent for review, in ms. */
  readonly waitingMs?: number;
  /** So long before its time, in ms. */
  readonly nearMs?: number;
}

/** How a brand reminds until somebody chooses. */
export const REMINDERS: Reminders = { waitingMs: 24 * 3_600_000, nearMs: 2 * 3_600_000 };

/** Reminders that cannot be kept; `field` is where the sentence belongs. */
export class RemindersError extends RefusedError {
  override readonly name = 'RemindersError';
  readonly field: 'person' | 'when';

  constructor(field: 'person' | 'when', message: string) {
    super(message);
    this.field = field;
  }
}

/** Sets when a brand reminds, and whom it tells. Throws `NotAllowedError` or {@link RemindersError}. */
export async function saveReminders(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string; readonly reminders: Reminders },
): Promise<Brand> {
  await authorizeManager(deps, input);
  const { escalation } = input.reminders;
  if (escalation !== undefined) {
    if (escalation.waitingMs === undefined && escalation.nearMs === undefined)
      throw new RemindersError('when', say('reminder.escalation.noTime'));
    const { kind } = await deps.people.person(input.workspace, escalation.person);
    if (kind !== 'member') throw new RemindersError('person', say('reminder.escalation.notMember'));
  }
  const brand = await deps.workspaces.saveReminders(input.workspace, input.brand, input.reminders);
  if (brand === undefined) throw new Error(`The brand ${input.brand} is gone.`);
  return brand;
}
