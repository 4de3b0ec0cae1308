/** One approver's word on one revision. */
export interface Decision {
  readonly id: string;
  readonly workspace: string;
  readonly post: string;
  readonly revision: number;
  /** Of the revision that was decided: what binds the word to the exact words and pictures. */
  readonly contentHash: string;
  readonly person: string;
  readonly kind: DecisionKind;
  /** Why; asked for when changes are requested or the post is rejected. */
  readonly reason?: DecisionReason;
  readonly comment?: string;
  readonly at: Date;
}

/** What an approver can say. */
export type DecisionKind = 'approved' | 'changes_requested' | 'rejected';

/** The label a reason is filed under. */
export type DecisionReason = 'tone' | 'claim' | 'asset' | 'wrong_account' | 'timing' | 'other';
