import type { Tx } from '../lib/transaction.js';
import type { AccountContent, Post } from '../posts/index.js';
import type { Decision } from './decision.js';

/** Stored decisions; append-only. */
export interface DecisionStore {
  add(decision: Decision, tx: Tx): Promise<void>;
  /** Decisions of a post, oldest first. */
  decisions(workspace: string, post: string): Promise<Decision[]>;
  /** A post with its decisions, oldest first, in one read; undefined when there is none. */
  underReview(
    workspace: string,
    post: string,
    tx: Tx,
  ): Promise<{ readonly post: Post; readonly decisions: readonly Decision[] } | undefined>;
}

/** One account's content, how long before its time it is staged, and when that is. */
export interface ApprovedAccount extends AccountContent {
  readonly leadMs?: number;
  /** Default: its time. */
  readonly startAt?: Date;
  /** Whether its platform lets a live post be given other words. */
  readonly editable?: boolean;
}

/** What an approval sets going, in a room above. */
export interface ApprovedPublications {
  /**
   * Makes every account of the revision due at `at`: missing publications are added, held ones freed of `review`, unsent ones of accounts
   * that were removed are cancelled. Published ones get other words where those differ and can be brought there, at once, and stay as they are
   * otherwise; deleted ones stay deleted. Resolves to whether something live is to be changed. Throws {@link SlotTakenError} when an account's `slot`
   * is held by another post.
   */
  enqueue(
    input: {
      readonly workspace: string;
      readonly post: string;
      /** The post's. */
      readonly brand: string;
      readonly revision: number;
      readonly accounts: readonly ApprovedAccount[];
      readonly at: Date;
      readonly slot?: Date;
      /** What it rests on. */
      readonly approval: { readonly by: string; readonly contentHash: string; readonly at: Date };
    },
    tx: Tx,
  ): Promise<boolean>;
  /** Which of the times `among` are slots held by, or times of, something of another post than `except` on any of the accounts. */
  takenTimes(
    workspace: string,
    input: { readonly accounts: readonly string[]; readonly except: string; readonly among: readonly Date[] },
    tx: Tx,
  ): Promise<Date[]>;
  /** Cancels everything unsent of the post. */
  cancelUnsent(workspace: string, post: string, tx: Tx): Promise<void>;
  /** Tells the accounts' lanes, after the commit, that there is work from `at` on. The decision stands whether they hear it or not. */
  wakeLanes(workspace: string, accounts: readonly string[], at: Date): void;
}

/** Another publication of the account took the slot at the same moment. */
export class SlotTakenError extends Error {
  override readonly name = 'SlotTakenError';
}
