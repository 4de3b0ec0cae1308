import { seePerson } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { NotAllowedError, outsideSentence } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import type { AnyListener, ListenerContext } from '../listener.js';
import { onClick } from '../on-click.js';
import { showModal } from '../show-modal.js';
import type { HistoryDeps } from './deps.js';
import { exportListeners } from './export-listeners.js';
import { type HistoryState, historyModal } from './history-modal.js';

/** History on a card, its pages, and the export of a brand's. */
export function historyListeners(deps: HistoryDeps): AnyListener[] {
  return [openListener(deps), pageListener(deps), ...exportListeners(deps)];
}

/** Opens the history of a post. Throws `NotAllowedError` for somebody from outside. */
export async function openHistory(
  deps: HistoryDeps,
  context: ListenerContext,
  clicked: Parameters<typeof showModal>[1],
  post: string,
): Promise<void> {
  const state = await historyState(deps, context, post, 0);
  if (state === undefined) return context.tell(say('post.gone'));
  await showModal(context.client, clicked, historyModal(state));
}

function openListener(deps: HistoryDeps): AnyListener {
  return onClick(ACTIONS.history, (input, context) => openHistory(deps, context, input, input.actions[0].value ?? ''));
}

function pageListener(deps: HistoryDeps): AnyListener {
  return onClick(ACTIONS.historyPage, async (input, context) => {
    const [post = '', page = '0'] = (input.actions[0].value ?? '').split(':');
    const state = await historyState(deps, context, post, Math.max(0, Number.parseInt(page, 10) || 0));
    if (state === undefined || input.view === undefined) return context.tell(say('post.gone'));
    await context.client.views.update({ view_id: input.view.id, view: historyModal(state) });
  });
}

async function historyState(
  deps: HistoryDeps,
  { workspace: { id: workspace }, userId }: ListenerContext,
  id: string,
  page: number,
): Promise<HistoryState | undefined> {
  const post = await deps.posts.post(workspace, id);
  if (post === undefined) return undefined;
  const outside = outsideSentence((await seePerson(deps, post, userId)).person);
  if (outside !== undefined) throw new NotAllowedError(outside);
  const found = await deps.history.ofPost(workspace, id, { skip: page * PAGE, limit: PAGE + 1 });
  const entries = found.slice(0, PAGE);
  const ids = [...new Set(entries.flatMap(({ account }) => account ?? []))];
  const accounts = (await deps.accounts.accountsById(workspace, ids)).map((account) => ({
    ...account,
    platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform,
  }));
  return { post: id, entries, page, more: found.length > PAGE, accounts };
}

/** With a comment each, and the rest, as many as a modal holds. */
const PAGE = 40;
