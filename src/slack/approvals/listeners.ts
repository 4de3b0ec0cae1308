import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { assertMayLook, type DecideDeps, type Decision, decide, type PolicyScope, StaleDecisionError } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import type { DraftDeps } from '../../posts/index.js';
import type { CardStore } from '../../publishing/index.js';
import { quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type AnyListener, type ListenerContext, listener, PayloadError } from '../listener.js';
import { noticeView } from '../notice.js';
import { onClick } from '../on-click.js';
import { actionPayload, formValues, viewSubmission } from '../payloads.js';
import { REASON_WORDS } from '../results/settled-card.js';
import { type WholeTextDeps, wholeText } from '../results/whole-text.js';
import { showModal } from '../show-modal.js';
import { seeChangesListener } from './changes-listener.js';
import { clicked } from './clicked.js';
import { readAllModal, reasonModal } from './modals.js';
import { moreListeners } from './more-listeners.js';

/** What the buttons of the review card need. */
export interface ApprovalsDeps extends DecideDeps, WholeTextDeps, DraftDeps {
  readonly cards: Pick<CardStore, 'card'>;
  /** Draws a post's card anew. */
  drawCard(workspace: string, post: string): void;
  /** The modal that says who approves, and lets an admin change it. */
  policyModal(context: ListenerContext, scope: PolicyScope): Promise<ModalView>;
  /** Opens the history of a post. */
  openHistory(context: ListenerContext, clicked: { readonly trigger_id: string }, post: string): Promise<void>;
  /** Opens the compose modal on a copy of a post. */
  openDuplicate(context: ListenerContext, clicked: { readonly trigger_id: string }, post: string): Promise<void>;
  /** Opens the compose modal on a reviewed post. */
  openEdit(input: { readonly context: ListenerContext; readonly triggerId: string; readonly post: string }): Promise<void>;
}

/** Approve, Request changes, Reject, Read all, See changes and Edit. */
export function approvalListeners(deps: ApprovalsDeps): AnyListener[] {
  return [
    approveListener(deps),
    ...reasonListeners(deps, 'changes_requested'),
    ...reasonListeners(deps, 'rejected'),
    readAllListener(deps),
    seeChangesListener(deps),
    editListener(deps),
    ...moreListeners(deps),
  ];
}

function approveListener(deps: ApprovalsDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.approve,
    parse: actionPayload,
    ack: async (input, context) => {
      const about = clicked(input.actions[0].value);
      const refused = await decideOrSay(deps, {
        workspace: context.workspace.id,
        ...about,
        person: context.userId,
        kind: 'approved',
      });
      return { carry: { post: about.post, refused } };
    },
    work: async (_input, context, { post, refused }) => {
      deps.drawCard(context.workspace.id, post);
      if (refused !== undefined) await context.tell(refused);
    },
  });
}

/** The button that opens the modal, and the modal's submit. */
function reasonListeners(deps: ApprovalsDeps, kind: 'changes_requested' | 'rejected'): AnyListener[] {
  const rejecting = kind === 'rejected';
  return [
    onClick(rejecting ? ACTIONS.reject : ACTIONS.requestChanges, async (input, context) => {
      const { value = '' } = input.actions[0];
      if (clicked(value).post === '') throw new PayloadError('The button carries no post.');
      await context.client.views.open({ trigger_id: input.trigger_id, view: reasonModal(kind, value) });
    }),
    listener({
      kind: 'view',
      id: rejecting ? VIEWS.reject : VIEWS.requestChanges,
      parse: viewSubmission,
      ack: async (input, context) => {
        const { post, revision } = clicked(input.view.private_metadata);
        const values = formValues(input.view);
        const comment = values.text(ACTIONS.comment)?.trim() ?? '';
        const block = values.block(ACTIONS.comment);
        if (comment === '' && block !== undefined) {
          return {
            body: { response_action: 'errors', errors: { [block]: say('review.commentMissing') } },
            carry: post,
          };
        }
        const reason = reasons.catch('other').parse(values.option(ACTIONS.reason));
        const refused = await decideOrSay(deps, {
          workspace: context.workspace.id,
          post,
          revision,
          person: context.userId,
          kind,
          reason,
          comment,
        });
        const body: AckBody =
          refused === undefined ? { response_action: 'clear' } : { response_action: 'update', view: refusedView(refused, comment) };
        return { body, carry: post };
      },
      work: async (_input, context, post) => deps.drawCard(context.workspace.id, post),
    }),
  ];
}

function readAllListener(deps: ApprovalsDeps): AnyListener {
  return onClick(ACTIONS.readAll, async (input, context) => {
    const { post, revision } = clicked(input.actions[0].value);
    const [about, found] = await Promise.all([
      deps.posts.post(context.workspace.id, post),
      deps.posts.revision(context.workspace.id, post, revision),
    ]);
    if (about !== undefined) await assertMayLook(deps, about, context.userId);
    if (about === undefined || found === undefined) return context.tell(say('post.gone'));
    const view = readAllModal(await wholeText(deps, found));
    await showModal(context.client, input, view);
  });
}

function editListener(deps: ApprovalsDeps): AnyListener {
  return onClick(ACTIONS.edit, (input, context) =>
    deps.openEdit({ context, triggerId: input.trigger_id, post: clicked(input.actions[0].value).post }),
  );
}

/** Decides, or gives the sentence of why it was too late. What the person wrote is not lost: it comes back with the sentence. */
async function decideOrSay(deps: ApprovalsDeps, input: Parameters<typeof decide>[1]): Promise<string | undefined> {
  try {
    await decide(deps, input);
    return undefined;
  } catch (error) {
    if (error instanceof StaleDecisionError) return error.message;
    throw error;
  }
}

function refusedView(sentence: string, comment: string): ModalView {
  const view = noticeView('Copydesk', sentence);
  return { ...view, blocks: [...view.blocks, section(say('review.commentNotSent')), quoted(comment)] };
}

const reasons = z.enum(Object.keys(REASON_WORDS) as [NonNullable<Decision['reason']>, ...NonNullable<Decision['reason']>[]]);
