import { type PublishingDeps, type Repair, repair } from '../../publishing/index.js';
import type { RightsDeps } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { deleteListeners } from '../live/delete-listeners.js';
import { actionPayload } from '../payloads.js';
import { whereListeners } from './where-listeners.js';

/** What the buttons of results need. */
export interface ResultListenersDeps extends PublishingDeps, RightsDeps {
  /** Wakes the engine of this process. */
  poke(): void;
}

/** Retry, It is live, Publish again and Skip the comment; what becomes of what is live. */
export function resultListeners(deps: ResultListenersDeps): AnyListener[] {
  return [
    repairListener(deps, ACTIONS.retry, 'retry'),
    repairListener(deps, ACTIONS.itIsLive, 'it is live'),
    repairListener(deps, ACTIONS.publishAgain, 'publish again'),
    repairListener(deps, ACTIONS.skipComment, 'skip comment'),
    ...whereListeners(deps),
    ...deleteListeners(deps),
  ];
}

function repairListener(deps: ResultListenersDeps, id: string, kind: Repair): AnyListener {
  return listener({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, context) => {
      await repair(deps, {
        workspace: context.workspace.id,
        publication: input.actions[0].value ?? '',
        person: context.userId,
        repair: kind,
      });
      return { carry: undefined };
    },
    work: async () => deps.poke(),
  });
}
