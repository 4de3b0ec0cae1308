import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { decide, PolicyRefusedError } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { DraftRefusedError, draftOfPost } from '../../posts/index.js';
import { plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { modal } from '../modal.js';
import { noticeView } from '../notice.js';
import { actionPayload, formValues, readAs, viewSubmission } from '../payloads.js';
import { clicked } from './clicked.js';
import type { ApprovalsDeps } from './listeners.js';

/** Hold, Release, Hand over, Withdraw, Who approves and Duplicate. */
export function moreListeners(deps: ApprovalsDeps): AnyListener[] {
  return [menuListener(deps), releaseListener(deps), handOverListener(deps), withdrawListener(deps)];
}

/** The menu of a card: Hold at once, a question for all else. */
function menuListener(deps: ApprovalsDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.more,
    parse: actionPayload,
    ack: async (input, context) => {
      const { act, value } = chosen(input.actions[0].selected_option?.value);
      if (act === 'hold') await decide(deps, { ...asked(context, value), kind: 'held' });
      return { carry: { act, value } };
    },
    work: async (input, context, { act, value }) => {
      const open = (view: ModalView) => context.client.views.open({ trigger_id: input.trigger_id, view });
      if (act === 'hold') deps.drawCard(context.workspace.id, clicked(value).post);
      else if (act === 'handover') await open(handOverModal(value));
      else if (act === 'withdraw') await open(withdrawModal(value));
      else if (act === 'policy') await openPolicy(deps, context, value, open);
      else if (act === 'duplicate') await deps.openDuplicate(context, input, clicked(value).post);
      else if (act === 'history') await deps.openHistory(context, input, clicked(value).post);
    },
  });
}

function releaseListener(deps: ApprovalsDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.releaseReview,
    parse: actionPayload,
    ack: async (input, context) => {
      const { post, revision } = clicked(input.actions[0].value);
      await decide(deps, { workspace: context.workspace.id, person: context.userId, post, revision, kind: 'released' });
      return { carry: post };
    },
    work: async (_input, context, post) => deps.drawCard(context.workspace.id, post),
  });
}

function handOverListener(deps: ApprovalsDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.handOver,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const to = formValues(view).users(ACTIONS.handOverTo)[0] ?? '';
      const done = await decide(deps, { ...asked(context, view.private_metadata), kind: 'handed_over', to });
      return { carry: done.post.id };
    },
    work: async (_input, context, post) => deps.drawCard(context.workspace.id, post),
  });
}

/** Withdraws, and makes sure that the words are a draft of the author's again. */
function withdrawListener(deps: ApprovalsDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.withdraw,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const { post } = await decide(deps, { ...asked(context, view.private_metadata), kind: 'withdrawn' });
      const words = await keepDraft(deps, context, post.id);
      return { body: { response_action: 'update' as const, view: noticeView(say('review.withdraw.done'), words) }, carry: post.id };
    },
    work: async (_input, context, post) => deps.drawCard(context.workspace.id, post),
  });
}

async function keepDraft(deps: ApprovalsDeps, context: ListenerContext, post: string): Promise<string> {
  try {
    await draftOfPost(deps, { workspace: context.workspace.id, post, person: context.userId });
    return say('review.withdraw.draftAgain');
  } catch (error) {
    if (error instanceof DraftRefusedError) return error.message;
    throw error;
  }
}

async function openPolicy(
  deps: ApprovalsDeps,
  context: ListenerContext,
  value: string,
  open: (view: ModalView) => Promise<unknown>,
): Promise<void> {
  const post = await deps.posts.post(context.workspace.id, clicked(value).post);
  if (post === undefined) throw new PolicyRefusedError(say('post.gone'));
  await open(await deps.policyModal(context, { brand: post.brand, post: post.id }));
}

function handOverModal(value: string): ModalView {
  return modal(VIEWS.handOver, {
    private_metadata: value,
    title: say('button.handOver'),
    submit: say('button.handOver'),
    close: say('button.cancel'),
    blocks: [
      section(say('review.handOver.intro')),
      {
        type: 'input',
        block_id: `${ACTIONS.handOverTo}:${value}`,
        label: plain(say('review.handOver.to'), LIMITS.inputLabel),
        element: {
          type: 'users_select',
          action_id: ACTIONS.handOverTo,
          placeholder: plain(say('review.handOver.choose')),
        },
      },
    ],
  });
}

function withdrawModal(value: string): ModalView {
  return modal(VIEWS.withdraw, {
    private_metadata: value,
    title: say('review.withdraw.title'),
    submit: say('button.withdraw'),
    close: say('button.cancel'),
    blocks: [section(say('review.withdraw.intro'))],
  });
}

function asked({ workspace, userId }: ListenerContext, value: string) {
  const { post, revision } = clicked(value);
  return { workspace: workspace.id, person: userId, post, revision };
}

/** `act:postId:revision:mark`. */
function chosen(value: string | undefined): { readonly act: z.infer<typeof acts>; readonly value: string } {
  const [act, ...rest] = (value ?? '').split(':');
  return { act: readAs(acts, act), value: rest.join(':') };
}

const acts = z.enum(['hold', 'handover', 'withdraw', 'policy', 'duplicate', 'history']);
