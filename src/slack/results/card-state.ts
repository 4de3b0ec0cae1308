import type { Account } from '../../accounts/index.js';
import type { Decision } from '../../approvals/index.js';
import type { Post, Revision } from '../../posts/index.js';
import type { Publication } from '../../publishing/index.js';
import type { Brand } from '../../workspaces/index.js';

/** Everything a card shows. */
export interface CardState {
  readonly post: Post;
  readonly revision: Revision;
  readonly brand: Brand;
  /** The accounts of the revision and of every publication. */
  readonly accounts: readonly CardAccount[];
  readonly publications: readonly Publication[];
  readonly decisions: readonly Decision[];
  /** A rendition's SHA-256 -> the Slack file that shows it. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** An account with its platform's name: `Facebook`. */
export type CardAccount = Pick<Account, 'id' | 'name' | 'username' | 'platform'> & { readonly platformName: string };

/** `Facebook: Harbour Café`, `Instagram: @harbourcafe`. Untrusted: escape it for mrkdwn. */
export function accountLabel({ platformName, name, username }: Omit<CardAccount, 'id' | 'platform'>): string {
  return `${platformName}: ${username === undefined ? name : `@${username}`}`;
}

/** The label of an account by id. */
export function labelOf(state: Pick<CardState, 'accounts'>, account: string): string {
  const found = state.accounts.find(({ id }) => id === account);
  return found === undefined ? 'An account that is gone' : accountLabel(found);
}

/** The pictures of a revision as they will be sent: each distinct rendition once, with its alt text and the accounts that get it. */
export function picturesOf(state: Pick<CardState, 'revision' | 'accounts'>): CardPicture[] {
  const pictures = new Map<string, CardPicture>();
  for (const { account, content } of state.revision.accounts) {
    for (const medium of content.media) {
      const known = pictures.get(medium.sha256);
      const labels = [...(known?.labels ?? []), labelOf(state, account)];
      pictures.set(medium.sha256, { sha256: medium.sha256, rendition: medium.rendition, altText: medium.altText, labels });
    }
  }
  return [...pictures.values()];
}

/** One distinct rendition on a card. */
export interface CardPicture {
  readonly sha256: string;
  readonly rendition: string;
  readonly altText: string;
  readonly labels: readonly string[];
}
