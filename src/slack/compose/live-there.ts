import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { contentsFor, type Draft } from '../../posts/index.js';
import { isPostOut, type LiveEffect } from '../../publishing/index.js';
import { accountLabel } from '../results/card-state.js';
import { readLive } from '../results/read-live.js';
import type { ComposeDeps } from './deps.js';

/** What approving an edit does to an account to which its post is not sent again. */
export type LiveThere = LiveEffect | 'it is deleted';

/** By account: what approving the draft does where its post is out already, or was; empty for a new post. */
export async function liveThere(deps: ComposeDeps, draft: Draft): Promise<ReadonlyMap<string, LiveThere>> {
  const out = (await publicationsOf(deps, draft)).filter((publication) => publication.state === 'deleted' || isPostOut(publication));
  if (out.length === 0) return new Map();
  const revision = { number: draft.base + 1, accounts: await contentsFor(deps, draft) };
  const effects = await readLive(deps, { post: { id: draft.post, workspace: draft.workspace }, revision, publications: out });
  return new Map(out.map(({ account, state }) => [account, state === 'deleted' ? 'it is deleted' : (effects.get(account) ?? 'nothing')]));
}

/** What that is, in words. */
export function liveThereWords(there: LiveThere): string {
  switch (there) {
    case 'nothing':
      return say('check.account.live');
    case 'its words':
      return [say('check.account.live'), say('live.onceApproved')].join(' ');
    case 'it keeps its own':
      return [say('check.account.live'), say('check.account.liveKeeps')].join(' ');
    case 'it is deleted':
      return say('check.account.deleted');
    default:
      return never(there);
  }
}

/** The accounts where the post of a draft is live already, as `Facebook: Harbour Café`. Untrusted. */
export async function liveNames(deps: ComposeDeps, draft: Draft | undefined): Promise<string[]> {
  if (draft === undefined) return [];
  const live = (await publicationsOf(deps, draft)).filter(isPostOut).map(({ account }) => account);
  const accounts = live.length === 0 ? [] : await deps.accounts.accountsById(draft.workspace, live);
  return accounts.map(({ name, platform }) => accountLabel({ name, platformName: deps.platforms.get(platform)?.profile.name ?? platform }));
}

async function publicationsOf(deps: ComposeDeps, { workspace, post, base }: Draft) {
  return base === 0 ? [] : deps.live.ofPost(workspace, post);
}
