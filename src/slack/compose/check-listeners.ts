import type { z } from 'zod';
import { changeDraft, type Draft, ownDraft, removeFile, setAltTexts, setBorder } from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type AnyListener, type ListenerContext, listener, PayloadError } from '../listener.js';
import { noticeView } from '../notice.js';
import { actionPayload, type viewPayload, viewSubmission } from '../payloads.js';
import { checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { readAltTexts } from './form.js';
import { loadWrite } from './load-write.js';
import { readMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { type SendResult, sendChecked } from './send.js';
import { loadCheck, showCheck } from './show-check.js';
import { addFilesView } from './small-views.js';

/** The second screen: its submit and its buttons. Each keeps the alt texts typed so far. */
export function checkListeners(deps: ComposeDeps): AnyListener[] {
  return [
    checkSubmit(deps),
    publishNowButton(deps),
    changeButton(deps, ACTIONS.removeFile, removeFile),
    changeButton(deps, ACTIONS.addBorder, (draft, file) => setBorder(draft, file, true)),
    changeButton(deps, ACTIONS.removeBorder, (draft, file) => setBorder(draft, file, false)),
    addFilesButton(deps),
    backButton(deps),
  ];
}

function checkSubmit(deps: ComposeDeps): AnyListener {
  return listener<z.infer<typeof viewSubmission>, SendResult>({
    kind: 'view',
    id: VIEWS.check,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const result = await sendChecked(deps, context, {
        metadata: readMetadata(view.private_metadata),
        altTexts: readAltTexts(view),
        publishNow: false,
      });
      return { body: await answerTo(deps, result), carry: result };
    },
    work: async (_input, context, result) => {
      if (result.sent) await deps.drawCard(context.workspace.id, result.post);
    },
  });
}

function publishNowButton(deps: ComposeDeps): AnyListener {
  return listener<Click, SendResult>({
    kind: 'action',
    id: ACTIONS.publishNow,
    parse: actionPayload,
    ack: async (input, context) => {
      const view = viewOf(input);
      return {
        carry: await sendChecked(deps, context, {
          metadata: readMetadata(view.private_metadata),
          altTexts: readAltTexts(view),
          publishNow: true,
        }),
      };
    },
    work: async (input, context, result) => {
      const view = viewOf(input);
      if (!result.sent && result.draft !== undefined) {
        return showCheck(deps, context, { draft: result.draft.id, view: view.id, message: result.words, closed: 'quiet' });
      }
      if (!(await replaceView(context, view.id, noticeView('Your post', result.words)))) await context.tell(result.words);
      if (result.sent) await deps.drawCard(context.workspace.id, result.post);
    },
  });
}

/** A button about one file: the change is kept before the answer, then the screen is drawn anew. */
function changeButton(deps: ComposeDeps, id: string, change: (draft: Draft, slackFile: string) => Draft): AnyListener {
  return listener<Click, undefined>({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, context) => {
      await keepAltTexts(deps, context, viewOf(input), (draft) => change(draft, input.actions[0].value ?? ''));
      return { carry: undefined };
    },
    work: async (input, context) => {
      const view = viewOf(input);
      await showCheck(deps, context, { draft: readMetadata(view.private_metadata).draft, view: view.id, closed: 'quiet' });
    },
  });
}

function addFilesButton(deps: ComposeDeps): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id: ACTIONS.addFiles,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, viewOf(input)) }),
    work: async (input, context, draft) => {
      if (draft === undefined) return showGone(deps, context, viewOf(input));
      const metadata = { draft: draft.id, version: draft.version, brand: draft.brand };
      await context.client.views.push({ trigger_id: input.trigger_id, view: addFilesView(metadata, draft.files.length) });
    },
  });
}

function backButton(deps: ComposeDeps): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id: ACTIONS.backToWrite,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, viewOf(input)) }),
    work: async (input, context, draft) => {
      if (draft === undefined) return showGone(deps, context, viewOf(input));
      await replaceView(context, viewOf(input).id, await loadWrite(deps, draft));
    },
  });
}

type Click = z.infer<typeof actionPayload>;

type ViewPayload = z.infer<typeof viewPayload>;

/** The draft as it is after the click; undefined where it cannot be changed any more. */
async function keepAltTexts(
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
async function showGone(deps: ComposeDeps, context: ListenerContext, view: ViewPayload): Promise<void> {
  const { draft } = readMetadata(view.private_metadata);
  try {
    await ownDraft(deps, { workspace: context.workspace.id, draft, person: context.userId });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    await replaceView(context, view.id, noticeView('Your post', sentence));
  }
}

async function answerTo(deps: ComposeDeps, result: SendResult): Promise<AckBody> {
  if (result.sent || result.draft === undefined) return { response_action: 'update', view: noticeView('Your post', result.words) };
  return { response_action: 'update', view: checkView(await loadCheck(deps, result.draft, result.words)) };
}

function viewOf({ view }: Click): ViewPayload {
  if (view === undefined) throw new PayloadError('The click carries no modal.');
  return view;
}
