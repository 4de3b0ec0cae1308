import {
  checkWritten,
  type DescribedFile,
  type Draft,
  MAX_FILES,
  ownDraft,
  saveWritten,
  type Written,
  type WrittenProblem,
} from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type Acked, type AnyListener, type ListenerContext, listener } from '../listener.js';
import { actionPayload, viewSubmission } from '../payloads.js';
import { checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { readFiles, readWritten } from './form.js';
import { withChoices } from './load-write.js';
import { type ComposeMetadata, readMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { loadCheck, showCheck } from './show-check.js';
import { checkingView } from './small-views.js';
import { writeBlock, writeView } from './write-view.js';

/** The first screen: its submit, and the choice of another brand. */
export function writeListeners(deps: ComposeDeps): AnyListener[] {
  return [writeSubmit(deps), brandChoice(deps)];
}

function writeSubmit(deps: ComposeDeps): AnyListener {
  return listener<Submission, string | undefined>({
    kind: 'view',
    id: VIEWS.write,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const metadata = readMetadata(view.private_metadata);
      try {
        const stored = await storedDraft(deps, context, metadata);
        const written = readWritten(view, metadata, stored);
        const problems = await problemsOf(deps, context, { written, files: newFiles(view, stored), kept: stored?.files.length ?? 0 });
        if (problems.length > 0) return { body: fieldErrors(view, metadata, problems, stored), carry: undefined };
        return await checked(
          deps,
          await saveWritten(deps, { workspace: context.workspace.id, person: context.userId, ...metadata }, written),
        );
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        return { body: { response_action: 'errors', errors: { [writeBlock('text', metadata)]: sentence } }, carry: undefined };
      }
    },
    work: async ({ view }, context, draft) => {
      if (draft !== undefined) await showCheck(deps, context, { draft, view: view.id });
    },
  });
}

function brandChoice(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.writeBrand,
    parse: actionPayload,
    ack: async () => ({ carry: undefined }),
    work: async ({ view }, context) => {
      if (view === undefined) return;
      const metadata = readMetadata(view.private_metadata);
      const stored = await storedDraft(deps, context, metadata);
      const { brand, text, link, note } = readWritten(view, metadata, stored);
      const state = {
        draft: metadata.draft,
        version: metadata.version,
        brand,
        edits: (stored?.base ?? 0) > 0,
        chosen: [],
        text,
        ...(link === undefined ? {} : { link }),
        ...(note === undefined ? {} : { note }),
        files: stored?.files.map(({ name }) => name) ?? [],
      };
      await replaceView(
        context,
        view.id,
        writeView(await withChoices(deps, { workspace: context.workspace.id, person: context.userId }, state)),
      );
    },
  });
}

type Submission = ReturnType<typeof viewSubmission.parse>;

/** The draft a screen is about; none before the first save. Throws `DraftRefusedError`. */
async function storedDraft(deps: ComposeDeps, context: ListenerContext, { draft, version }: ComposeMetadata): Promise<Draft | undefined> {
  const key = { workspace: context.workspace.id, draft, person: context.userId };
  return version === 0 && (await deps.drafts.draft(key.workspace, draft)) === undefined ? undefined : ownDraft(deps, key);
}

/** A form sent again names files that the draft has already. */
function newFiles(view: Submission['view'], stored: Draft | undefined): DescribedFile[] {
  return readFiles(view).filter(({ slackFile }) => !stored?.files.some((file) => file.slackFile === slackFile));
}

async function problemsOf(
  deps: ComposeDeps,
  context: ListenerContext,
  input: { readonly written: Written; readonly files: readonly DescribedFile[]; readonly kept: number },
): Promise<WrittenProblem[]> {
  const chosen = await deps.accounts.accountsById(context.workspace.id, input.written.accounts);
  const accounts = chosen.filter(({ brand, disconnectedAt }) => brand === input.written.brand && disconnectedAt === undefined);
  return checkWritten(deps.platforms, { ...input, accounts });
}

/** The second screen at once where there are no pictures; else a view that stands until they are checked. */
async function checked(deps: ComposeDeps, draft: Draft): Promise<Acked<string | undefined>> {
  if (draft.files.length > 0) return { body: { response_action: 'update', view: checkingView() }, carry: draft.id };
  return { body: { response_action: 'update', view: checkView(await loadCheck(deps, draft)) }, carry: undefined };
}

/** Each sentence at its field; where the screen has no such field, at the text. */
function fieldErrors(
  { state }: Submission['view'],
  metadata: ComposeMetadata,
  problems: readonly WrittenProblem[],
  stored: Draft | undefined,
): AckBody {
  const missing = new Set<WrittenProblem['field']>();
  if ((stored?.files.length ?? 0) >= MAX_FILES) missing.add('files');
  if (state.values[writeBlock('accounts', metadata)] === undefined) missing.add('accounts');
  const errors: Record<string, string> = {};
  for (const { field, sentence } of problems) {
    const block = writeBlock(missing.has(field) ? 'text' : field, metadata);
    errors[block] = errors[block] === undefined ? sentence : `${errors[block]} ${sentence}`;
  }
  return { response_action: 'errors', errors };
}
