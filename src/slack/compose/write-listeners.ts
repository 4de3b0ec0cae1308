import type { ModalView } from '@slack/types';
import {
  checkWritten,
  type DescribedFile,
  type Draft,
  MAX_FILES,
  needsPreview,
  ownDraft,
  readAdditions,
  saveWritten,
  type Written,
  type WrittenProblem,
} from '../../posts/index.js';
import { holderOf } from '../../workspaces/index.js';
import { brandSearch } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type Acked, type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { type Submission, type ViewPayload, viewSubmission } from '../payloads.js';
import { checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { readFiles, readWritten } from './form.js';
import { liveNames } from './live-there.js';
import { loadWrite, withChoices, writingFor } from './load-write.js';
import { type ComposeMetadata, readMetadata } from './metadata.js';
import { withOwnChoices } from './own-choices.js';
import { type ReadWhen, readWhen, typedWhen } from './read-when.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { loadCheck, showCheck } from './show-check.js';
import { checkingView } from './small-views.js';
import { splitText } from './text-parts.js';
import type { WhenField } from './when-blocks.js';
import { writeBlock, writeView } from './write-view.js';

/** The first screen: its submit, and the choices that draw it anew: another brand, another way to set the time. */
export function writeListeners(deps: ComposeDeps): AnyListener[] {
  return [
    writeSubmit(deps),
    redrawing(deps, ACTIONS.writeBrand),
    redrawing(deps, ACTIONS.writeWhen),
    brandSearch(ACTIONS.writeBrand, async ({ workspace, userId: person }) => {
      return (await holderOf(deps, { workspace: workspace.id, person, right: 'compose' })).brands;
    }),
  ];
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
        const read = readWhen(view, metadata.zone ?? 'UTC', deps.clock.now());
        const form = await withOwnChoices(deps, context.workspace.id, readWritten(view, metadata, stored));
        const written = { ...form, ...whenOf(read) };
        const problems = [
          ...(await problemsOf(deps, context, { written, files: newFiles(view, stored), stored })),
          ...('problem' in read ? [read.problem] : []),
        ];
        if (problems.length > 0) return { body: fieldErrors(view, metadata, problems, stored), carry: undefined };
        if ('ask' in read && read.ask.twice === undefined) {
          return { body: { response_action: 'update', view: await redrawn(deps, context, view) }, carry: undefined };
        }
        const draft = await saveWritten(deps, { workspace: context.workspace.id, person: context.userId, ...metadata }, written);
        if ('ask' in read)
          return { body: { response_action: 'update', view: await loadWrite(deps, draft, { when: read.ask }) }, carry: undefined };
        return await checked(deps, draft);
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

function redrawing(deps: ComposeDeps, id: string): AnyListener {
  return onClick(id, async ({ view }, context) => {
    if (view !== undefined) await replaceView(context, view.id, await redrawn(deps, context, view));
  });
}

/** The first screen as it is filled in now. Slack keeps what was typed by block, so a long text stays in the parts it was drawn in. */
async function redrawn(deps: ComposeDeps, context: ListenerContext, view: ViewPayload): Promise<ModalView> {
  const metadata = readMetadata(view.private_metadata);
  const stored = await storedDraft(deps, context, metadata);
  const { brand: chosen, accounts, text, link, note, labels = [] } = readWritten(view, metadata, stored);
  const writer = { workspace: context.workspace.id, person: context.userId };
  const writing = await writingFor(deps, writer, stored !== undefined && stored.base > 0 ? stored : { base: 0, brand: chosen });
  const inParts = stored !== undefined && splitText(stored.text).parts.length > 1;
  const state = {
    ...metadata,
    zone: metadata.zone ?? 'UTC',
    when: typedWhen(view),
    edits: (stored?.base ?? 0) > 0,
    chosen: writing.brand.id === metadata.brand ? accounts : [],
    labels: writing.brand.id === metadata.brand ? labels : [],
    text: inParts ? stored.text : text,
    ...(link === undefined ? {} : { link }),
    ...(note === undefined ? {} : { note }),
    live: await liveNames(deps, stored),
    files: stored?.files.map(({ name }) => name) ?? [],
  };
  return writeView(await withChoices(deps, writing, state));
}

/** Of a time that comes twice the earlier one is kept, until the person says which. */
function whenOf(read: ReadWhen): Pick<Written, 'when'> {
  if ('ask' in read) return read.ask.twice === undefined ? {} : { when: { kind: 'at', at: read.ask.twice.both[0] } };
  return 'when' in read && read.when !== undefined ? { when: read.when } : {};
}

/** The draft a screen is about; none before the first save. Throws `DraftRefusedError`. */
async function storedDraft(deps: ComposeDeps, context: ListenerContext, { draft, version }: ComposeMetadata): Promise<Draft | undefined> {
  const key = { workspace: context.workspace.id, draft, person: context.userId };
  return version === 0 && (await deps.drafts.draft(key.workspace, draft)) === undefined ? undefined : ownDraft(deps, key);
}

/** A form sent again names files that the draft has already. */
function newFiles(view: ViewPayload, stored: Draft | undefined): DescribedFile[] {
  return readFiles(view).filter(({ slackFile }) => !stored?.files.some((file) => file.slackFile === slackFile));
}

async function problemsOf(
  deps: ComposeDeps,
  context: ListenerContext,
  { written, files, stored }: { readonly written: Written; readonly files: readonly DescribedFile[]; readonly stored: Draft | undefined },
): Promise<WrittenProblem[]> {
  const chosen = await deps.accounts.accountsById(context.workspace.id, written.accounts);
  const accounts = chosen.filter(({ brand, disconnectedAt }) => brand === written.brand && disconnectedAt === undefined);
  const overrides = stored?.overrides ?? [];
  const additions = await readAdditions(deps, { ...written, workspace: context.workspace.id });
  return checkWritten(deps.platforms, { written, accounts, files, kept: stored?.files.length ?? 0, overrides, additions });
}

/** The second screen at once where nothing has to be fetched; else a view that stands until files and the link's page are read. */
async function checked(deps: ComposeDeps, draft: Draft): Promise<Acked<string | undefined>> {
  if (draft.files.length > 0 || (await needsPreview(deps, draft)))
    return { body: { response_action: 'update', view: checkingView() }, carry: draft.id };
  return { body: { response_action: 'update', view: checkView(await loadCheck(deps, draft)) }, carry: undefined };
}

type FieldProblem = { readonly field: WrittenProblem['field'] | WhenField; readonly sentence: string };

/** Each sentence at its field; where the screen has no such field, at the text. */
function fieldErrors(
  { state }: ViewPayload,
  metadata: ComposeMetadata,
  problems: readonly FieldProblem[],
  stored: Draft | undefined,
): AckBody {
  const missing = new Set<FieldProblem['field']>();
  if ((stored?.files.length ?? 0) >= MAX_FILES) missing.add('files');
  if (state.values[writeBlock('accounts', metadata)] === undefined) missing.add('accounts');
  const errors: Record<string, string> = {};
  for (const { field, sentence } of problems) {
    const block = writeBlock(missing.has(field) ? 'text' : field, metadata);
    errors[block] = errors[block] === undefined ? sentence : `${errors[block]} ${sentence}`;
  }
  return { response_action: 'errors', errors };
}
