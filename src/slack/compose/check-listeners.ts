import { say } from '../../language/index.js';
import { type Draft, removeFile, setBorder } from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type AnyListener, listener } from '../listener.js';
import { noticeView } from '../notice.js';
import { actionPayload, type Click, type Submission, viewSubmission } from '../payloads.js';
import { alsoTaken } from './also-taken.js';
import { clickedView, keepAltTexts, showGone } from './check-clicks.js';
import { checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { readAltTexts } from './form.js';
import { loadWrite } from './load-write.js';
import { readMetadata } from './metadata.js';
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
  return listener<Submission, SendResult>({
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
      const view = clickedView(input);
      return {
        carry: await sendChecked(deps, context, {
          metadata: readMetadata(view.private_metadata),
          altTexts: readAltTexts(view),
          publishNow: true,
        }),
      };
    },
    work: async (input, context, result) => {
      const view = clickedView(input);
      if (!result.sent && result.draft !== undefined) {
        return showCheck(deps, context, { draft: result.draft.id, view: view.id, message: result.words, closed: 'quiet' });
      }
      if (!(await replaceView(context, view.id, noticeView(say('label.yourPost'), result.words)))) await context.tell(result.words);
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
      await keepAltTexts(deps, context, clickedView(input), (draft) => change(draft, input.actions[0].value ?? ''));
      return { carry: undefined };
    },
    work: async (input, context) => {
      const view = clickedView(input);
      await showCheck(deps, context, { draft: readMetadata(view.private_metadata).draft, view: view.id, closed: 'quiet' });
    },
  });
}

function addFilesButton(deps: ComposeDeps): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id: ACTIONS.addFiles,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, clickedView(input)) }),
    work: async (input, context, draft) => {
      if (draft === undefined) return showGone(deps, context, clickedView(input));
      const metadata = { draft: draft.id, version: draft.version, brand: draft.brand };
      const accounts = await deps.accounts.accountsById(draft.workspace, draft.accounts);
      const taken = alsoTaken(
        deps.platforms,
        accounts.map(({ platform }) => platform),
      );
      await context.client.views.push({ trigger_id: input.trigger_id, view: addFilesView(metadata, draft.files.length, taken) });
    },
  });
}

function backButton(deps: ComposeDeps): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id: ACTIONS.backToWrite,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, clickedView(input)) }),
    work: async (input, context, draft) => {
      if (draft === undefined) return showGone(deps, context, clickedView(input));
      await replaceView(context, clickedView(input).id, await loadWrite(deps, draft));
    },
  });
}

async function answerTo(deps: ComposeDeps, result: SendResult): Promise<AckBody> {
  if (result.sent || result.draft === undefined)
    return { response_action: 'update', view: noticeView(say('label.yourPost'), result.words) };
  return { response_action: 'update', view: checkView(await loadCheck(deps, result.draft, result.words)) };
}
