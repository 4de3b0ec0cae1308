import type { Tx } from '../lib/transaction.js';
import type { PlatformId, QuotaReading } from '../platforms/platform.js';
import type { Publication } from './publication.js';

/** Stored publications. */
export interface PublicationStore {
  publication(workspace: string, id: string, tx?: Tx): Promise<Publication | undefined>;
  ofPost(workspace: string, post: string, tx?: Tx): Promise<Publication[]>;
  /**
   * Writes `next` over the version it was read at, adds 1 to the version and marks the post's card as due. Undefined when it was changed meanwhile.
   * Throws `RefTakenError` when an act's ref belongs to another publication of the account.
   */
  change(from: Publication, next: Publication, tx?: Tx): Promise<Publication | undefined>;
}

/** The platform's id belongs to another publication of the account, so it is not this one's. */
export class RefTakenError extends Error {
  override readonly name = 'RefTakenError';
}

/** The lane of one account while it is owned by this process. */
export interface OwnedLane {
  readonly account: string;
  readonly workspace: string;
  readonly owner: string;
  readonly fence: number;
  readonly wakes: number;
  /** Nothing of the account runs before. */
  readonly closedUntil: Date;
  /** Monotonic and wall time in ms, taken before the claim or renewal was sent. */
  readonly leasedAt: { readonly monotonic: number; readonly wall: number };
}

/** So many of a lane's publications are read at once. */
export const OPEN_MOST = 50;

/** Work over all workspaces: the few reads and claims that no workspace scopes. */
export interface LaneStore {
  /** Accounts whose lanes are runnable by `until`, soonest first. */
  candidates(until: Date, limit: number): Promise<{ readonly account: string; readonly runnableAt: Date }[]>;
  /** Claims a lane whose lease has run out; undefined when another was first. */
  claim(account: string, owner: string, until: Date): Promise<OwnedLane | undefined>;
  /** Renews the lease; undefined when it was lost. */
  renew(lane: OwnedLane): Promise<OwnedLane | undefined>;
  /**
   * What has a next try or look on the lane, or was being sent: due soonest first. Up to {@link OPEN_MOST}; where there are more, what begins
   * soonest is among them.
   */
  open(lane: OwnedLane): Promise<Publication[]>;
  /** Gives the lane up, runnable at `runnableAt` (`undefined` = when woken). False when it was woken since `wakes` or lost. */
  release(lane: OwnedLane, runnableAt: Date | undefined): Promise<'released' | 'woken' | 'lost'>;
  /** Reads the lane again after a wake. */
  reread(lane: OwnedLane): Promise<OwnedLane | undefined>;
  /** Nothing of the account runs before `until`: a rate limit, in words. The cards of what waits for it are due. */
  close(lane: OwnedLane, until: Date, sentence: string): Promise<void>;
  /** Which of these accounts take nothing now, until when and why. */
  closed(workspace: string, accounts: readonly string[], now: Date): Promise<ReadonlyMap<string, ClosedLane>>;
  /** Tells the lanes that there is work at `at`. */
  wake(workspace: string, accounts: readonly string[], at: Date): Promise<void>;
  /** Wakes lanes that sleep although something queued is due by `until`; resolves to how many. */
  wakeSleeping(until: Date, limit: number): Promise<number>;
}

/** An account that takes nothing for a while. */
export interface ClosedLane {
  readonly until: Date;
  readonly sentence: string;
}

/** How much of a day's allowance an account has used up, as it was read or counted last. */
export interface Quota {
  readonly unit: QuotaReading['unit'];
  readonly used: number;
  readonly limit: number;
  readonly at: Date;
  /** When the count starts again; absent where each post counts for 24 hours. */
  readonly resetsAt?: Date;
}

/** Stored quotas, one per account. */
export interface QuotaStore {
  /** Keeps what the platform counts; where it does not count, adds `times` to our own count. Resolves to the quota as it is then. */
  keep(workspace: string, account: string, reading: QuotaReading, times: number, now: Date): Promise<Quota>;
  quotas(workspace: string, accounts: readonly string[]): Promise<ReadonlyMap<string, Quota>>;
  /** When posts went out on the account since then, the oldest first. */
  publishedSince(workspace: string, account: string, since: Date): Promise<Date[]>;
}

/** Publications by their times. */
export interface ScheduleStore {
  /** Holds (`pause`) everything of the brand that waits; resolves to the posts it changed. */
  pause(workspace: string, brand: string): Promise<string[]>;
  /** Takes `pause` from what is due after `now`; resolves to the posts and accounts it changed. */
  resume(workspace: string, brand: string, now: Date): Promise<{ readonly posts: string[]; readonly accounts: string[] }>;
  /** Lets everything that is blocked on an account wait for its time again; resolves to the posts it changed. */
  unblock(workspace: string, account: string, now: Date): Promise<string[]>;
  /** What a pause holds although its time is over by `now`, the oldest first. */
  overdue(workspace: string, brand: string, now: Date, limit: number): Promise<Publication[]>;
}

/** The few reads about time that no workspace scopes. */
export interface ScheduleEverywhere {
  /** Posts that wait for a review although their time is over by `now`. */
  unapproved(now: Date, limit: number): Promise<{ readonly workspace: string; readonly post: string }[]>;
  /** Marks as due the cards that were to be drawn again by `now`; resolves to their posts. */
  markReminders(now: Date, limit: number): Promise<{ readonly workspace: string; readonly post: string }[]>;
  /** Brands that are paused or being resumed. */
  halted(limit: number): Promise<{ readonly workspace: string; readonly brand: string }[]>;
  /** Posts with something approved that was due by `before`, is neither out nor held, and is not being tried on time. */
  late(before: Date, limit: number): Promise<{ readonly workspace: string; readonly post: string }[]>;
  /** Accounts that something is blocked on although they are connected and not broken, and the app is installed. */
  blockedThoughWell(limit: number): Promise<{ readonly workspace: string; readonly account: string; readonly platform: PlatformId }[]>;
}

/** Whoever shows publications to people. It is told after each write; what it misses it finds by `cardDue`. */
export interface Notifier {
  changed(workspace: string, post: string): void;
}

/** The one message in the review channel that shows a post. It is a projection: drawn anew whenever what it shows has changed. */
export interface Card {
  readonly workspace: string;
  readonly post: string;
  /** Where it is, once it was posted. */
  readonly channel?: string;
  readonly ts?: string;
  /** Pictures in its thread: a rendition's SHA-256 -> Slack file id. */
  readonly pictures: Readonly<Record<string, string>>;
  /** When it is to be drawn again by itself. */
  readonly lookAt?: Date;
  /** What those who are asked now have in other places. */
  readonly copies?: readonly CardCopy[];
}

/** A copy of a card: a person's direct message, or the card for people from outside. */
export interface CardCopy {
  /** The person's user id, or the channel's id. */
  readonly to: string;
  /** Whether it is for people from outside, and shows the post alone. */
  readonly external: boolean;
  /** The revision it asks about. */
  readonly revision: number;
  readonly channel: string;
  readonly ts: string;
  readonly pictures: Readonly<Record<string, string>>;
}

/** What a drawing of a card was made from; clearing `cardDue` by it never hides a newer change. */
export interface Drawn {
  readonly seq: number;
  readonly publications: readonly { readonly id: string; readonly version: number }[];
}

/** Stored cards. One renderer at a time holds a card's lease. */
export interface CardStore {
  /** Takes the lease of a card for 30 s, making its record the first time; undefined while another renderer has it. */
  claim(workspace: string, post: string, owner: string): Promise<Card | undefined>;
  /** The card as it stands, for whoever only reads it; undefined before it was posted. */
  card(workspace: string, post: string): Promise<Card | undefined>;
  save(card: Card, owner: string): Promise<void>;
  release(workspace: string, post: string, owner: string): Promise<void>;
  /** Has the card drawn again at a moment, or, without one, not by itself. */
  lookAgain(workspace: string, post: string, at: Date | undefined): Promise<void>;
  clearDue(workspace: string, post: string, drawn: Drawn): Promise<void>;
  /** Posts whose card is due, over all workspaces. */
  due(limit: number): Promise<{ readonly workspace: string; readonly post: string }[]>;
}
