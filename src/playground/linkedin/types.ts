import type { Fault } from '../faults.js';
import type { LedgerComment } from '../ledger-comment.js';
import type { SharedControls } from '../shared-controls.js';

/** What a LinkedIn stand-in is started with. */
export interface LinkedInOptions {
  /** The port on 127.0.0.1; a free one when absent. */
  port?: number;
  clientId: string;
  clientSecret: string;
  /** The registered redirect addresses, compared exactly. A function when they are known only later. */
  redirectUris: string[] | (() => string[]);
  /** Whether the app has the Community Management product; without it, asking for a page's scope refuses the whole consent. */
  organizations?: boolean;
  /** Whether the app is an approved partner, who gets refresh tokens. */
  refreshTokens?: boolean;
  /** Milliseconds since 1970; the machine's time when absent. */
  clock?: () => number;
  /** What {@link LinkedInStandIn.kept} gave in an earlier run. */
  kept?: LinkedInKept;
}

/** What the stand-in knows, to be kept between runs; only it reads it. Structured-cloneable. */
export type LinkedInKept = Readonly<Record<string, unknown>>;

/** Someone with a LinkedIn login. `id` is the short name used here (`ada`); `sub` is what the API answers, and the end of the person's URN. */
export interface LinkedInPerson {
  id: string;
  sub: string;
  name: string;
}

/** A page as one person sees it, with that person's roles on it. */
export interface LinkedInPage {
  urn: string;
  name: string;
  vanityName: string;
  roles: readonly string[];
}

/** One file of a post: the SHA-256 of the bytes that arrived (hex), its size in pixels (0 for a document), its alternative text, a document's title. */
export interface LedgerMedia {
  kind: 'image' | 'document';
  sha256: string;
  width: number;
  height: number;
  altText: string;
  title?: string;
}

/** The card of a link. `thumbnail` is the SHA-256 of its picture (hex). */
export interface LedgerArticle {
  title: string;
  description?: string;
  thumbnail?: string;
}

/** One published post. An entry is never removed: a deleted post carries `deletedAt`. Times are milliseconds; `seq` counts up from 1. */
export interface LedgerEntry {
  platform: 'linkedin';
  /** The author's URN. */
  accountId: string;
  /** The post's URN. */
  id: string;
  permalink: string;
  /** What a reader sees. Where an unescaped parenthesis cut the text, it ends there. */
  text: string;
  hashtags: string[];
  mentions: { name: string; urn: string }[];
  visibility: string;
  link?: string;
  article?: LedgerArticle;
  media: LedgerMedia[];
  at: number;
  seq: number;
  /** The words it had before, oldest first, each with when it lost them. */
  edits?: { text: string; at: number }[];
  /** The account's own comments below it, oldest first; absent where there are none. */
  comments?: LedgerComment[];
  deletedAt?: number;
}

/** One request as it arrived, secrets in the query redacted. `status` is 0 while (or for ever, after a reset or a hang) nothing was answered. */
export interface LinkedInRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  bodyKeys: string[];
  /** What the request is, in the words that `fault` takes; absent for everything else. */
  operation?: LinkedInOperation;
  status: number;
  code?: string;
  at: number;
}

/** The requests that a fault can be aimed at by name. `posts` makes a post, `find_posts` lists them, `upload` brings the bytes; so `comment` and `comments`. */
export type LinkedInOperation =
  | 'posts'
  | 'find_posts'
  | 'read_post'
  | 'edit_post'
  | 'delete_post'
  | 'comment'
  | 'comments'
  | 'initialize_upload'
  | 'upload'
  | 'asset_status'
  | 'organization_acls'
  | 'organizations'
  | 'userinfo'
  | 'token'
  | 'introspect'
  | 'revoke';

/** An answer in LinkedIn's error envelope. */
export interface ErrorFault {
  status: number;
  code?: string;
  serviceErrorCode?: number;
  message?: string;
  headers?: Record<string, string>;
}

/** How a request goes wrong, an error envelope in LinkedIn's own words included. */
export type FaultKind = LinkedInFault['how'];

/** A failure to play. */
export type LinkedInFault = Fault<LinkedInOperation, { error: ErrorFault }>;

/** Why a person's tokens stop working. */
export type TokenDeath = 'expired' | 'revoked';

/** What a person does on the dialog, which knows all or nothing. */
export interface ConsentChoice {
  /** The person's short name, or the end of the person's URN. */
  person: string;
  action: 'accept' | 'cancel';
}

/** A running stand-in for LinkedIn's sign-in, its versioned API and the pages a browser shows. */
export interface LinkedInStandIn extends SharedControls {
  /** The origin of the API, the sign-in and the pages. */
  readonly url: string;
  /** `ada` (two pages she may post on, and one she may not), `ben` (none), `cleo` (130, the first of them ada's first). */
  readonly people: LinkedInPerson[];
  /** The pages of a person, in the order they are listed. Throws for an unknown person. */
  pages(personId: string): LinkedInPage[];
  /** Plays the person's browser on the dialog; resolves to the address it is sent back to. Throws with the dialog's words when the dialog refuses. */
  consent(dialogUrl: string, choice: ConsentChoice): Promise<string>;
  /** Everything that was ever published, oldest first. */
  readonly ledger: LedgerEntry[];
  /** Every request, oldest first. */
  readonly requests: LinkedInRequest[];
  /** Every token and code it ever gave out and still knows: what must never be found in plain text anywhere. */
  secrets(): string[];
  /** Plays a failure; the function it returns takes it back. */
  fault(rule: LinkedInFault): () => void;
  /** Ends every token the person has now, refresh tokens included when `revoked`. A new consent gives working tokens. */
  expireToken(personId: string, how: TokenDeath): void;
  /** The person loses every role on the page. */
  dropRole(personId: string, pageUrn: string): void;
  /** Uploads from now on stay in PROCESSING for so long; 0 at the start. A post made before they are ready is accepted and never appears. */
  processingTime(ms: number): void;
  /** Calls of the API that one person may make on one UTC day; no end at the start. */
  dailyLimit(requests: number): void;
  /** Everything it knows now, its newest requests included; faults are not. Shared with what it goes on working with. */
  kept(): LinkedInKept;
  /** Stops listening and drops every connection, hanging ones included. */
  close(): Promise<void>;
}
