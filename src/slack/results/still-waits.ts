import type { QueuedNotice } from '../../workspaces/index.js';
import { ASKED, audience } from './copies.js';
import type { ResultsDeps } from './deps.js';
import { readCardState } from './read-state.js';
import { remindedPeople } from './reminders.js';

/** Whether a post still waits, and where the notice says that it waits for its person, whether it waits for them. */
export async function stillWaits(deps: ResultsDeps, { workspace, post, person, kind }: QueuedNotice): Promise<boolean> {
  const card = post === undefined ? undefined : await deps.cards.card(workspace, post);
  const state = card === undefined ? undefined : await readCardState(deps, card);
  if (state?.post.state !== 'in_review') return false;
  if (kind === ASKED) return (await audience(deps, state)).some(({ to }) => to === person);
  const named = kind === 'reminder' ? await remindedPeople((id) => deps.people.person(workspace, id), state) : [];
  return named.length === 0 || named.includes(person);
}
