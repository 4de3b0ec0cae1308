import type { Account, Grant } from './account.js';
import type { AccountsDeps } from './deps.js';

/** A workspace's connected accounts, by the grants they rest on. */
export interface AccountsOverview {
  readonly grants: readonly GrantOverview[];
}

/** One grant with its accounts. `grant` is absent where the access ended and its accounts wait for a reconnect. */
export interface GrantOverview {
  readonly id: string;
  readonly grant?: Grant;
  readonly accounts: readonly AccountOverview[];
}

/** An account with those that use its token, and the beginnings of the posts that Disconnect would stop, oldest first. */
export interface AccountOverview {
  readonly account: Account;
  readonly dependents: readonly Account[];
  readonly waiting: readonly string[];
}

/** What `/connect` shows of the brand's accounts. Anyone in the workspace may read it. */
export async function accountsOverview(
  deps: Pick<AccountsDeps, 'accounts' | 'grants' | 'publications'>,
  input: { readonly workspace: string; readonly brand: string },
): Promise<AccountsOverview> {
  const [accounts, grants] = await Promise.all([deps.accounts.accounts(input.workspace, input.brand), deps.grants.grants(input.workspace)]);
  const waiting =
    accounts.length === 0
      ? []
      : await deps.publications.waiting(
          input.workspace,
          accounts.map(({ id }) => id),
        );
  const ids = [...new Set(accounts.map(({ grant }) => grant))];
  return {
    grants: ids.map((id) => {
      const grant = grants.find((known) => known.id === id);
      const own = accounts.filter((account) => account.grant === id);
      return { id, ...(grant === undefined ? {} : { grant }), accounts: rowsOf(own, waiting) };
    }),
  };
}

function rowsOf(
  accounts: readonly Account[],
  waiting: readonly { readonly post: string; readonly account: string; readonly text: string }[],
): AccountOverview[] {
  const ids = new Set(accounts.map(({ id }) => id));
  const roots = accounts.filter(({ tokenFrom }) => tokenFrom === undefined || !ids.has(tokenFrom));
  return roots.map((account) => {
    const dependents = accounts.filter(({ tokenFrom }) => tokenFrom === account.id);
    const own = new Set([account, ...dependents].map(({ id }) => id));
    const posts = new Map(waiting.filter((post) => own.has(post.account)).map(({ post, text }) => [post, text]));
    return { account, dependents, waiting: [...posts.values()] };
  });
}
