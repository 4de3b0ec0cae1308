import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { OPEN_MOST } from './ports.js';
import type { Publication } from './publication.js';

/** What is open on a held lane, as far as its owner knows. Every write over it is a compare-and-set, so what others change is never overwritten. */
export interface OpenLane {
  /** Publishing whose writes keep this up to date. */
  readonly deps: PublishingDeps;
  /** What is open: read from the database the first time and after `forget`, else as the last read and the writes since left it. */
  read(): Promise<readonly Publication[]>;
  /** Nothing else is open, if nobody woke the lane meanwhile. False once something was done of more than was read. */
  isWhole(): boolean;
  /** The next `read` asks the database. */
  forget(): void;
  /** Runs one step. What it leaves unwritten, or loses to somebody else, is read again. */
  during(step: () => Promise<void>): Promise<void>;
}

/** Makes it; nothing is read yet. */
export function openLane(deps: PublishingDeps, lane: HeldLane): OpenLane {
  let known: Map<string, Publication> | undefined;
  let whole = false;
  let fresh = false;
  let written = false;
  const forget = () => {
    known = undefined;
  };
  return {
    deps: {
      ...deps,
      publications: {
        ...deps.publications,
        change: async (from, next, tx) => {
          const change = await deps.publications.change(from, next, tx);
          if (change === undefined) forget();
          else if (isDone(change)) known?.delete(change.id);
          else known?.set(change.id, change);
          written = true;
          return change;
        },
      },
    },
    read: async () => {
      if (known === undefined) {
        const open = await deps.lanes.open(lane.current());
        known = new Map(open.map((each) => [each.id, each]));
        whole = open.length < OPEN_MOST;
        fresh = true;
      }
      return [...known.values()];
    },
    isWhole: () => whole || fresh,
    forget,
    during: async (step) => {
      written = false;
      fresh = false;
      await step();
      if (!written || (!whole && known !== undefined && known.size < OPEN_MOST / 2)) forget();
    },
  };
}

/** Nothing happens to it by itself. */
function isDone({ nextAt, state }: Publication): boolean {
  return nextAt === undefined && state !== 'publishing';
}
