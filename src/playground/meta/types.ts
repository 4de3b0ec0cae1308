import type { Fault } from '../faults.js';
import type { LedgerComment } from '../ledger-comment.js';
import type { SharedControls } from '../shared-controls.js';

/** What a Meta stand-in is started with. */
export interface MetaOptions {
  /** The port on 127.0.0.1; a free one when absent. */
  port?: number;
  appId: string;
  appSecret: string;
  /** The registered redirect addresses, compared exactly. A function when they are known only later. */
  redirectUris: string[] | (() => string[]);
  /** Milliseconds since 1970; the machine's time when absent. */
  clock?: () => number;
  /** Where a removal of the app through `DELETE /me/permissions` is announced with a `signed_request`; nowhere when absent. */
  deauthorizeUrl?: string | (() => string | undefined);
  /** What {@link MetaStandIn.kept} gave in an earlier run. */
  kept?: MetaKept;
}

/** What the stand-in knows, to be kept between runs; only it reads it. Structured-cloneable. */
export type MetaKept = Readonly<Record<string, unknown>>;

/** Someone with a Facebook login. `id` is the short name used here (`ada`); `userId` is the app-scoped id that the Graph API answers. */
export interface MetaPerson {
  id: string;
  userId: string;
  name: string;
}

/** A Page as one person sees it, with that person's tasks on it. */
export interface MetaPage {
  id: string;
  name: string;
  tasks: readonly string[];
  instagram?: { id: string; username: string };
}

/** One published picture: the SHA-256 of the bytes that arrived (hex), its size in pixels, and its alternative text (empty when none was given). */
export interface LedgerMedia {
  sha256: string;
  width: number;
  height: number;
  altText: string;
}

/** One published post. An entry is never removed: a deleted post carries `deletedAt`. Times are milliseconds; `seq` counts up from 1. */
export interface LedgerEntry {
  platform: 'facebook' | 'instagram';
  accountId: string;
  id: string;
  permalink: string;
  text: string;
  link?: string;
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
export interface MetaRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  bodyKeys: string[];
  /** What the request is, in the words that `fault` takes; absent for everything else. */
  operation?: MetaOperation;
  status: number;
  code?: number;
  subcode?: number;
  at: number;
}

/** The requests that a fault can be aimed at by name. `permalink` is any read of one published post; `comment` makes one, `comments` lists them. */
export type MetaOperation =
  | 'feed'
  | 'edit_post'
  | 'delete_post'
  | 'delete_media'
  | 'photos'
  | 'media'
  | 'container_status'
  | 'media_publish'
  | 'published_posts'
  | 'ig_media'
  | 'accounts'
  | 'token'
  | 'quota'
  | 'permalink'
  | 'comment'
  | 'comments';

/** An answer in Meta's error envelope. */
export interface GraphFault {
  status: number;
  code: number;
  subcode?: number;
  message?: string;
  isTransient?: boolean;
  userTitle?: string;
  userMsg?: string;
  headers?: Record<string, string>;
}

/** How a request goes wrong, an error envelope in Meta's own words included. */
export type FaultKind = MetaFault['how'];

/** A failure to play. */
export type MetaFault = Fault<MetaOperation, { graph: GraphFault }>;

/** Why a person's tokens stop working: 190 with 463, 458, 460 or 459. */
export type TokenDeath = 'expired' | 'revoked' | 'password_changed' | 'checkpoint';

/** What a person does on the dialog. */
export interface ConsentChoice {
  /** The person's short name or app-scoped id. */
  person: string;
  action: 'accept' | 'cancel';
  /** Permissions the person unticks. */
  decline?: string[];
  /** The only Pages left ticked; all when absent. */
  onlyPages?: string[];
}

/** A running stand-in for Facebook's dialog, the Graph API and Instagram's content publishing. */
export interface MetaStandIn extends SharedControls {
  /** The origin of the Graph API, the dialog and the pages a browser shows. */
  readonly url: string;
  /** `ada` (three Pages she can publish to, two with Instagram, and one she cannot), `ben` (none), `cleo` (130, one of them shared with ada). */
  readonly people: MetaPerson[];
  /** The Pages of a person, in the order `/me/accounts` lists them. Throws for an unknown person. */
  pages(personId: string): MetaPage[];
  /** Plays the person's browser on the dialog; resolves to the address it is sent back to. Throws with the dialog's words when the dialog refuses. */
  consent(dialogUrl: string, choice: ConsentChoice): Promise<string>;
  /** Everything that was ever published, oldest first. */
  readonly ledger: LedgerEntry[];
  /** Every request, oldest first. */
  readonly requests: MetaRequest[];
  /** Every token and code it ever gave out and still knows: what must never be found in plain text anywhere. */
  secrets(): string[];
  /** Plays a failure; the function it returns takes it back. */
  fault(rule: MetaFault): () => void;
  /** Ends every token the person has now, Page tokens included. `revoked` also forgets what was granted. A new consent gives working tokens. */
  expireToken(personId: string, how: TokenDeath): void;
  /** The Page is called otherwise from now on. */
  renamePage(pageId: string, name: string): void;
  /** The person loses the Page: it leaves `/me/accounts`, and its Page tokens answer 190/492. */
  dropPageRole(personId: string, pageId: string): void;
  /** Sets how many posts the account has published in its 24 hours, and how many it may (100 unless told). */
  setQuota(igId: string, used: number, total?: number): void;
  /** Every answer about the Page or Instagram account says from now on that it has used up this much of its calls, in percent. */
  setUsage(accountId: string, percent: number): void;
  /** Containers made from now on answer IN_PROGRESS this many times before they are FINISHED; 0 at the start. */
  containerDelay(polls: number): void;
  /** The next container made ends in ERROR, its status text naming the subcode. */
  failNextContainer(subcode: number): void;
  /** Every unpublished container is EXPIRED at once. */
  expireContainers(): void;
  /** The person removes the app on facebook.com: tokens end, grants are forgotten. Returns the `signed_request` that Meta would post. */
  deauthorize(personId: string): string;
  /** A `signed_request` naming the person, as Meta posts it for a data deletion. */
  signedRequest(personId: string): string;
  /** Everything it knows now, its newest requests included; faults are not. Shared with what it goes on working with. */
  kept(): MetaKept;
  /** Stops listening and drops every connection, hanging ones included. */
  close(): Promise<void>;
}
