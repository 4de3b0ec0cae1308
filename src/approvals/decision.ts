/** One person's act on one revision under review. They are only ever added. */
export interface Decision {
  readonly id: string;
  readonly workspace: string;
  readonly post: string;
  readonly revision: number;
  /** Of the revision that was decided: what binds the word to the exact words and pictures. */
  readonly contentHash: string;
  readonly person: string;
  readonly kind: DecisionKind;
  /** Of an approval: the name of the step it was given in. */
  readonly step?: string;
  /** What the person was at the click; absent means a full member. Rights are not granted twice by one look. */
  readonly as?: DeciderKind;
  /** Whom it was handed to. */
  readonly to?: string;
  /** Why; asked for when changes are requested or the post is rejected. */
  readonly reason?: DecisionReason;
  readonly comment?: string;
  /** Where it was given; absent means on a card. */
  readonly from?: 'home' | 'compose';
  readonly at: Date;
}

/**
 * What was done. `published` sent out what needs no approval, `unreviewed` what does, by a right; `withdrawn` is the author's; the policy of one post is `policy_changed` by an admin.
 * `approved` counts in one step, and only the last of them approves the post.
 */
export type DecisionKind =
  | 'approved'
  | 'changes_requested'
  | 'rejected'
  | 'held'
  | 'released'
  | 'handed_over'
  | 'withdrawn'
  | 'published'
  | 'unreviewed'
  | 'policy_changed';

/** Somebody who decides: an admin of the brand, another full member, or, named in the policy, a guest or somebody of another organisation. */
export type DeciderKind = 'admin' | 'member' | 'guest' | 'stranger';

/** The label a reason is filed under. */
export type DecisionReason = 'tone' | 'claim' | 'asset' | 'wrong_account' | 'timing' | 'other';
