import { say } from '../../language/index.js';
import { brandNames } from '../brand-select.js';
import { helpMessage } from '../help.js';
import { ACTIONS, COMMANDS, SHORTCUTS } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { AckBody, AnyListener, ListenerContext } from '../listener.js';
import { listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { commandPayload, shortcutPayload } from '../payloads.js';
import type { ComposeDeps } from './deps.js';
import { draftsMessage, SHOWN_DRAFTS } from './drafts-list.js';
import { keepText } from './keep-text.js';
import { loadNewWrite, loadWrite, type Writer } from './load-write.js';
import { openModal } from './open-modal.js';
import { sentenceOf } from './refused.js';
import { openTemplates } from './template-listeners.js';
import { MAX_TEXT } from './text-parts.js';

/** `/publish`, the global shortcut, and New post on Home. */
export function entryListeners(deps: ComposeDeps): AnyListener[] {
  return [publishCommand(deps), newPostShortcut(deps), homeButton(deps)];
}

function publishCommand(deps: ComposeDeps): AnyListener {
  return listener<{ text: string; trigger_id: string }, Next>({
    kind: 'command',
    id: COMMANDS.publish,
    parse: commandPayload,
    ack: async ({ text, trigger_id: triggerId }, context) => {
      const subcommand = deps.subcommands.get(text.trim().toLowerCase());
      if (subcommand !== undefined) {
        const { body, work = async () => {} } = await subcommand({ context, triggerId });
        return { ...(body === undefined ? {} : { body }), carry: { kind: 'more', work } };
      }
      switch (text.trim().toLowerCase()) {
        case 'help':
          return { body: helpMessage(), carry: NOTHING };
        case 'settings':
          return { carry: { kind: 'settings' } };
        case 'templates':
          return { carry: { kind: 'more', work: () => openTemplates(deps, { context, triggerId }) } };
        case 'drafts':
          return { body: await draftsAnswer(deps, context), carry: NOTHING };
        default:
          return text.length > LIMITS.plainTextInput ? longText(deps, writerOf(context), text) : { carry: { kind: 'write', text } };
      }
    },
    work: async ({ trigger_id: triggerId }, context, next) => {
      if (next.kind === 'more') await next.work();
      if (next.kind === 'settings') await deps.openSettings({ context, triggerId });
      if (next.kind === 'write') await openNew(deps, { context, triggerId }, next.text);
      if (next.kind === 'draft') await openModal(deps, { context, triggerId }, async () => loadWrite(deps, next.draft));
    },
  });
}

function newPostShortcut(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'shortcut',
    id: SHORTCUTS.newPost,
    parse: shortcutPayload,
    ack: async () => ({ carry: undefined }),
    work: async ({ trigger_id: triggerId }, context) => openNew(deps, { context, triggerId }, ''),
  });
}

function homeButton(deps: ComposeDeps): AnyListener {
  return onClick(ACTIONS.homeWrite, async ({ actions: [{ value: brand }], trigger_id: triggerId }, context) =>
    openNew(deps, { context, triggerId }, '', brand),
  );
}

/** What `/publish` goes on with after the answer. */
type Next =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'more'; readonly work: () => Promise<void> }
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'draft'; readonly draft: Awaited<ReturnType<typeof keepText>> };

/** Opens the form; where that is refused or fails, a text that came along is kept as a draft. */
async function openNew(
  deps: ComposeDeps,
  input: { readonly context: ListenerContext; readonly triggerId: string },
  text: string,
  brand?: string,
): Promise<void> {
  const writer = writerOf(input.context);
  let opened = false;
  try {
    opened = await openModal(deps, input, async () => loadNewWrite(deps, writer, text, brand));
  } finally {
    if (!opened && text.trim() !== '') await keepUnopened(deps, input.context, text);
  }
}

async function keepUnopened(deps: ComposeDeps, context: ListenerContext, text: string): Promise<void> {
  try {
    await keepText(deps, writerOf(context), text);
    await context.tell(say('compose.text.kept'));
  } catch (error) {
    if (sentenceOf(error) === undefined) context.log.error({ err: error }, 'a text could not be kept');
  }
}

async function longText(deps: ComposeDeps, writer: Writer, text: string): Promise<{ readonly body?: AckBody; readonly carry: Next }> {
  const length = [...text].length;
  if (text.length > MAX_TEXT) return answered(say('compose.text.tooLong', { length }));
  try {
    const draft = await keepText(deps, writer, text);
    return { body: { response_type: 'ephemeral', text: say('compose.text.inParts', { length }) }, carry: { kind: 'draft', draft } };
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    return answered(sentence);
  }
}

async function draftsAnswer(deps: ComposeDeps, context: ListenerContext): Promise<AckBody> {
  const { workspace, person } = writerOf(context);
  const [drafts, brands] = await Promise.all([
    deps.drafts.openDrafts(workspace, person, SHOWN_DRAFTS + 1),
    deps.workspaces.allBrands(workspace),
  ]);
  return draftsMessage(drafts, brandNames(brands));
}

function answered(text: string): { readonly body: AckBody; readonly carry: Next } {
  return { body: { response_type: 'ephemeral', text }, carry: NOTHING };
}

function writerOf({ workspace, userId }: ListenerContext): Writer {
  return { workspace: workspace.id, person: userId };
}

const NOTHING: Next = { kind: 'nothing' };
