import { reviewedBefore, seePerson } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { changesBetween } from '../../posts/index.js';
import { NotAllowedError, outsideSentence } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import type { AnyListener } from '../listener.js';
import { onClick } from '../on-click.js';
import { slackErrorCode } from '../results/slack-error.js';
import { showModal } from '../show-modal.js';
import { type ChangesState, changesModal } from './changes-modal.js';
import { clicked } from './clicked.js';
import type { ApprovalsDeps } from './listeners.js';

/** What showing changes needs. */
export type ChangesDeps = Pick<ApprovalsDeps, 'posts' | 'decisions' | 'accounts' | 'platforms' | 'workspaces' | 'people' | 'cards'>;

/** See changes, on the card of a post that was edited. People from outside see no words but those they are asked about. */
export function seeChangesListener(deps: ChangesDeps): AnyListener {
  return onClick(ACTIONS.seeChanges, async (input, context) => {
    const { post, revision } = clicked(input.actions[0].value);
    const state = await changesState(deps, { workspace: context.workspace.id, post, revision, person: context.userId });
    if (state === undefined) return context.tell(say('post.gone'));
    try {
      await showModal(context.client, input, changesModal(state));
    } catch (error) {
      if (slackErrorCode(error) !== 'invalid_arguments' || Object.keys(state.pictures).length === 0) throw error;
      await showModal(context.client, input, changesModal({ ...state, pictures: {} }));
    }
  });
}

async function changesState(
  deps: ChangesDeps,
  { workspace, post: id, revision: number, person }: { workspace: string; post: string; revision: number; person: string },
): Promise<ChangesState | undefined> {
  const [post, decisions, revision, card] = await Promise.all([
    deps.posts.post(workspace, id),
    deps.decisions.decisions(workspace, id),
    deps.posts.revision(workspace, id, number),
    deps.cards.card(workspace, id),
  ]);
  const before = reviewedBefore(decisions, number);
  if (post === undefined || revision === undefined || before === undefined) return undefined;
  const seen = await seePerson(deps, post, person);
  const outside = outsideSentence(seen.person);
  if (outside !== undefined) throw new NotAllowedError(outside);
  const since = await deps.posts.revision(workspace, id, before.revision);
  if (since === undefined) return undefined;
  const ids = [...new Set([...since.accounts, ...revision.accounts].map(({ account }) => account))];
  const accounts = (await deps.accounts.accountsById(workspace, ids)).map((account) => ({
    ...account,
    platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform,
  }));
  return {
    changes: changesBetween(deps, since, revision),
    revision,
    since,
    ...(before.decision === undefined ? {} : { decision: before.decision }),
    accounts,
    pictures: card?.pictures ?? {},
    zone: seen.brand.zone,
  };
}
