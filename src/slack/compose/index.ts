import { draftOfPost } from '../../posts/index.js';
import type { AnyListener, ListenerContext } from '../listener.js';
import { accountsSearch } from './accounts-search.js';
import { addFilesListener } from './add-files-listeners.js';
import { checkListeners } from './check-listeners.js';
import { closedListeners } from './closed-listeners.js';
import { commentListeners } from './comment-listeners.js';
import { customiseListeners } from './customise-listeners.js';
import type { ComposeDeps } from './deps.js';
import { draftsListeners } from './drafts-listeners.js';
import { duplicateListener } from './duplicate-listeners.js';
import { turnIntoPost } from './from-message/listener.js';
import { loadWrite } from './load-write.js';
import { openModal } from './open-modal.js';
import { entryListeners } from './publish-command.js';
import { snippetListener } from './snippet-listener.js';
import { templateListeners } from './template-listeners.js';
import { writeListeners } from './write-listeners.js';

export type { ComposeDeps } from './deps.js';
export { openDuplicate } from './duplicate-listeners.js';

/** Everything from `/publish` to a sent draft. */
export function composeListeners(deps: ComposeDeps): AnyListener[] {
  return [
    ...entryListeners(deps),
    turnIntoPost(deps),
    ...writeListeners(deps),
    accountsSearch(deps),
    ...checkListeners(deps),
    ...customiseListeners(deps),
    ...commentListeners(deps),
    addFilesListener(deps),
    ...closedListeners(deps),
    ...draftsListeners(deps),
    duplicateListener(deps),
    snippetListener(deps),
    ...templateListeners(deps),
  ];
}

/** Opens the first screen on a reviewed post, as a draft of its next revision. What is refused is told to the person. */
export async function openEdit(
  deps: ComposeDeps,
  { context, triggerId, post }: { readonly context: ListenerContext; readonly triggerId: string; readonly post: string },
): Promise<void> {
  await openModal(deps, { context, triggerId }, async () =>
    loadWrite(deps, await draftOfPost(deps, { workspace: context.workspace.id, post, person: context.userId })),
  );
}
