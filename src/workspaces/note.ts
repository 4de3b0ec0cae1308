import type { Clock } from '../lib/clock.js';
import type { HistoryEntry, HistoryStore } from './history.js';

/** What writing an act of a brand into the history needs. */
export interface NoteDeps {
  readonly history: Pick<HistoryStore, 'add'>;
  readonly clock: Clock;
}

/** Keeps what somebody just did to a brand. A post's acts are kept by whoever draws its card. */
export async function note(
  { history, clock }: NoteDeps,
  ...acts: readonly (Pick<HistoryEntry, 'workspace' | 'brand' | 'act' | 'from' | 'account' | 'detail'> & { readonly person: string })[]
): Promise<void> {
  const at = clock.now();
  await history.add(acts.map((act) => ({ ...act, at, id: [act.act, act.brand, act.person, act.account ?? '', at.getTime()].join(':') })));
}
