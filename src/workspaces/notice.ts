/** What a direct message is about. Each person chooses per topic when to hear of it. */
export type NoticeTopic = 'posts' | 'waiting' | 'tokens';

/** What makes a notice one of its own: it is told once. */
export interface NoticeKey {
  readonly workspace: string;
  /** The post, publication, brand or grant it is about. */
  readonly subject: string;
  readonly kind: string;
  /** Whom it is for: a Slack user or channel id, or `thread` for the thread of the post's card. */
  readonly person: string;
  /** The revision, attempt or day count that makes it new. */
  readonly occasion: string;
}

/** Something told once, to a person, a channel or a card's thread. */
export interface Notice extends NoticeKey {
  /** The Slack user or channel it is sent to; order and pace are kept for each. */
  readonly to: string;
  readonly brand?: string;
  /** The post it is about; with {@link inThread}, it is said in the thread of that post's card. */
  readonly post?: string;
  readonly inThread?: boolean;
  /** Absent: it is no matter of what its person chose. */
  readonly topic?: NoticeTopic;
  /** Where it is said when it cannot be told as meant; absent: nowhere, since others know. */
  readonly instead?: 'thread' | 'admin';
  /** Somebody has to hear of it: where its person wants to hear nothing it is said {@link instead}. */
  readonly alarm?: boolean;
  readonly message: NoticeMessage;
}

/** What is said, as whoever speaks to people made it. It is kept until it was sent. */
export interface NoticeMessage {
  readonly text: string;
  readonly blocks?: readonly object[];
  /** The first words of the post, for where many notices are summed up. */
  readonly about?: string;
}

/** A notice in the outbox. */
export interface QueuedNotice extends Notice {
  readonly id: string;
  readonly queuedAt: Date;
  /** Whether it was put off: for a digest, or by quiet hours. */
  readonly putOff: boolean;
}

/** Where notices are sent: one person or one channel of a workspace. */
export interface NoticePlace {
  readonly workspace: string;
  readonly to: string;
}

/**
 * The outbox: notices that wait to be sent, and those that were, without their words. They are delivered at least once: a crash between sending
 * and `markSent` repeats one.
 */
export interface NoticeStore {
  /** Keeps those that were not kept before, and resolves to them; they wait from now on, in this order. */
  add(notices: readonly Notice[]): Promise<readonly Notice[]>;
  /** Which of these were kept before. */
  known(workspace: string, keys: readonly NoticeKey[]): Promise<readonly boolean[]>;
  /** Places that something is due for by `now`, over all workspaces in which Copydesk is installed. */
  due(now: Date, limit: number): Promise<NoticePlace[]>;
  /** Takes a place for so long, by the database's time; undefined while another has it, or while it rests. `failures` in a row came before. */
  claim(place: NoticePlace, owner: string, ms: number): Promise<{ readonly failures: number } | undefined>;
  /** Gives a place back, to rest for so long: nothing is sent there meanwhile. */
  release(place: NoticePlace, owner: string, restMs: number, failures: number): Promise<void>;
  /** What is due there by `now`, the oldest first. */
  waiting(place: NoticePlace, now: Date, limit: number): Promise<QueuedNotice[]>;
  putOff(workspace: string, ids: readonly string[], until: Date): Promise<void>;
  markSent(workspace: string, ids: readonly string[], at: Date): Promise<void>;
  /** Makes everything that waits for a place due by `now`, put off or not. */
  lookAgain(place: NoticePlace, now: Date): Promise<void>;
}
