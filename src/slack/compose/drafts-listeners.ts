import { say } from '../../language/index.js';
import { discardDraft, ownDraft, takeFiles, takePreview } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload } from '../payloads.js';
import { checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { resumeTarget } from './drafts-list.js';
import { loadWrite } from './load-write.js';
import { openModal } from './open-modal.js';
import { sentenceOf } from './refused.js';
import { loadCheck } from './show-check.js';

/** Resume and Discard, wherever they stand. */
export function draftsListeners(deps: ComposeDeps): AnyListener[] {
  return [resumeButton(deps), discardButton(deps)];
}

function resumeButton(deps: ComposeDeps): AnyListener {
  return onClick(ACTIONS.resumeDraft, async (input, context) => {
    const { draft: id, screen } = resumeTarget(input.actions[0].value ?? '');
    await openModal(deps, { context, triggerId: input.trigger_id }, async () => {
      const draft = await ownDraft(deps, keyOf(context, id));
      return screen === 'check'
        ? checkView(await loadCheck(deps, await takePreview(deps, await takeFiles(deps, draft))))
        : loadWrite(deps, draft);
    });
  });
}

function discardButton(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.discardDraft,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await discard(deps, context, input.actions[0].value ?? '') }),
    work: async (_input, context, words) => context.tell(words),
  });
}

async function discard(deps: ComposeDeps, context: ListenerContext, draft: string): Promise<string> {
  try {
    await discardDraft(deps, keyOf(context, draft));
    return say('draft.discarded');
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    return sentence;
  }
}

function keyOf({ workspace, userId }: ListenerContext, draft: string) {
  return { workspace: workspace.id, draft, person: userId };
}
