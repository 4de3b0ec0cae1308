import type { Account } from '../../accounts/index.js';
import type { Decision, Progress } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import type { VideoFacts } from '../../platforms/platform.js';
import { type Changes, leftOut, linkPreviewOf, type Post, type Revision } from '../../posts/index.js';
import type { ClosedLane, LiveEffect, Publication } from '../../publishing/index.js';
import type { Brand } from '../../workspaces/index.js';
import { inert, mention } from '../blocks.js';

/** Everything a card shows. */
export interface CardState {
  readonly post: Post;
  readonly revision: Revision;
  readonly brand: Brand;
  /** Whether the workspace has several brands, so that the card names its own. */
  readonly several?: boolean;
  /** The accounts of the revision and of every publication. */
  readonly accounts: readonly CardAccount[];
  readonly publications: readonly Publication[];
  readonly decisions: readonly Decision[];
  /** How far the approval is, while it waits, and the mark of the rules that say so. */
  readonly review?: { readonly progress: Progress; readonly mark: string };
  /** What an edited post has that the last reviewed revision had not, while it waits. */
  readonly changes?: { readonly since: number; readonly changes: Changes };
  /** By account: the posts its text makes where it makes several, and what was chosen that is not as usual, in words. */
  readonly details?: Readonly<Record<string, AccountDetails>>;
  /** A rendition's SHA-256 -> the Slack file that shows it. */
  readonly pictures: Readonly<Record<string, string>>;
  /** By account: the accounts that take nothing now. */
  readonly closed?: ReadonlyMap<string, ClosedLane>;
  /** By account where the post is live: what approving the current revision does there; only while it waits. */
  readonly live?: ReadonlyMap<string, LiveEffect>;
  /** All of it is out, and its words can be changed where it is live: Edit is about those alone. */
  readonly editsText?: boolean;
  readonly drawnAt: Date;
}

/** What its platform makes of an account's content. */
export interface AccountDetails {
  readonly parts: readonly string[];
  readonly settings: readonly string[];
}

/** An account with its platform's name: `Facebook`. */
export type CardAccount = Pick<Account, 'id' | 'name' | 'platform'> & { readonly platformName: string };

/** `Facebook: Harbour Café`. Untrusted: escape it for mrkdwn. */
export function accountLabel({ platformName, name }: Pick<CardAccount, 'platformName' | 'name'>): string {
  return say('card.account', { platform: platformName, name });
}

/** `By @ana`, where there are several brands `By @ana for Harbour Tea`. mrkdwn. */
export function authorWords({ post, brand, several }: Pick<CardState, 'post' | 'brand' | 'several'>): string {
  const author = mention(post.author);
  return several === true ? say('card.authorForBrand', { author, brand: inert(brand.name) }) : say('card.author', { author });
}

/** The label of an account by id. */
export function labelOf(state: Pick<CardState, 'accounts'>, account: string): string {
  const found = state.accounts.find(({ id }) => id === account);
  return found === undefined ? say('card.accountGone') : accountLabel(found);
}

/**
 * The pictures, videos and documents of a revision as they will be sent: each distinct rendition once, with its words and the accounts that get it. The
 * picture of a link's preview is one of them.
 */
export function picturesOf(state: Pick<CardState, 'revision' | 'accounts'>): CardPicture[] {
  const pictures = new Map<string, CardPicture>();
  for (const { account, content } of state.revision.accounts) {
    const thumbnail = linkPreviewOf(content)?.thumbnail;
    const without = leftOut(state.revision, account);
    const places = state.revision.files.map((_file, position) => position).filter((position) => !without.includes(position));
    const media = [...content.media, ...(thumbnail === undefined ? [] : [{ ...thumbnail, altText: say('label.preview') }])];
    for (const [index, medium] of media.entries()) {
      const { sha256, rendition, mimeType, size, altText, video } = medium;
      const labels = [...(pictures.get(sha256)?.labels ?? []), labelOf(state, account)];
      const number = pictures.get(sha256)?.number ?? (places[index] ?? Math.max(index, state.revision.files.length)) + 1;
      pictures.set(sha256, { number, sha256, rendition, mimeType, size, altText, labels, ...(video === undefined ? {} : { video }) });
    }
  }
  return [...pictures.values()];
}

/** One distinct rendition on a card. */
export interface CardPicture {
  /** The file's place in the post, from 1. */
  readonly number: number;
  readonly sha256: string;
  readonly rendition: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  readonly altText: string;
  readonly labels: readonly string[];
  /** Of a video only. */
  readonly video?: VideoFacts;
}
