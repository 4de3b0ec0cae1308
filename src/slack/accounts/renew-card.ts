import { RefusedError } from '../../lib/refused-error.js';
import { VIEWS } from '../ids.js';
import type { ListenerContext } from '../listener.js';
import { accountsModal } from './accounts-modal.js';
import { connectCardState } from './card-state.js';
import { connectCard } from './connect-card.js';
import type { AccountsFaceDeps } from './deps.js';
import { replaceOriginal } from './respond.js';

/** Which accounts a card shows. */
export interface Shown {
  readonly brand: string | undefined;
  /** From 1. */
  readonly page: number;
}

/** Draws the card of `/connect` anew, as a message or as a modal. A card that is gone is left alone; a refusal is told. */
export async function renewCard(
  deps: AccountsFaceDeps,
  { workspace, userId: person, log, client, tell }: ListenerContext,
  at: { readonly url: string | undefined; readonly view: { readonly id: string; readonly callback_id: string } | undefined },
  { brand, page }: Shown,
): Promise<void> {
  try {
    const state = await connectCardState(deps, { workspace: workspace.id, person, page, ...(brand === undefined ? {} : { brand }) });
    if (at.view?.callback_id === VIEWS.accounts) await client.views.update({ view_id: at.view.id, view: accountsModal(state) });
    else await replaceOriginal(at.url, connectCard(state), log);
  } catch (err) {
    if (err instanceof RefusedError) return tell(err.message);
    log.warn({ err }, 'the card of /connect could not be drawn anew');
  }
}
