import type { Content, MediaKind, Mentionable, OptionValue, PlatformId } from '../platforms/platform.js';
import type { Policy } from '../workspaces/index.js';

/** The life of a post from its first review on. Before that it is a {@link Draft}. */
export type PostState =
  | 'in_review'
  | 'changes_requested'
  | 'withdrawn'
  | 'held'
  | 'rejected'
  | 'expired'
  | 'approved'
  | 'closed'
  | 'cancelled';

/** When a post goes out, once it is approved. */
export type When = { readonly kind: 'after approval' } | { readonly kind: 'at'; readonly at: Date } | { readonly kind: 'next slot' };

/** Something that a person, or the clock, did about when a post goes out. */
export interface TimingAct {
  readonly kind: 'rescheduled' | 'publish now' | 'held' | 'released' | 'cancelled' | 'expired';
  /** Slack user id; absent where the clock did it. */
  readonly by?: string;
  readonly at: Date;
  /** The new time of one that was rescheduled; for a slot, the slot. */
  readonly to?: Date;
}

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
  /** Set by an admin for this post alone, in the place of its accounts' policies. */
  readonly policy?: Policy;
  /** Absent means right after approval. */
  readonly when?: When;
  /** What was done about its time since, oldest first; the last fifty. */
  readonly timing?: readonly TimingAct[];
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
  /** The first comment of all accounts, as it was typed. */
  readonly comment?: string;
  /** For the approvers; never published. */
  readonly note?: string;
  /** What was customised, for editing again; `accounts` holds what came of it. */
  readonly overrides?: readonly AccountOverride[];
  readonly files: readonly DraftFile[];
  /** Those it carried as it was sent for review, under their names of then. */
  readonly labels?: readonly { readonly id: string; readonly name: string }[];
  /** What it says on each account; see `saidBy`. */
  readonly said?: readonly string[];
  /** When it was to go out as it was sent for review; the post's own `when` is what counts. */
  readonly when?: When;
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
  /** The first comment of all accounts whose platforms have one. Never empty. */
  readonly comment?: string;
  readonly note?: string;
  /** Accounts that get something else than the rest, each once. */
  readonly overrides?: readonly AccountOverride[];
  /** Labels by id. Of one that is deleted nothing is left. */
  readonly labels?: readonly string[];
  /** What the page behind the link says about itself, read for platforms that show a preview we prepare. */
  readonly preview?: PagePreview;
  readonly files: readonly DraftFile[];
  /** Absent means right after approval. */
  readonly when?: When;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What one account gets in the place of what all get. Absent fields are as for all. */
export interface AccountOverride {
  readonly account: string;
  /** Never empty. */
  readonly text?: string;
  /** Organisations that its text mentions, where its platform knows them. */
  readonly mentions?: readonly Mentionable[];
  /** Files it does not get, by their Slack file ids. */
  readonly without?: readonly string[];
  /** False: the account's signature is left away. */
  readonly signature?: false;
  /** Its own first comment; empty where it gets none. */
  readonly comment?: string;
  /** Values of `Profile.options`, by key. */
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** How a page presents itself. Without a title there is no preview, and `failed` may say why in words. */
export interface PagePreview {
  /** The link that was read; for another one it does not count. */
  readonly link: string;
  readonly title?: string;
  readonly description?: string;
  /** The asset of its picture. */
  readonly thumbnail?: string;
  readonly failed?: string;
}

/** A file of a draft, from the moment Slack named it. */
export interface DraftFile {
  readonly slackFile: string;
  readonly name: string;
  /** Set once it was taken from Slack and checked. */
  readonly asset?: string;
  /** Set with the asset where it is no still picture. */
  readonly kind?: Exclude<MediaKind, 'image'>;
  /** Why it cannot be used, in plain words. */
  readonly refused?: string;
  readonly altText: string;
  /** Whether a white border brings it into a platform's ratio. */
  readonly border: boolean;
}
