import { changeDraft, checkFiles, filesTaken, ownDraft, withFiles } from '../../posts/index.js';
import { VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { viewSubmission } from '../payloads.js';
import type { ComposeDeps } from './deps.js';
import { readFiles } from './form.js';
import { readMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { showCheck } from './show-check.js';
import { addFilesBlock, checkingView } from './small-views.js';

/** The modal that adds pictures on top of the second screen: it closes, and the screen below is drawn anew. */
export function addFilesListener(deps: ComposeDeps): AnyListener {
  return listener<ReturnType<typeof viewSubmission.parse>, string | undefined>({
    kind: 'view',
    id: VIEWS.addFiles,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const metadata = readMetadata(view.private_metadata);
      const key = { workspace: context.workspace.id, draft: metadata.draft, person: context.userId };
      const files = readFiles(view);
      try {
        const { files: kept, accounts } = await ownDraft(deps, key);
        const taken = filesTaken(deps.platforms, await deps.accounts.accountsById(key.workspace, accounts));
        const [problem] = checkFiles(files, kept.length, taken);
        if (problem !== undefined) return refused(addFilesBlock(metadata), problem.sentence);
        await changeDraft(deps, key, (draft) => withFiles(draft, files));
        return { carry: metadata.draft };
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        return refused(addFilesBlock(metadata), sentence);
      }
    },
    work: async ({ view }, context, draft) => {
      const below = view.previous_view_id ?? view.root_view_id;
      if (draft === undefined || below == null) return;
      await replaceView(context, below, checkingView());
      await showCheck(deps, context, { draft, view: below });
    },
  });
}

function refused(block: string, sentence: string) {
  return { body: { response_action: 'errors' as const, errors: { [block]: sentence } }, carry: undefined };
}
