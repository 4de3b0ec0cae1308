import { readerOf } from '../../workspaces/index.js';
import { replaceOriginal } from '../accounts/respond.js';
import { brandSearch } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AnyListener } from '../listener.js';
import { onClick } from '../on-click.js';
import type { ScheduleFaceDeps } from './deps.js';
import { loadQueue } from './load-queue.js';
import { queueMessage } from './queue.js';

/** The queue of another brand, in the place of the one that is shown. */
export function queueListeners(deps: ScheduleFaceDeps): AnyListener[] {
  return [
    onClick(
      ACTIONS.queueBrand,
      async ({ actions: [{ selected_option: option }], response_url: url }, { workspace, userId: person, log }) => {
        const reader = await readerOf(deps, { workspace: workspace.id, person });
        await replaceOriginal(url, queueMessage(await loadQueue(deps, reader, option?.value)), log);
      },
    ),
    brandSearch(
      ACTIONS.queueBrand,
      async ({ workspace, userId: person }) => (await readerOf(deps, { workspace: workspace.id, person })).brands,
      {
        all: true,
      },
    ),
  ];
}
