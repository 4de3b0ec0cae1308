import { z } from 'zod';
import { changeDraft, type Draft, discardDraft, setAltTexts, startDraft, withWritten } from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { formValues } from '../payloads.js';
import type { ComposeDeps } from './deps.js';
import { readAltTexts, readWritten } from './form.js';
import { keptWhen } from './keep-form.js';
import { readMetadata } from './metadata.js';
import { withOwnChoices } from './own-choices.js';
import { sentenceOf } from './refused.js';
import { joinParts, MAX_TEXT } from './text-parts.js';

/** Closing a screen keeps what Slack sends along: as it documents no more than the view, sometimes what was typed, sometimes only how it was drawn. */
export function closedListeners(deps: ComposeDeps): AnyListener[] {
  return [closedWrite(deps), closedCheck(deps)];
}

function closedWrite(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'view_closed',
    id: VIEWS.write,
    parse: closedPayload,
    ack: async ({ view }, context) => {
      const metadata = readMetadata(view.private_metadata);
      const key = { workspace: context.workspace.id, draft: metadata.draft, person: context.userId };
      const typed = formValues(view).texts(ACTIONS.writeText).length > 0;
      const read = await withOwnChoices(deps, key.workspace, readWritten(view, metadata, undefined));
      const { accounts, labels = [] } = read;
      await unlessRefused(context, async () => {
        if (metadata.version > 0 && typed) {
          const kept = await changeDraft(deps, { ...key, version: metadata.version }, (draft) => {
            const written = readWritten(view, metadata, draft);
            return written.text.length > MAX_TEXT
              ? draft
              : withWritten(draft, { ...written, accounts, labels, ...keptWhen(deps, view, metadata, draft) });
          });
          if (isEmpty(kept)) await discardDraft(deps, { ...key, version: kept.version });
        }
        if (metadata.version === 0) {
          const text = typed ? read.text : joinParts(initialTexts(view.blocks), []);
          const written = { ...read, text, ...keptWhen(deps, view, metadata) };
          const empty =
            written.text.trim() === '' && written.link === undefined && written.note === undefined && written.files.length === 0;
          if (!empty && written.text.length <= MAX_TEXT) await startDraft(deps, key, written);
        }
      });
      return { carry: undefined };
    },
  });
}

function closedCheck(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'view_closed',
    id: VIEWS.check,
    parse: closedPayload,
    ack: async ({ view }, context) => {
      const { draft, version } = readMetadata(view.private_metadata);
      const key = { workspace: context.workspace.id, draft, person: context.userId, version };
      await unlessRefused(context, async () => changeDraft(deps, key, (now) => setAltTexts(now, readAltTexts(view))));
      return { carry: undefined };
    },
  });
}

/** The screen is gone, so a refusal has no reader: the draft as it was kept before is what counts. */
async function unlessRefused(context: ListenerContext, keep: () => Promise<unknown>): Promise<void> {
  try {
    await keep();
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error;
    context.log.info({ refused: error instanceof Error ? error.name : '' }, 'a closed form was not kept');
  }
}

/** A draft that a template or a snippet was only looked at for. */
function isEmpty({ base, text, link, note, files }: Draft): boolean {
  return base === 0 && text.trim() === '' && link === undefined && note === undefined && files.length === 0;
}

function initialTexts(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => {
    const read = textInput.safeParse(block);
    return read.success ? [read.data.element.initial_value] : [];
  });
}

const textInput = z.object({ element: z.object({ action_id: z.string().startsWith(ACTIONS.writeText), initial_value: z.string() }) });

const closedPayload = z.object({
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    blocks: z.array(z.unknown()).default([]),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())).catch({}) }).catch({ values: {} }),
  }),
});
