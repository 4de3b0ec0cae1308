import type { Written } from '../../posts/index.js';
import type { ComposeDeps } from './deps.js';

/** What was written without accounts and labels that the workspace does not have, so that no draft ever names another's. */
export async function withOwnChoices<T extends Pick<Written, 'brand' | 'accounts' | 'labels'>>(
  deps: Pick<ComposeDeps, 'accounts' | 'library'>,
  workspace: string,
  written: T,
): Promise<T> {
  const [accounts, labels] = await Promise.all([
    deps.accounts.accountsById(workspace, written.accounts),
    written.labels === undefined ? undefined : deps.library.labels(workspace, written.brand, written.labels),
  ]);
  return {
    ...written,
    accounts: written.accounts.filter((id) => accounts.some((account) => account.id === id)),
    ...(labels === undefined ? {} : { labels: written.labels?.filter((id) => labels.some((label) => label.id === id)) ?? [] }),
  };
}
