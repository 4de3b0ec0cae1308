import { progressOf, reviewedBefore, reviewMark, reviewOf } from '../../approvals/index.js';
import { type AccountContent, changesBetween, partsOf, settingWords } from '../../posts/index.js';
import { type Card, closePost, textEditable } from '../../publishing/index.js';
import { readGroups } from '../../workspaces/index.js';
import type { AccountDetails, CardAccount, CardState } from './card-state.js';
import type { ResultsDeps } from './deps.js';
import { readLive } from './read-live.js';
import { isPending } from './settled-card.js';

/** Reads everything a card shows, and closes the post where every publication is final. Undefined when the post is gone. */
export async function readCardState(deps: ResultsDeps, card: Card): Promise<CardState | undefined> {
  const { workspace } = card;
  const [stored, publications, decisions] = await Promise.all([
    deps.posts.post(workspace, card.post),
    deps.publications.ofPost(workspace, card.post),
    deps.decisions.decisions(workspace, card.post),
  ]);
  if (stored === undefined) return undefined;
  const post = await closePost(deps, stored, publications);
  const [revision, brand, brands] = await Promise.all([
    deps.posts.revision(workspace, post.id, post.revision),
    deps.workspaces.brand(workspace, post.brand),
    deps.workspaces.brands(workspace),
  ]);
  if (revision === undefined || brand === undefined) return undefined;
  const ids = [...new Set([...revision.accounts.map(({ account }) => account), ...publications.map(({ account }) => account)])];
  const accounts = (await deps.accounts.accountsById(workspace, ids)).map(
    (account): CardAccount => ({ ...account, platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform }),
  );
  const drawnAt = deps.clock.now();
  const closed = await deps.lanes.closed(
    workspace,
    publications.map(({ account }) => account),
    drawnAt,
  );
  const details = Object.fromEntries(revision.accounts.map((each) => [each.account, detailsOf(deps, each)]));
  const several = brands.length > 1;
  const editsText = textEditable(publications, deps.platforms).length > 0;
  const state = {
    post,
    revision,
    brand,
    several,
    accounts,
    publications,
    decisions,
    details,
    pictures: card.pictures,
    closed,
    editsText,
    drawnAt,
  };
  if (!isPending(post)) return state;
  const [review, changes, live] = await Promise.all([readReview(deps, state), readChanges(deps, state), readLive(deps, state)]);
  return { ...state, review, live, ...(changes === undefined ? {} : { changes }) };
}

async function readChanges(
  deps: ResultsDeps,
  { post, revision, decisions }: Pick<CardState, 'post' | 'revision' | 'decisions'>,
): Promise<CardState['changes']> {
  const before = reviewedBefore(decisions, revision.number);
  const since = before === undefined ? undefined : await deps.posts.revision(post.workspace, post.id, before.revision);
  return since === undefined ? undefined : { since: since.number, changes: changesBetween(deps, since, revision) };
}

/** How far the approval is. */
async function readReview(
  deps: ResultsDeps,
  { post, revision, brand, decisions }: Pick<CardState, 'post' | 'revision' | 'brand' | 'decisions'>,
): Promise<NonNullable<CardState['review']>> {
  const [workspace, groups] = await Promise.all([
    deps.workspaces.workspace(post.workspace),
    readGroups(deps, brand, post.policy === undefined ? [] : [post.policy]),
  ]);
  if (workspace === undefined) throw new Error(`The workspace ${post.workspace} is gone.`);
  const review = reviewOf({ workspace, brand, groups }, post, revision, decisions);
  const progress = progressOf(review);
  return { progress, mark: reviewMark(review, progress) };
}

/** What the account's platform makes of its content. */
export function detailsOf({ platforms }: Pick<ResultsDeps, 'platforms'>, { platform: id, content }: AccountContent): AccountDetails {
  const platform = platforms.get(id);
  if (platform === undefined) return { parts: [], settings: [] };
  return { parts: partsOf(platform, content).map(({ text }) => text), settings: settingWords(platform, content) };
}
