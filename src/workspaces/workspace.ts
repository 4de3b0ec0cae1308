/** One Slack installation. */
export interface Workspace {
  /** Slack's team id. */
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
  /** The person who set Copydesk up first; they may connect accounts and change settings. */
  readonly setUpBy?: string;
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
  readonly authorsMayApprove: boolean;
  /** Grows with every decision that rests on the brand, so that two at once cannot both pass. */
  readonly seq: number;
}

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
