import type { WebClient } from '@slack/web-api';
import type { AccountStore, AccountsDeps, ChoiceStore, GrantStore } from '../../accounts/index.js';
import type { DecideDeps } from '../../approvals/index.js';
import type { DraftStore, LibraryStore } from '../../posts/index.js';
import type { HomeStore, ListStore } from '../../publishing/index.js';
import type { ResultsDeps } from '../results/deps.js';

/** What Home, its lists and what opens from it need. */
export interface HomeDeps extends Omit<ResultsDeps, 'accounts' | 'openRendition'>, Omit<DecideDeps, 'accounts'> {
  readonly accounts: AccountStore;
  readonly grants: Pick<GrantStore, 'grants'>;
  readonly choices: Pick<ChoiceStore, 'waiting'>;
  readonly connectors: AccountsDeps['connectors'];
  readonly drafts: Pick<DraftStore, 'openDrafts'>;
  readonly library: Pick<LibraryStore, 'findLabels'>;
  readonly lists: ListStore;
  readonly homes: HomeStore;
  readonly clients: { of(workspace: string): Promise<WebClient> };
}
