import type { AccountReader } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import type { Revision } from '../../posts/index.js';
import { cut } from '../blocks.js';
import { detailsOf } from './read-state.js';
import { commonComment, variationsOf, variationText } from './variations.js';

/** What reading all of a revision needs. */
export interface WholeTextDeps {
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
}

/** Every word of a revision: the text of all accounts and their first comment, then what single ones get instead. */
export async function wholeText(deps: WholeTextDeps, revision: Revision): Promise<string> {
  const stored = await deps.accounts.accountsById(
    revision.workspace,
    revision.accounts.map(({ account }) => account),
  );
  const accounts = stored.map((account) => ({
    ...account,
    platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform,
  }));
  const details = Object.fromEntries(revision.accounts.map((each) => [each.account, detailsOf(deps, each)]));
  const comment = commonComment({ revision });
  const all = [revision.text, ...(comment === undefined ? [] : [`${say('label.firstComment')}\n\n${comment}`])];
  return cut([...all, ...variationsOf({ revision, accounts, details }).map(variationText)].join('\n\n\n'), MOST);
}

/** More than any platform takes, and as much as a modal holds. */
const MOST = 80_000;
