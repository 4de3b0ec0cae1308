/** One act, as it is kept for good: entries are only ever added. */
export interface HistoryEntry {
  /** Follows from what it records, so that the same act is kept once however often it is told. */
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  readonly at: Date;
  readonly act: HistoryAct;
  /** Slack user id; absent where nobody did it: the clock, or a platform's answer. */
  readonly person?: string;
  readonly from: HistoryPlace;
  readonly post?: string;
  readonly revision?: number;
  /** Of the revision. */
  readonly contentHash?: string;
  readonly account?: string;
  /** What belongs to the act, in words: the new time, the link, the reason, whom it was handed to. */
  readonly detail?: string;
  /** What the person wrote. */
  readonly comment?: string;
}

/** What was done. */
export type HistoryAct =
  | 'sent for review'
  | 'edited'
  | 'approved'
  | 'changes requested'
  | 'rejected'
  | 'held'
  | 'released'
  | 'handed over'
  | 'withdrawn'
  | 'sent out, no approval needed'
  | 'published without approval'
  | 'who approves changed'
  | 'rescheduled'
  | 'publish now'
  | 'cancelled'
  | 'expired'
  | 'published'
  | 'failed'
  | 'blocked'
  | 'outcome unknown'
  | 'deletion asked for'
  | 'deleted'
  | 'deletion failed'
  | 'live text changed'
  | 'live text not changed'
  | 'retried'
  | 'said to be live'
  | 'published again'
  | 'first comment skipped'
  | 'settings changed'
  | 'roles changed'
  | 'policy changed'
  | 'library changed'
  | 'paused'
  | 'resumed'
  | 'brand created'
  | 'brand archived'
  | 'brand restored'
  | 'account connected'
  | 'account reconnected'
  | 'account disconnected'
  | 'account moved';

/** Where it was done: on a card, on Home, in a dialog, after `/publish` or `/connect`, or by Copydesk itself. */
export type HistoryPlace = 'card' | 'home' | 'compose' | 'settings' | 'command' | 'copydesk';

/** Stored history. There is no way to change or remove an entry. */
export interface HistoryStore {
  /** Keeps those entries that are not kept yet. */
  add(entries: readonly HistoryEntry[]): Promise<void>;
  /** Of one post, the newest first. */
  ofPost(workspace: string, post: string, part: { readonly skip: number; readonly limit: number }): Promise<HistoryEntry[]>;
  /** Of a brand, from `since` up to but not including `until`, the oldest first. */
  between(workspace: string, brand: string, span: { readonly since: Date; readonly until: Date }, limit: number): Promise<HistoryEntry[]>;
}
