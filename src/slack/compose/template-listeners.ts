import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { changeDraft, type Draft, DraftRefusedError, fillBlanks, saveWritten, type Template } from '../../posts/index.js';
import { readerOf } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload, formValues, type Submission, type ViewPayload, viewSubmission } from '../payloads.js';
import { clickedView } from './check-clicks.js';
import type { ComposeDeps } from './deps.js';
import { keepForm, withMore } from './keep-form.js';
import { loadWrite } from './load-write.js';
import { type ComposeMetadata, readMetadata } from './metadata.js';
import { openModal } from './open-modal.js';
import { typedWhen } from './read-when.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { TEMPLATE_BLOCK, templateView } from './template-view.js';
import { MAX_TEXT } from './text-parts.js';
import { writingBrand } from './writing-brand.js';

/** Starting from a template: the button on the first screen, the choice, and Use it. */
export function templateListeners(deps: ComposeDeps): AnyListener[] {
  return [startListener(deps), chooseListener(deps), useListener(deps)];
}

/** `/publish templates`: a new post that starts with one. What is refused is told to the person. */
export async function openTemplates(
  deps: ComposeDeps,
  input: { readonly context: ListenerContext; readonly triggerId: string },
): Promise<void> {
  await openModal(deps, input, async () => {
    const { context } = input;
    const { brand } = await writingBrand(deps, { workspace: context.workspace.id, person: context.userId });
    return stepView(deps, context, { draft: deps.ids.id(), version: 0, brand: brand.id });
  });
}

/** What the first screen holds is kept before the step covers it; the screen goes on from the kept draft. */
function startListener(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.startFromTemplate,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepForm(deps, context, clickedView(input)) }),
    work: async (input, context, draft) => {
      const below = clickedView(input);
      const { draft: id, zone } = readMetadata(below.private_metadata);
      const metadata = { draft: id, version: draft.version, brand: draft.brand, ...(zone === undefined ? {} : { zone }) };
      try {
        await context.client.views.push({ trigger_id: input.trigger_id, view: await stepView(deps, context, metadata) });
      } finally {
        await replaceView(context, below.id, await loadWrite(deps, draft, { when: typedWhen(below) }));
      }
    },
  });
}

function chooseListener(deps: ComposeDeps): AnyListener {
  return onClick(ACTIONS.template, async (input, context) => {
    const view = clickedView(input);
    const chosen = input.actions[0].selected_option?.value;
    await replaceView(context, view.id, await stepView(deps, context, readMetadata(view.private_metadata), chosen));
  });
}

function useListener(deps: ComposeDeps): AnyListener {
  return listener<Submission, Draft | undefined>({
    kind: 'view',
    id: VIEWS.template,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      try {
        const draft = await use(deps, context, view);
        if (view.previous_view_id != null) return { carry: draft };
        return { body: { response_action: 'update', view: await loadWrite(deps, draft) }, carry: undefined };
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        return { body: { response_action: 'errors', errors: { [TEMPLATE_BLOCK]: sentence } }, carry: undefined };
      }
    },
    work: async ({ view }, context, draft) => {
      if (draft !== undefined && view.previous_view_id != null)
        await replaceView(context, view.previous_view_id, await loadWrite(deps, draft));
    },
  });
}

/** Adds the template to what was written so far. Throws {@link DraftRefusedError}, `NotAllowedError`. */
async function use(deps: ComposeDeps, context: ListenerContext, view: ViewPayload): Promise<Draft> {
  const { draft, version, brand } = readMetadata(view.private_metadata);
  const form = formValues(view);
  const workspace = context.workspace.id;
  const template = await deps.library.item(workspace, form.option(ACTIONS.template) ?? '');
  if (template?.kind !== 'template' || (version > 0 && template.brand !== brand)) throw new DraftRefusedError(say('compose.template.gone'));
  const values = new Map(form.texts(ACTIONS.blank).map(([action, value]) => [action.slice(ACTIONS.blank.length + 1), value]));
  const text = fillBlanks(template.text, values);
  const [stored, labels] = await Promise.all([
    deps.accounts.accountsById(workspace, template.accounts),
    deps.library.labels(workspace, template.brand, template.labels),
  ]);
  const accounts = stored.filter((each) => each.brand === template.brand && each.disconnectedAt === undefined).map(({ id }) => id);
  const ids = labels.map(({ id }) => id);
  const key = { workspace, draft, person: context.userId };
  if (version === 0) return saveWritten(deps, { ...key, version }, { brand: template.brand, accounts, text, labels: ids, files: [] });
  return changeDraft(deps, { ...key, version }, (now) => {
    const together = withMore(now.text, text);
    if (together.length > MAX_TEXT) throw new DraftRefusedError(say('compose.text.tooLongTogether'));
    return { ...now, text: together, accounts: union(now.accounts, accounts), labels: union(now.labels ?? [], ids) };
  });
}

/** The step, with the template that is chosen, or the only one. Throws {@link DraftRefusedError}. */
async function stepView(deps: ComposeDeps, context: ListenerContext, metadata: ComposeMetadata, wanted?: string): Promise<ModalView> {
  const workspace = context.workspace.id;
  const { brands: all } = await readerOf(deps, { workspace, person: context.userId });
  const brands = metadata.version > 0 ? all.filter(({ id }) => id === metadata.brand) : all;
  const templates = (await Promise.all(brands.map(({ id }) => deps.library.items(workspace, id, 'template')))).flat();
  const only: readonly Template[] = templates.length === 1 ? templates : [];
  const [chosen] = wanted === undefined ? only : templates.filter(({ id }) => id === wanted);
  if (templates.length === 0) throw new DraftRefusedError(say('compose.template.none'));
  return templateView({ ...metadata, brands, templates, ...(chosen === undefined ? {} : { chosen }) });
}

function union(some: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...some, ...more])];
}
