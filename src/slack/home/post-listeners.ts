import { say } from '../../language/index.js';
import { readerOf } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import type { AnyListener } from '../listener.js';
import { onClick } from '../on-click.js';
import { cardLink } from '../results/card-link.js';
import type { ResultsDeps } from '../results/deps.js';
import { readCardState } from '../results/read-state.js';
import { slackErrorCode } from '../results/slack-error.js';
import { showModal } from '../show-modal.js';
import type { HomeDeps } from './deps.js';
import { postModal } from './post-modal.js';

/** What showing one post needs. */
export type PostDeps = HomeDeps & ResultsDeps;

/** Open, on every line about a post. */
export function postListeners(deps: PostDeps): AnyListener[] {
  return [
    onClick(ACTIONS.openPost, async (input, context) => {
      const workspace = context.workspace.id;
      const { brands, archived } = await readerOf(deps, { workspace, person: context.userId });
      const post = input.actions[0].value ?? '';
      const card = (await deps.cards.card(workspace, post)) ?? { workspace, post, pictures: {} };
      const state = await readCardState(deps, card);
      if (state === undefined || [...brands, ...archived].every(({ id }) => id !== state.brand.id)) return context.tell(say('post.gone'));
      const link = await cardLink(context.client, card);
      try {
        await showModal(context.client, input, postModal(state, link));
      } catch (error) {
        if (slackErrorCode(error) !== 'invalid_arguments' || Object.keys(state.pictures).length === 0) throw error;
        await showModal(context.client, input, postModal({ ...state, pictures: {} }, link));
      }
    }),
  ];
}
