import { say } from '../../language/index.js';
import {
  deleteLive,
  isLive,
  isPostOut,
  LiveRefusedError,
  liveRefs,
  type NotDeletable,
  tryChangeAgain,
  whyNotDeleted,
} from '../../publishing/index.js';
import { authorize } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload, formValues, viewSubmission } from '../payloads.js';
import { accountLabel } from '../results/card-state.js';
import type { ResultListenersDeps } from '../results/listeners.js';
import { sentences } from '../results/sentences.js';
import { showModal } from '../show-modal.js';
import { deleteView, type LivePlace } from './delete-view.js';

/** Delete what is live, and Try again for a change that failed. */
export function deleteListeners(deps: ResultListenersDeps): AnyListener[] {
  return [openDelete(deps), submitDelete(deps), tryAgain(deps)];
}

function openDelete(deps: ResultListenersDeps): AnyListener {
  return onClick(ACTIONS.deleteLive, async (input, context) => {
    const workspace = context.workspace.id;
    const post = await deps.posts.post(workspace, input.actions[0].value ?? '');
    if (post === undefined) throw new LiveRefusedError(say('post.gone'));
    await authorize(deps, { workspace, brand: post.brand, person: context.userId, right: 'delete', author: post.author });
    const places = await livePlaces(deps, workspace, post.id);
    if (places.length === 0) throw new LiveRefusedError(say('live.delete.nothing'));
    await showModal(context.client, input, deleteView({ post: post.id, places }));
  });
}

function submitDelete(deps: ResultListenersDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.deleteLive,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const publications = formValues(view).options(ACTIONS.deleteFrom);
      const about = { workspace: context.workspace.id, post: view.private_metadata, person: context.userId };
      return { carry: await deleteLive(deps, { ...about, publications }) };
    },
    work: async (_input, context, refused) => {
      deps.poke();
      if (refused.length > 0) await context.tell([say('live.delete.refused'), ...refused].join(' '));
    },
  });
}

function tryAgain(deps: ResultListenersDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.changeAgain,
    parse: actionPayload,
    ack: async (input, context) => {
      await tryChangeAgain(deps, { workspace: context.workspace.id, publication: input.actions[0].value ?? '', person: context.userId });
      return { carry: undefined };
    },
    work: async () => deps.poke(),
  });
}

async function livePlaces(deps: ResultListenersDeps, workspace: string, post: string): Promise<LivePlace[]> {
  const live = (await deps.publications.ofPost(workspace, post)).filter((each) => isLive(each) || isPostOut(each));
  const accounts = await deps.accounts.accountsById(
    workspace,
    live.map(({ account }) => account),
  );
  const asked = (await deps.workspaces.brands(workspace)).some(({ asksToDelete }) => asksToDelete === true);
  return live.map((publication): LivePlace => {
    const platform = deps.platforms.get(publication.platform);
    const account = accounts.find(({ id }) => id === publication.account);
    const name = account?.name ?? say('post.accountGone');
    const whyNot = whyNotDeleted(publication, platform, account);
    return {
      publication: publication.id,
      label: accountLabel({ platformName: platform?.profile.name ?? publication.platform, name }),
      parts: liveRefs(publication, platform).length,
      ...(publication.link === undefined ? {} : { link: publication.link }),
      ...(whyNot === undefined ? {} : refusal(whyNot, { account: publication.account, asked })),
    };
  });
}

/** Connecting again asks for the permission only where an admin has said so. */
function refusal(
  { sentence, afterReconnect }: NotDeletable,
  { account, asked }: { readonly account: string; readonly asked: boolean },
): Pick<LivePlace, 'whyNot' | 'reconnect'> {
  if (!afterReconnect) return { whyNot: sentence };
  if (!asked) return { whyNot: sentences(sentence, say('live.delete.switchOn')) };
  return { whyNot: sentences(sentence, say('live.delete.reconnect')), reconnect: account };
}
