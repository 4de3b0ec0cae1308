import { say } from '../../language/index.js';
import { changeDraft, type Draft, ownDraft, setAltTexts } from '../../posts/index.js';
import { type ListenerContext, PayloadError } from '../listener.js';
import { noticeView } from '../notice.js';
import type { Click, ViewPayload } from '../payloads.js';
import type { ComposeDeps } from './deps.js';
import { readAltTexts } from './form.js';
import { readMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';

/** The draft with the alt texts typed so far and `change`; undefined where it cannot be changed any more. */
export async function keepAltTexts(
  deps: ComposeDeps,
  context: ListenerContext,
  view: ViewPayload,
  change: (draft: Draft) => Draft = (draft) => draft,
): Promise<Draft | undefined> {
  const key = { workspace: context.workspace.id, draft: readMetadata(view.private_metadata).draft, person: context.userId };
  try {
    return await changeDraft(deps, key, (draft) => change(setAltTexts(draft, readAltTexts(view))));
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Says why a draft cannot be changed any more. */
export async function showGone(deps: ComposeDeps, context: ListenerContext, view: ViewPayload): Promise<void> {
  const { draft } = readMetadata(view.private_metadata);
  try {
    await ownDraft(deps, { workspace: context.workspace.id, draft, person: context.userId });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    await replaceView(context, view.id, noticeView(say('label.yourPost'), sentence));
  }
}

/** The modal that a click came from. Throws `PayloadError` when it came from elsewhere. */
export function clickedView({ view }: Click): ViewPayload {
  if (view === undefined) throw new PayloadError('The click carries no modal.');
  return view;
}
