import { readerOf } from '../../workspaces/index.js';
import { zoneFor } from '../compose/zone.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { actionPayload, formValues, viewSubmission } from '../payloads.js';
import type { HomeDeps } from './deps.js';
import { findView } from './find-view.js';
import { findPosts } from './lists.js';

/** Find a post, and what it finds. */
export function findListeners(deps: HomeDeps): AnyListener[] {
  return [
    listener({
      kind: 'action',
      id: ACTIONS.homeFind,
      parse: actionPayload,
      ack: async () => ({ carry: undefined }),
      work: async ({ trigger_id }, { workspace, userId: person, client }) => {
        const { zone } = await read(deps, { workspace: workspace.id, person });
        await client.views.open({ trigger_id, view: findView({ zone }) });
      },
    }),
    listener({
      kind: 'view',
      id: VIEWS.find,
      parse: viewSubmission,
      ack: async ({ view }, { workspace, userId: person }) => {
        const { reader, zone } = await read(deps, { workspace: workspace.id, person });
        const words = formValues(view).text(ACTIONS.homeWords) ?? '';
        const found = await findPosts(deps, reader, words, { skip: 0, limit: MOST_FOUND });
        return { body: { response_action: 'update' as const, view: findView({ zone, found }) }, carry: undefined };
      },
    }),
  ];
}

async function read(deps: HomeDeps, who: { readonly workspace: string; readonly person: string }) {
  const reader = await readerOf(deps, who);
  return { reader, zone: zoneFor(reader.person, reader.brands[0] ?? { zone: 'UTC' }) };
}

const MOST_FOUND = 20;
