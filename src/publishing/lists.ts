import type { Decision } from '../approvals/index.js';
import type { Post } from '../posts/index.js';
import type { Publication } from './publication.js';

/** One post of a list, with what a line about it says. */
export interface ListedPost {
  readonly post: Post;
  readonly words: ListedWords;
  /** Those the list is about; all of them among results, none while nothing was approved. */
  readonly publications: readonly Publication[];
  /** What was decided on it, oldest first; only where it waits for a review. */
  readonly decisions: readonly Decision[];
}

/** What a list shows of a revision. */
export interface ListedWords {
  /** The beginning of the text, up to 300 characters. */
  readonly text: string;
  /** In characters. */
  readonly length: number;
  /** Slack user id of whoever wrote this revision. */
  readonly by: string;
  readonly at: Date;
  readonly contentHash: string;
  /** The accounts it is for. */
  readonly accounts: readonly string[];
  readonly files: number;
  readonly link?: string;
}

/** Whose posts a list shows. */
export interface ListFilter {
  /** Brands the reader may see. */
  readonly brands: readonly string[];
  /** Only these accounts; absent means all. */
  readonly accounts?: readonly string[];
  /** Only posts of this author. */
  readonly author?: string;
}

/** A part of a list: `skip` posts are passed over, at most `limit` are read. */
export interface ListPart {
  readonly skip: number;
  readonly limit: number;
}

/** Lists of posts as people read them on Home and after `/publish`. One query each, walking an index, however many posts there are. */
export interface ListStore {
  /** Posts that wait for a review, those sent longest ago first. */
  inReview(workspace: string, filter: ListFilter, part: ListPart): Promise<ListedPost[]>;
  /**
   * What waits for its time, approved or not, the nearest time first; with `until` no time after it. Posts that have no time yet come at
   * the end.
   */
  comingUp(workspace: string, filter: ListFilter & { readonly until?: Date }, part: ListPart): Promise<ListedPost[]>;
  /**
   * What needs somebody: blocked, unknown, held as overdue, late (due by `lateBefore`), failed since `failedSince`, or live with a change that
   * did; the newest first.
   */
  inTrouble(
    workspace: string,
    filter: ListFilter & { readonly failedSince: Date; readonly lateBefore: Date },
    part: ListPart,
  ): Promise<ListedPost[]>;
  /** Posts of which something was published since `since`, with all of their publications; the newest first. */
  results(workspace: string, filter: ListFilter & { readonly since: Date }, part: ListPart): Promise<ListedPost[]>;
  /** Posts whose current words hold all of these words, in any case, and which carry this label; the newest first. Without words and a label, none. */
  find(workspace: string, filter: ListFilter & { readonly words: string; readonly label?: string }, part: ListPart): Promise<ListedPost[]>;
  /** Whether a post was ever sent for review. */
  hasPosts(workspace: string): Promise<boolean>;
}

/** How long what failed is listed as trouble. */
export const FAILED_LISTED_MS = 14 * 24 * 3_600_000;

/** How late something approved may be before it is called late. */
export const LATE_MS = 120_000;
