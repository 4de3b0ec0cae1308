import { decide, publishNowKind } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { RefusedError } from '../../lib/refused-error.js';
import { changeDraft, type Draft, ownDraft, sendForReview, setAltTexts } from '../../posts/index.js';
import { authorize, NotAllowedError } from '../../workspaces/index.js';
import type { ListenerContext } from '../listener.js';
import type { ComposeDeps } from './deps.js';
import type { ComposeMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';

/** What became of sending: the post, or the sentence why not, with the draft where it is still there. */
export type SendResult =
  | { readonly sent: true; readonly post: string; readonly words: string }
  | { readonly sent: false; readonly words: string; readonly draft?: Draft };

/** Keeps the alt texts, then sends exactly what the screen showed: for review, or past it where the person may. */
export async function sendChecked(
  deps: ComposeDeps,
  context: ListenerContext,
  input: { readonly metadata: ComposeMetadata; readonly altTexts: ReadonlyMap<string, string>; readonly publishNow: boolean },
): Promise<SendResult> {
  const { draft: id, version } = input.metadata;
  const key = { workspace: context.workspace.id, draft: id, person: context.userId };
  try {
    const draft = await changeDraft(deps, { ...key, version }, (now) => setAltTexts(now, input.altTexts));
    return await send(deps, draft, input.publishNow);
  } catch (error) {
    const words = sentenceOf(error);
    if (words === undefined) throw error;
    const draft = await stillOpen(deps, key);
    return { sent: false, words, ...(draft === undefined ? {} : { draft }) };
  }
}

async function send(deps: ComposeDeps, draft: Draft, publishNow: boolean): Promise<SendResult> {
  const { workspace, brand, person } = draft;
  const kind = publishNow
    ? publishNowKind(await authorize(deps, { workspace, brand, person, right: 'compose' }), draft.accounts)
    : undefined;
  if (publishNow && kind === undefined) throw new NotAllowedError(say('decision.refused.needsReview'));
  const { post, revision } = await sendForReview(deps, { workspace, draft: draft.id, version: draft.version, person });
  if (kind === undefined) {
    const channel = (await deps.workspaces.brand(workspace, brand))?.reviewChannel;
    return { sent: true, post: post.id, words: channel === undefined ? say('compose.sent') : say('compose.sentTo', { channel }) };
  }
  try {
    await decide(deps, { workspace, post: post.id, revision: revision.number, person, kind, from: 'compose' });
    return { sent: true, post: post.id, words: say(draft.when === undefined ? 'compose.publishing' : 'compose.approved') };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { sent: true, post: post.id, words: say('compose.sentNotDecided', { reason: error.message }) };
  }
}

async function stillOpen(
  deps: ComposeDeps,
  key: { readonly workspace: string; readonly draft: string; readonly person: string },
): Promise<Draft | undefined> {
  try {
    return await ownDraft(deps, key);
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error;
    return undefined;
  }
}
