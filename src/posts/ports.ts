import { RefusedError } from '../lib/refused-error.js';
import type { Tx } from '../lib/transaction.js';
import type { Policy } from '../workspaces/index.js';
import type { Draft, Post, PostState, Revision, TimingAct, When } from './post.js';

/** Stored posts and revisions. */
export interface PostStore {
  post(workspace: string, post: string, tx?: Tx): Promise<Post | undefined>;
  revision(workspace: string, post: string, number: number, tx?: Tx): Promise<Revision | undefined>;
  /** Who made which revision when, oldest first, without their words. */
  revisionMarks(workspace: string, post: string): Promise<Pick<Revision, 'number' | 'by' | 'at' | 'contentHash'>[]>;
  /** Inserts the post with its first revision. Throws {@link DuplicateError} when the post exists. */
  create(post: Post, revision: Revision, tx: Tx): Promise<void>;
  addRevision(revision: Revision, tx: Tx): Promise<void>;
  /**
   * Changes the post where it still is at `at`, adding 1 to `seq` and marking its card as due; undefined when it is not there any more.
   * `approved: null` takes the approval away.
   */
  change(
    workspace: string,
    post: string,
    at: { readonly revision: number; readonly states: readonly PostState[] },
    to: {
      readonly state: PostState;
      readonly revision?: number;
      readonly approved?: Post['approved'] | null;
      readonly when?: When;
      /** null takes the post's own policy away. */
      readonly policy?: Policy | null;
      /** Added to the post's timing. */
      readonly act?: TimingAct;
      readonly updatedAt: Date;
    },
    tx?: Tx,
  ): Promise<Post | undefined>;
  /** Marks the cards of the brand's posts that wait for a review as due, adding 1 to their `seq`: what they rest on changed. */
  redraw(workspace: string, brand: string): Promise<void>;
  /** Adds 1 to `seq` within a transaction that rests on the post as it is now. */
  touch(workspace: string, post: string, tx: Tx): Promise<void>;
}

/** Stored drafts. */
export interface DraftStore {
  /** Throws {@link DuplicateError} when its id exists. */
  insert(draft: Draft): Promise<void>;
  draft(workspace: string, draft: string): Promise<Draft | undefined>;
  /** Saves over `version`, which grows by 1; undefined when the draft was saved or sent meanwhile. */
  save(draft: Draft): Promise<Draft | undefined>;
  /** Marks it sent where it is open at `version`; false when it is not. */
  markSent(workspace: string, draft: string, version: number, tx: Tx): Promise<boolean>;
  /** Removes it for good where it is open at `version`; false when it is not. */
  discard(workspace: string, draft: string, version: number): Promise<boolean>;
  /** The person's open drafts, the last saved first. */
  openDrafts(workspace: string, person: string, limit: number): Promise<Draft[]>;
}

/** Reads web pages that a person named, over connections to checked public addresses alone. */
export interface PageReader {
  /** What the page says about itself. Throws {@link PageUnavailableError} when it cannot be read. */
  read(url: string): Promise<WebPage>;
}

/** A page's own words and picture for a preview; each absent where the page has none. */
export interface WebPage {
  readonly title?: string;
  readonly description?: string;
  /** The bytes of its picture, unchecked. */
  readonly picture?: Uint8Array;
}

/** A page could not be read; `message` tells the person why. */
export class PageUnavailableError extends RefusedError {
  override readonly name = 'PageUnavailableError';
}

/** A record with this id or key exists already. */
export class DuplicateError extends Error {
  override readonly name = 'DuplicateError';
}

/** Looks at what else accounts publish. */
export interface NeighbourReader {
  /**
   * Where one of these marks (by account; see `saidBy`) was published since then or is about to be, but in the post `except`: the latest of each account.
   */
  sameWords(
    workspace: string,
    asked: { readonly said: ReadonlyMap<string, string>; readonly except: string; readonly since: Date },
  ): Promise<SaidBefore[]>;
  /**
   * When these accounts publish something else than the post `except`, or would once it is approved, less than `withinMs` from a moment: the nearest of
   * each account.
   */
  around(
    workspace: string,
    asked: { readonly accounts: readonly string[]; readonly except: string; readonly at: Date; readonly withinMs: number },
  ): Promise<{ readonly account: string; readonly at: Date }[]>;
}

/** The same words on an account. */
export interface SaidBefore {
  readonly account: string;
  readonly at: Date;
  readonly published: boolean;
  /** Its public address, where it is known. */
  readonly link?: string;
}

/** What an edit asks of publications, which live in a room above. */
export interface PublicationsOfPost {
  /**
   * Holds (`review`) everything unsent of the post under the new revision. Resolves to the account names that are already going out
   * (publishing, unknown): then nothing may change and the caller aborts the transaction.
   */
  holdForReview(workspace: string, post: string, revision: number, tx: Tx): Promise<string[]>;
}
