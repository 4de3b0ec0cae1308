import type { Tx } from '../lib/transaction.js';
import type { AccountContent } from '../posts/index.js';
import type { Decision } from './decision.js';

/** Stored decisions; append-only. */
export interface DecisionStore {
  add(decision: Decision, tx: Tx): Promise<void>;
  /** Decisions of a post, oldest first. */
  decisions(workspace: string, post: string): Promise<Decision[]>;
}

/** What an approval sets going, in a room above. */
export interface ApprovedPublications {
  /**
   * Makes every account of the revision due at `at`: missing publications are added, held ones freed of `review`, unsent ones of accounts
   * that were removed are cancelled. Published ones stay.
   */
  enqueue(
    input: {
      readonly workspace: string;
      readonly post: string;
      readonly revision: number;
      readonly accounts: readonly AccountContent[];
      readonly at: Date;
    },
    tx: Tx,
  ): Promise<void>;
  /** Cancels everything unsent of the post. */
  cancelUnsent(workspace: string, post: string, tx: Tx): Promise<void>;
  /** Tells the accounts' lanes, after the commit, that there is work from `at` on. The decision stands whether they hear it or not. */
  wakeLanes(workspace: string, accounts: readonly string[], at: Date): void;
}
