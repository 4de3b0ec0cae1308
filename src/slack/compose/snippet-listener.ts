import { say } from '../../language/index.js';
import { DraftRefusedError } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { actionPayload } from '../payloads.js';
import { clickedView } from './check-clicks.js';
import type { ComposeDeps } from './deps.js';
import { keepForm, withMore } from './keep-form.js';
import { loadWrite } from './load-write.js';
import { typedWhen } from './read-when.js';
import { replaceView } from './replace-view.js';

/** A snippet that was chosen on the first screen: it is added to the text at once, and what was typed is kept. */
export function snippetListener(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.addSnippet,
    parse: actionPayload,
    ack: async (input, context) => {
      const snippet = await deps.library.item(context.workspace.id, input.actions[0].selected_option?.value ?? '');
      const draft = await keepForm(deps, context, clickedView(input), (written) => {
        if (snippet?.kind !== 'snippet' || snippet.brand !== written.brand) throw new DraftRefusedError(say('compose.snippet.gone'));
        return { ...written, text: withMore(written.text, snippet.text) };
      });
      return { carry: draft };
    },
    work: async (input, context, draft) => {
      const view = clickedView(input);
      await replaceView(context, view.id, await loadWrite(deps, draft, { when: typedWhen(view) }));
    },
  });
}
