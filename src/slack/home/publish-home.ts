import type { HomeView } from '@slack/types';
import { createInTurn } from '../../lib/in-turn.js';
import { RefusedError } from '../../lib/refused-error.js';
import { slackErrorCode } from '../results/slack-error.js';
import { EVERYTHING } from './choice.js';
import type { HomeDeps } from './deps.js';
import { loadHome } from './load-home.js';
import { homeView, saidView } from './view.js';

/** Publishes a person's Home as it is now. Throws what Slack or a read throws; a refusal to the person is drawn as words. */
export type PublishHome = (workspace: string, person: string) => Promise<void>;

/**
 * One publisher per process. Slack's mark of the view that is shown is read before the data is, and sent along: who read older data is
 * refused (`hash_conflict`, slack:reference/methods/views.publish, November 2026) and reads again.
 */
export function createPublishHome(deps: HomeDeps): PublishHome {
  const inTurn = createInTurn();
  return (workspace, person) => inTurn(`${workspace}|${person}`, () => publish(deps, workspace, person, MOST_TRIES));
}

async function publish(deps: HomeDeps, workspace: string, person: string, tries: number): Promise<void> {
  const client = await deps.clients.of(workspace);
  const kept = await deps.homes.home(workspace, person);
  const view = await draw(deps, workspace, person, kept?.choice ?? EVERYTHING);
  try {
    const hash = kept?.hash === undefined ? {} : { hash: kept.hash };
    const shown = await client.views.publish({ user_id: person, view, ...hash });
    if (shown.view?.hash !== undefined) await deps.homes.published(workspace, person, shown.view.hash);
  } catch (error) {
    if (slackErrorCode(error) !== 'hash_conflict' || tries <= 1) throw error;
    const now = await deps.homes.home(workspace, person);
    if (now?.hash !== undefined && now.hash === kept?.hash) await deps.homes.forgetHash(workspace, person);
    await publish(deps, workspace, person, tries - 1);
  }
}

async function draw(
  deps: HomeDeps,
  workspace: string,
  person: string,
  choice: Parameters<typeof loadHome>[1]['choice'],
): Promise<HomeView> {
  try {
    return homeView(await loadHome(deps, { workspace, person, choice }));
  } catch (error) {
    if (error instanceof RefusedError) return saidView(error.message);
    throw error;
  }
}

const MOST_TRIES = 3;
