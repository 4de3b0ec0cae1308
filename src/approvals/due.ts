import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Tx } from '../lib/transaction.js';
import type { When } from '../posts/index.js';
import { type Brand, hasSlots, slotsAfter } from '../workspaces/index.js';
import { type ApprovedPublications, SlotTakenError } from './ports.js';

/** When something goes out, and the slot it then holds. */
export interface Due {
  readonly at: Date;
  readonly slot?: Date;
}

/** There is no such time; `message` says what to do. */
export class NoTimeError extends RefusedError {
  override readonly name = 'NoTimeError';
}

/**
 * What a post's `when` means now: a slot is the first, at least `leadMs` away, in which none of the accounts has anything of another post.
 * Throws {@link NoTimeError} for a time that is over, and where no slot is free.
 */
export async function dueFor(
  approved: Pick<ApprovedPublications, 'takenTimes'>,
  input: {
    readonly when: When;
    readonly brand: Brand;
    readonly post: string;
    readonly accounts: readonly string[];
    readonly leadMs: number;
    readonly now: Date;
  },
  tx: Tx,
): Promise<Due> {
  const { when, brand, now } = input;
  switch (when.kind) {
    case 'after approval':
      return { at: now };
    case 'at':
      if (when.at <= now) throw new NoTimeError(say('decision.noTime.over'));
      return { at: when.at };
    case 'next slot': {
      if (brand.postingTimes === undefined || !hasSlots(brand)) throw new NoTimeError(say('when.noSlots'));
      const slots = slotsAfter(brand.postingTimes, brand.zone, new Date(now.getTime() + input.leadMs), MOST_SLOTS);
      const taken = await approved.takenTimes(brand.workspace, { accounts: input.accounts, except: input.post, among: slots }, tx);
      const slot = slots.find((each) => !taken.some((other) => other.getTime() === each.getTime()));
      if (slot === undefined) throw new NoTimeError(say('decision.noTime.noSlotFree'));
      return { at: slot, slot };
    }
    default:
      return never(when);
  }
}

/** Runs a transaction again when a slot it chose was taken at the same moment; it then chooses the next one. */
export async function choosingSlots<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof SlotTakenError) || tries >= MOST_TRIES) throw error;
    }
  }
}

const MOST_SLOTS = 500;
const MOST_TRIES = 20;
