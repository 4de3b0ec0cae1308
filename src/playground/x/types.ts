import type { Fault } from '../faults.js';
import type { SharedControls } from '../shared-controls.js';

/** What an X stand-in is started with. */
export interface XOptions {
  /** The port on 127.0.0.1; a free one when absent. */
  port?: number;
  clientId: string;
  clientSecret: string;
  /** The registered redirect addresses, compared exactly. A function when they are known only later. */
  redirectUris: string[] | (() => string[]);
  /** Milliseconds since 1970; the machine's time when absent. */
  clock?: () => number;
  /** What {@link XStandIn.kept} gave in an earlier run. */
  kept?: XKept;
}

/** What the stand-in knows, to be kept between runs; only it reads it. Structured-cloneable. */
export type XKept = Readonly<Record<string, unknown>>;

/** X's names of what an account subscribes to (xdocs:x-api/fundamentals/data-dictionary, November 2026). */
export type Subscription = 'None' | 'Basic' | 'Premium' | 'PremiumPlus';

/** Someone with an X account. `id` is the short name used here (`ada`); `userId` is what the API answers. */
export interface XPerson {
  id: string;
  userId: string;
  name: string;
  username: string;
  subscription: Subscription;
}

/**
 * One published picture, GIF or video: the SHA-256 of the bytes that arrived (hex), its size in pixels, and its alternative text (empty when none was
 * given, as always for a video). `durationMs` of a video.
 */
export interface LedgerMedia {
  sha256: string;
  width: number;
  height: number;
  altText: string;
  durationMs?: number;
}

/** One upload in chunks as it stands, for tests: every APPEND that was taken, in order, those that repeat one too. */
export interface XUpload {
  readonly id: string;
  readonly category: string;
  readonly appended: readonly number[];
  readonly finalized: boolean;
}

/** What becomes of uploads that X works on: how many reads it takes, and how it ends. */
export interface Processing {
  polls: number;
  /** Why it fails, as X names it; absent where it succeeds. */
  error?: { code: number; name: string; message: string };
}

/** One published post. An entry is never removed: a deleted post carries `deletedAt`. Times are milliseconds; `seq` counts up from 1. */
export interface LedgerEntry {
  platform: 'x';
  accountId: string;
  id: string;
  permalink: string;
  text: string;
  media: LedgerMedia[];
  /** The post it answers; absent for one that begins a thread. */
  inReplyTo?: string;
  /** The id of the post that begins the thread: its own where it begins one. */
  conversationId: string;
  at: number;
  seq: number;
  deletedAt?: number;
}

/** One request as it arrived, without secrets. `status` is 0 while (or for ever, after a reset or a hang) nothing was answered. */
export interface XRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  bodyKeys: string[];
  /** What the request is, in the words that `fault` takes; absent for everything else. */
  operation?: XOperation;
  status: number;
  at: number;
}

/** The requests that a fault can be aimed at by name. `upload` is every step of an upload. */
export type XOperation =
  | 'create_post'
  | 'delete_post'
  | 'read_post'
  | 'user_posts'
  | 'me'
  | 'upload'
  | 'upload_status'
  | 'metadata'
  | 'token'
  | 'revoke';

/** An answer in X's problem shape, or, with a code, in its older one. */
export interface ProblemFault {
  status: number;
  title?: string;
  detail?: string;
  /** The last segment of the type; `about:blank` when absent. */
  type?: string;
  code?: number;
  headers?: Record<string, string>;
}

/** How a request goes wrong, a problem in X's own words included. */
export type FaultKind = XFault['how'];

/** A failure to play. */
export type XFault = Fault<XOperation, { problem: ProblemFault }>;

/** What a person does on the dialog. */
export interface ConsentChoice {
  /** The person's short name or user id. */
  person: string;
  action: 'accept' | 'cancel';
}

/** A running stand-in for X: its consent dialog, API and pages. */
export interface XStandIn extends SharedControls {
  /** The origin of the API, the dialog and the pages a browser shows. */
  readonly url: string;
  /** `ada` (no subscription), `ben` (Premium), `cleo` (no subscription). */
  readonly people: XPerson[];
  /** Plays the person's browser on the dialog; resolves to the address it is sent back to. Throws with the dialog's words when the dialog refuses. */
  consent(dialogUrl: string, choice: ConsentChoice): Promise<string>;
  /** Everything that was ever published, oldest first. */
  readonly ledger: LedgerEntry[];
  /** Every request, oldest first. */
  readonly requests: XRequest[];
  /** Every token and code it ever gave out and still knows: what must never be found in plain text anywhere. */
  secrets(): string[];
  /** Plays a failure; the function it returns takes it back. */
  fault(rule: XFault): () => void;
  /** Ends the person's access tokens (`expired`), or those and the refresh tokens (`revoked`). */
  expireToken(personId: string, how: 'expired' | 'revoked'): void;
  /** Changes what the person subscribes to. */
  subscribe(personId: string, subscription: Subscription): void;
  /** GIFs and videos that are finalized from now on are worked on for so many reads; 0 at the start, and they succeed. */
  processing(processing: Processing): void;
  /** Every upload in chunks, oldest first. */
  uploads(): XUpload[];
  /** Every upload that no post shows is gone. */
  expireMedia(): void;
  /** Everything it knows now, its newest requests included; faults are not. Shared with what it goes on working with. */
  kept(): XKept;
  /** Stops listening and drops every connection, hanging ones included. */
  close(): Promise<void>;
}
