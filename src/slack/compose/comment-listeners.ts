import { changeDraft, type Draft, withFirstComment } from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { actionPayload, type Click, formValues, type Submission, viewSubmission } from '../payloads.js';
import { clickedView, keepAltTexts, showGone } from './check-clicks.js';
import { commentView } from './comment-view.js';
import type { ComposeDeps } from './deps.js';
import { readMetadata } from './metadata.js';
import { sentenceOf } from './refused.js';
import { showCheck } from './show-check.js';

/** The first comment of all accounts: the button on the second screen, and its submit. */
export function commentListeners(deps: ComposeDeps): AnyListener[] {
  return [commentButton(deps), commentSubmit(deps)];
}

function commentButton(deps: ComposeDeps): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id: ACTIONS.firstComment,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, clickedView(input)) }),
    work: async (input, context, draft) => {
      if (draft === undefined) return showGone(deps, context, clickedView(input));
      const { id, version, brand, comment = '' } = draft;
      await context.client.views.push({ trigger_id: input.trigger_id, view: commentView({ draft: id, version, brand }, comment) });
    },
  });
}

function commentSubmit(deps: ComposeDeps): AnyListener {
  return listener<Submission, string | undefined>({
    kind: 'view',
    id: VIEWS.firstComment,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const { draft, version } = readMetadata(view.private_metadata);
      const form = formValues(view);
      try {
        const key = { workspace: context.workspace.id, draft, person: context.userId, version };
        await changeDraft(deps, key, (now) => withFirstComment(now, form.text(ACTIONS.commentText) ?? ''));
        return { carry: draft };
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        const errors = { [form.block(ACTIONS.commentText) ?? '']: sentence };
        return { body: { response_action: 'errors' as const, errors }, carry: undefined };
      }
    },
    work: async ({ view }, context, draft) => {
      const below = view.previous_view_id ?? view.root_view_id;
      if (draft !== undefined && below != null) await showCheck(deps, context, { draft, view: below, closed: 'quiet' });
    },
  });
}
