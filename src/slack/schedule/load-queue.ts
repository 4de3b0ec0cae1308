import type { ListedPost, ListFilter } from '../../publishing/index.js';
import type { Brand, Reader } from '../../workspaces/index.js';
import { accountLabel } from '../results/card-state.js';
import type { ScheduleFaceDeps } from './deps.js';

/** What `/publish queue` shows: posts with something that is not out yet, the nearest time first. */
export interface QueueState {
  /** The brands the reader sees. */
  readonly brands: readonly Brand[];
  /** The one whose posts are shown; absent means all. */
  readonly chosen?: string;
  readonly posts: readonly QueuedPost[];
  readonly more: boolean;
}

/** One post of the queue; none of its publications while it waits for its first review. */
export interface QueuedPost extends ListedPost {
  /** The labels of the accounts that wait, untrusted. */
  readonly accounts: readonly string[];
}

/** The most posts the queue shows. */
export const SHOWN_POSTS = 20;

/** Reads the queue of a reader: of all their brands, or of `chosen` where it is one of them. */
export async function loadQueue(
  deps: Pick<ScheduleFaceDeps, 'lists' | 'accounts' | 'platforms'>,
  reader: Reader,
  chosen?: string,
): Promise<QueueState> {
  const { workspace, brands } = reader;
  const [one] = brands.filter(({ id }) => id === chosen);
  const filter: ListFilter = { brands: (one === undefined ? brands : [one]).map(({ id }) => id) };
  const found = await deps.lists.comingUp(workspace.id, filter, { skip: 0, limit: SHOWN_POSTS + 1 });
  const shown = found.slice(0, SHOWN_POSTS);
  const accounts = await deps.accounts.accountsById(workspace.id, [...new Set(shown.flatMap(waitingAccounts))]);
  const labels = new Map(
    accounts.map((account) => [
      account.id,
      accountLabel({ ...account, platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform }),
    ]),
  );
  const posts = shown.map((listed) => ({ ...listed, accounts: waitingAccounts(listed).flatMap((id) => labels.get(id) ?? []) }));
  return { brands, ...(one === undefined ? {} : { chosen: one.id }), posts, more: found.length > shown.length };
}

/** The accounts on which a post waits: those it is for, until it was approved. */
export function waitingAccounts({ publications, words }: ListedPost): string[] {
  return publications.length > 0 ? publications.map(({ account }) => account) : [...words.accounts];
}
