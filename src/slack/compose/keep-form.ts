import { say } from '../../language/index.js';
import { changeDraft, type Draft, DraftRefusedError, startDraft, type Written, withWritten } from '../../posts/index.js';
import type { ListenerContext } from '../listener.js';
import type { ComposeDeps } from './deps.js';
import { readWritten } from './form.js';
import { type ComposeMetadata, readMetadata } from './metadata.js';
import { withOwnChoices } from './own-choices.js';
import { readWhen } from './read-when.js';
import { MAX_TEXT } from './text-parts.js';

/**
 * Keeps what the first screen holds now, with what `change` makes of it, so that the screen can be drawn anew from the draft. Half of a time that was
 * picked is not kept. Throws as `changeDraft`, also where the text becomes too long.
 */
export async function keepForm(
  deps: ComposeDeps,
  context: ListenerContext,
  view: Parameters<typeof readWritten>[0],
  change: (written: Written) => Written = (written) => written,
): Promise<Draft> {
  const metadata = readMetadata(view.private_metadata);
  const key = { workspace: context.workspace.id, person: context.userId, draft: metadata.draft };
  const { accounts, labels = [] } = await withOwnChoices(deps, key.workspace, readWritten(view, metadata, undefined));
  const writtenOver = (draft?: Draft) =>
    change({ ...readWritten(view, metadata, draft), accounts, labels, ...keptWhen(deps, view, metadata, draft) });
  if (metadata.version === 0) return startDraft(deps, key, checked(writtenOver()));
  return changeDraft(deps, { ...key, version: metadata.version }, (draft) => withWritten(draft, checked(writtenOver(draft))));
}

/** The time that was chosen, where it is one; else the draft's. */
export function keptWhen(
  deps: Pick<ComposeDeps, 'clock'>,
  view: Parameters<typeof readWhen>[0],
  { zone = 'UTC' }: ComposeMetadata,
  draft?: Draft,
): Pick<Draft, 'when'> {
  const read = readWhen(view, zone, deps.clock.now());
  const when = 'problem' in read || 'ask' in read ? draft?.when : read.when;
  return when === undefined ? {} : { when };
}

/** A text with more words after a blank line; words that stand in it already are not added again. */
export function withMore(text: string, more: string): string {
  if (text.trim() === '') return more;
  return text.includes(more.trim()) ? text : `${text.trimEnd()}\n\n${more}`;
}

function checked(written: Written): Written {
  if (written.text.length > MAX_TEXT) throw new DraftRefusedError(say('compose.text.tooLongTogether'));
  return written;
}
