import type { Account } from '../accounts/index.js';
import type { Content, Platform, PlatformId } from '../platforms/platform.js';
import { type DraftAccountsDeps, draftAccounts, platformOf } from './draft-accounts.js';
import { overrideOf } from './draft-changes.js';
import { type DraftMediaDeps, draftAssets, mediaFor, type Picture } from './draft-media.js';
import { leftOut } from './left-out.js';
import { type Additions, type LibraryReader, readAdditions, withAdditions } from './library/index.js';
import { previewFor } from './link-preview.js';
import { placeMentions } from './mentions.js';
import { chosenOptions } from './options.js';
import type { AccountContent, Draft } from './post.js';

/** What making content needs. */
export interface ContentDeps extends DraftMediaDeps, DraftAccountsDeps {
  readonly library: LibraryReader;
}

/** One account of a draft with what it would get. */
export interface AccountDraft {
  readonly account: Account;
  readonly platform: Platform;
  readonly content: Content;
  readonly additions: Additions;
  /** What was added to its words, as sentences. */
  readonly added: readonly string[];
  /** One per file of the draft that it gets, in the draft's order. */
  readonly pictures: readonly Picture[];
}

/**
 * What each account of the draft gets, in the draft's order: text and link as typed, its own text and settings where it has them, its signature and the
 * campaign's tags, each picture that it gets as its platform's rendition with its alt text to the letter. This is the one place where content is made.
 * Accounts that are not connected any more and files that cannot be used are left out; `checkDraft` names them.
 */
export async function contentsFor(deps: ContentDeps, draft: Draft): Promise<AccountContent[]> {
  return (await accountDrafts(deps, draft)).map(contentOf);
}

/** What is frozen of an account of a draft. */
export function contentOf({ account, platform, content }: AccountDraft): AccountContent {
  return { account: account.id, platform: platform.id, content };
}

/** As {@link contentsFor}, with the account, its platform and what became of each file. */
export async function accountDrafts(deps: ContentDeps, draft: Draft): Promise<AccountDraft[]> {
  const [accounts, assets, additions] = await Promise.all([
    draftAccounts(deps, draft),
    draftAssets(deps, draft),
    readAdditions(deps, draft),
  ]);
  const shared = new Map<PlatformId, { readonly pictures: readonly Picture[]; readonly preview: Content['options'] }>();
  for (const id of new Set(accounts.map(({ platform }) => platform))) {
    const { profile } = platformOf(deps, id);
    const pictures = await mediaFor(deps, draft, assets, profile);
    shared.set(id, { pictures, preview: await previewFor(deps, draft, profile) });
  }
  return accounts.map((account) => {
    const platform = platformOf(deps, account.platform);
    const { pictures: all = [], preview = {} } = shared.get(account.platform) ?? {};
    const without = leftOut(draft, account.id);
    const pictures = all.filter(({ position }) => !without.includes(position));
    const override = overrideOf(draft, account.id);
    const link = draft.link === undefined ? {} : { link: draft.link };
    const { words, added } = withAdditions(additions, account, { text: override?.text ?? draft.text, ...link }, override);
    const picked = platform.mentions === undefined ? [] : (override?.mentions ?? []);
    const typed = platform.comments === undefined ? '' : (override?.comment ?? draft.comment ?? '');
    const comment = withAdditions(additions, account, { text: typed }, { signature: false }).words.text;
    const content: Content = {
      ...words,
      ...(comment === '' ? {} : { comment }),
      media: pictures.flatMap(({ medium }) => medium ?? []),
      options: {
        ...chosenOptions(platform, account, override),
        ...(pictures.length === 0 ? preview : {}),
        ...(picked.length === 0 ? {} : { mentions: placeMentions(words.text, picked) }),
      },
    };
    return { account, platform, content, additions, added, pictures };
  });
}
