import type { Policy, Roles } from './policy.js';
import type { Reminders } from './reminders.js';

/** One Slack installation. */
export interface Workspace {
  /** Slack's team id; the organisation's where Copydesk is installed for all of it. */
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
  /** The person who set Copydesk up first; they may connect accounts and change settings. */
  readonly setUpBy?: string;
  /** When it was installed, the last time. */
  readonly installedAt?: Date;
  /** Set when Slack told us that the app is gone: nothing is published any more. */
  readonly uninstalledAt?: Date;
}

/** What the accounts speak for. A workspace starts with one. */
export interface Brand {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  /** IANA zone, such as `Europe/Berlin`. */
  readonly zone: string;
  /** Slack channel id of the review cards. */
  readonly reviewChannel?: string;
  /** Whether authors may approve their own posts, as long as the brand has no {@link policy} of its own. */
  readonly authorsMayApprove: boolean;
  /** Absent: every full member is an author and an approver. */
  readonly roles?: Roles;
  /** Absent: any one approver. */
  readonly policy?: Policy;
  /** Policies of single accounts, in the place of the brand's; by account id. */
  readonly accountPolicies?: Readonly<Record<string, Policy>>;
  /** Without them there is no next free slot. */
  readonly postingTimes?: PostingTimes;
  /** Whether posts can have a first comment; connecting then asks for the permissions it needs. */
  readonly firstComments?: boolean;
  /** Whether connecting asks for the permission to delete, where a platform has one of its own. */
  readonly asksToDelete?: boolean;
  /** How late something may still go out by itself after Copydesk was down, in ms. Default: {@link TOLERANCE_MS}. */
  readonly toleranceMs?: number;
  /** Absent: {@link REMINDERS}. */
  readonly reminders?: Reminders;
  /** Set while nothing of the brand goes out. */
  readonly pause?: Pause;
  /** Set from the word to resume until everything it frees was freed. */
  readonly resume?: Resume;
  /** Set while it is archived: nothing is written, connected or changed for it, and what it published stays. */
  readonly archivedAt?: Date;
  /** Grows with every decision that rests on the brand, so that two at once cannot both pass. */
  readonly seq: number;
}

/** Who paused a brand, and the message in Slack that says so. */
export interface Pause {
  readonly by: string;
  readonly at: Date;
  readonly banner?: { readonly channel: string; readonly ts: string };
}

/** Who resumed a brand, and what becomes of posts whose time passed. */
export interface Resume extends Pause {
  readonly overdue: OverdueChoice;
}

/** A weekly posting schedule, local to the brand's zone. */
export interface PostingTimes {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** `09:00`, in order; the same on each of the days. */
  readonly times: readonly string[];
}

/** What becomes of posts whose time passed during a pause. */
export type OverdueChoice = 'publish now' | 'next slots' | 'drop';

/** How late something may still go out by itself, where the brand says nothing else. */
export const TOLERANCE_MS = 30 * 60_000;

/** A person in Slack, as Slack describes them at the moment of a click. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** `stranger` = a member of another organisation, in a shared channel. */
  readonly kind: 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';
  /** A Slack admin or owner of this workspace. */
  readonly isAdmin: boolean;
  /** IANA zone. */
  readonly zone: string;
}
