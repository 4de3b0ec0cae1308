import type { Content, PlatformId } from '../platforms/platform.js';

/** The life of a post from its first review on. Before that it is a {@link Draft}. */
export type PostState = 'in_review' | 'changes_requested' | 'held' | 'rejected' | 'expired' | 'approved' | 'closed' | 'cancelled';

/** What is to be said. Its words are in its revisions. */
export interface Post {
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  /** Slack user id. */
  readonly author: string;
  readonly state: PostState;
  /** The current revision's number, from 1. */
  readonly revision: number;
  /** The approval that publications rest on. */
  readonly approved?: { readonly revision: number; readonly contentHash: string; readonly by: string; readonly at: Date };
  readonly seq: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Frozen content. `contentHash` covers every account's content and nothing else. */
export interface Revision {
  readonly workspace: string;
  readonly post: string;
  readonly number: number;
  readonly by: string;
  readonly at: Date;
  /** The text and link as they were typed, for the card and for editing again. */
  readonly text: string;
  readonly link?: string;
  /** For the approvers; never published. */
  readonly note?: string;
  readonly files: readonly DraftFile[];
  readonly accounts: readonly AccountContent[];
  readonly contentHash: string;
}

/** What one account gets. */
export interface AccountContent {
  readonly account: string;
  readonly platform: PlatformId;
  readonly content: Content;
}

/** One person's unsent words: a new post, or an edit of a revision. Nothing typed is lost: it stays until it is sent. */
export interface Draft {
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  readonly person: string;
  /** The id the post has, or will have. */
  readonly post: string;
  /** The revision it edits; 0 for a new post. */
  readonly base: number;
  /** Every save adds 1; a save or send with an old version is refused. */
  readonly version: number;
  readonly state: 'open' | 'sent';
  readonly accounts: readonly string[];
  readonly text: string;
  readonly link?: string;
  readonly note?: string;
  readonly files: readonly DraftFile[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A file of a draft, from the moment Slack named it. */
export interface DraftFile {
  readonly slackFile: string;
  readonly name: string;
  /** Set once it was taken from Slack and checked. */
  readonly asset?: string;
  /** Why it cannot be used, in plain words. */
  readonly refused?: string;
  readonly altText: string;
  /** Whether a white border brings it into a platform's ratio. */
  readonly border: boolean;
}
