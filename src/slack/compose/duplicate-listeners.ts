import { listOf, say } from '../../language/index.js';
import { duplicatePost } from '../../posts/index.js';
import { escaped } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import type { AnyListener, ListenerContext } from '../listener.js';
import { noticeView } from '../notice.js';
import { onClick } from '../on-click.js';
import type { Click } from '../payloads.js';
import type { ComposeDeps } from './deps.js';
import { loadWrite } from './load-write.js';
import { openModal } from './open-modal.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';

/** Duplicate, as a button on a card or in the modal of a post. */
export function duplicateListener(deps: ComposeDeps): AnyListener {
  return onClick(ACTIONS.duplicate, async (input, context) => openDuplicate(deps, context, input, input.actions[0].value ?? ''));
}

/**
 * Opens the first screen on a copy of a post, kept as a new draft. In a modal it takes that modal's place: Slack stacks three at most, and Write opens
 * more. What is refused is told to the person.
 */
export async function openDuplicate(
  deps: ComposeDeps,
  context: ListenerContext,
  clicked: Pick<Click, 'trigger_id' | 'view'>,
  post: string,
): Promise<void> {
  const load = async () => {
    const { draft, gone } = await duplicatePost(deps, { workspace: context.workspace.id, post, person: context.userId });
    return loadWrite(deps, draft, gone.length === 0 ? {} : { message: goneWords(gone) });
  };
  if (clicked.view === undefined || clicked.view.callback_id === '') {
    await openModal(deps, { context, triggerId: clicked.trigger_id }, load);
    return;
  }
  const view = await load().catch((error: unknown) => {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    return noticeView(say('button.duplicate'), escaped(sentence));
  });
  if (!(await replaceView(context, clicked.view.id, view)) && view.callback_id === VIEWS.write)
    await context.tell(say('draft.duplicate.kept'));
}

/** Names the accounts that could not come along. */
function goneWords(gone: readonly string[]): string {
  const shown = gone.slice(0, MOST_NAMED);
  const more = gone.length > shown.length ? [say('list.more', { count: gone.length - shown.length })] : [];
  return say('draft.duplicate.goesWithout', { accounts: listOf([...shown, ...more]), count: gone.length });
}

const MOST_NAMED = 10;
