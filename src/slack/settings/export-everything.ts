import { say } from '../../language/index.js';
import type { Clock } from '../../lib/clock.js';
import { authorizeWorkspace, type RightsDeps } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { actionPayload } from '../payloads.js';
import { sendFile } from '../send-file.js';

/** What exporting a workspace needs; `exportWorkspace` gives the text of one JSON document, in parts. */
export interface ExportDeps extends RightsDeps {
  readonly exportWorkspace: (workspace: string, at: Date) => Promise<AsyncIterable<string> | undefined>;
  readonly clock: Clock;
}

/** Export everything, in the settings: sends the whole workspace as a file to an admin of the workspace. */
export function exportEverything(deps: ExportDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.exportEverything,
    parse: actionPayload,
    ack: async (_input, { workspace, userId: person }) => {
      await authorizeWorkspace(deps, { workspace: workspace.id, person });
      return { carry: undefined };
    },
    work: async (_input, { workspace, userId, client }) => {
      const at = deps.clock.now();
      const parts = await deps.exportWorkspace(workspace.id, at);
      if (parts === undefined) throw new Error('A workspace that asks for its export is unknown.');
      const text: string[] = [];
      for await (const part of parts) text.push(part);
      await sendFile(client, userId, {
        name: `copydesk-${workspace.id}-${at.toISOString().slice(0, 10)}.json`,
        bytes: Buffer.from(text.join(''), 'utf8'),
        words: say('settings.exportEverything.file'),
      });
    },
  });
}
