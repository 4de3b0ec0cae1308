import { say } from '../../language/index.js';
import { partToFind, RepairRefusedError, repair } from '../../publishing/index.js';
import { authorize } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, viewSubmission } from '../payloads.js';
import { accountLabel } from './card-state.js';
import type { ResultListenersDeps } from './listeners.js';
import { whereView } from './where-view.js';

/** It is live, said of a part of a thread that is to go on: asks for its link, and goes on from there. */
export function whereListeners(deps: ResultListenersDeps): AnyListener[] {
  return [openWhere(deps), submitWhere(deps)];
}

function openWhere(deps: ResultListenersDeps): AnyListener {
  return onClick(ACTIONS.whereIsIt, async (input, context) => {
    const workspace = context.workspace.id;
    const publication = await deps.publications.publication(workspace, input.actions[0].value ?? '');
    const post = publication === undefined ? undefined : await deps.posts.post(workspace, publication.post);
    const part = publication === undefined ? undefined : partToFind(publication);
    if (publication === undefined || post === undefined || part === undefined) throw new RepairRefusedError(say('repair.where.settled'));
    await authorize(deps, { workspace, brand: post.brand, person: context.userId, right: 'repair', author: post.author });
    const [account] = await deps.accounts.accountsById(workspace, [publication.account]);
    const revision = await deps.posts.revision(workspace, post.id, publication.revision);
    const content = revision?.accounts.find((each) => each.account === publication.account)?.content;
    const platform = deps.platforms.get(publication.platform);
    const act = content === undefined ? undefined : platform?.acts(content).find(({ key }) => key === part.key);
    const view = whereView({
      publication: publication.id,
      part,
      label: accountLabel({
        platformName: platform?.profile.name ?? publication.platform,
        name: account?.name ?? say('post.accountGone'),
      }),
      text: act?.content.text ?? '',
      ...(account === undefined || platform === undefined ? {} : { profileUrl: platform.profileUrl(account) }),
      wasSeen: publication.state === 'failed',
    });
    await context.client.views.open({ trigger_id: input.trigger_id, view });
  });
}

function submitWhere(deps: ResultListenersDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.whereIsIt,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const address = formValues(view).text(ACTIONS.address)?.trim() ?? '';
      await repair(deps, {
        workspace: context.workspace.id,
        publication: view.private_metadata,
        person: context.userId,
        repair: 'it is live',
        ...(address === '' ? {} : { address }),
      });
      return { carry: undefined };
    },
    work: async () => deps.poke(),
  });
}
