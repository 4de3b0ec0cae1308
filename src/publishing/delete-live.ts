import type { Account } from '../accounts/index.js';
import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import { authorize, type Right, type RightsDeps } from '../workspaces/index.js';
import type { PublishingDeps } from './deps.js';
import { lastChange, whyNotDeleted, whyNotEdited, withChange } from './live-change.js';
import type { LiveChange, Publication } from './publication.js';

/** What changing what is live needs. */
export type LiveDeps = PublishingDeps & RightsDeps;

/** Nothing was asked for; `message` says why not. */
export class LiveRefusedError extends RefusedError {
  override readonly name = 'LiveRefusedError';
}

/**
 * Asks for these publications of a post to be taken down where they are live. Resolves to why some of them cannot be, a sentence each.
 * Throws {@link LiveRefusedError} where none can, `NotAllowedError`.
 */
export async function deleteLive(
  deps: LiveDeps,
  input: { readonly workspace: string; readonly post: string; readonly person: string; readonly publications: readonly string[] },
): Promise<readonly string[]> {
  await authorizeAbout(deps, input, 'delete');
  const refused = new Set<string>();
  const asked = new Set<string>();
  const at = deps.clock.now();
  for (const id of input.publications) {
    const done = await asking(deps, { ...input, publication: id }, (publication, account) => {
      const reason = whyNotDeleted(publication, deps.platforms.get(publication.platform), account);
      if (reason !== undefined) throw new LiveRefusedError(reason.sentence);
      return { kind: 'delete', id: deps.ids.id(), by: input.person, at };
    }).catch(sentenceOf);
    if (typeof done === 'string') refused.add(done);
    else asked.add(done.account);
  }
  if (asked.size === 0) throw new LiveRefusedError([...refused].join(' ') || say('publishing.live.nothingChosen'));
  await deps.lanes.wake(input.workspace, [...asked], at);
  deps.notifier.changed(input.workspace, input.post);
  return [...refused];
}

/** Asks once more for a change that failed. Throws {@link LiveRefusedError}, `NotAllowedError`. */
export async function tryChangeAgain(
  deps: LiveDeps,
  input: { readonly workspace: string; readonly publication: string; readonly person: string },
): Promise<void> {
  const found = await deps.publications.publication(input.workspace, input.publication);
  if (found === undefined) throw new LiveRefusedError(say('post.gone'));
  const about = { ...input, post: found.post };
  await authorizeAbout(deps, about, 'repair');
  const at = deps.clock.now();
  const { account } = await asking(deps, about, (publication, ofAccount) => {
    const change = lastChange(publication);
    if (change?.state !== 'failed') throw new LiveRefusedError(say('publishing.live.notFailed'));
    const platform = deps.platforms.get(publication.platform);
    const reason =
      change.kind === 'delete' ? whyNotDeleted(publication, platform, ofAccount)?.sentence : whyNotEdited(publication, platform);
    if (reason !== undefined) throw new LiveRefusedError(reason);
    const { overAt: _overAt, trouble: _trouble, state: _state, tries: _tries, ...same } = change;
    return { ...same, id: deps.ids.id(), by: input.person, at };
  });
  await deps.lanes.wake(input.workspace, [account], at);
  deps.notifier.changed(input.workspace, found.post);
}

async function authorizeAbout(
  deps: LiveDeps,
  { workspace, post: id, person }: { readonly workspace: string; readonly post: string; readonly person: string },
  right: Right,
): Promise<void> {
  const post = await deps.posts.post(workspace, id);
  if (post === undefined) throw new LiveRefusedError(say('post.gone'));
  await authorize(deps, { workspace, brand: post.brand, person, right, author: post.author });
}

/** Writes a change of one publication of the post over whatever it is now. Throws {@link LiveRefusedError}. */
async function asking(
  deps: LiveDeps,
  { workspace, post, publication: id }: { readonly workspace: string; readonly post: string; readonly publication: string },
  change: (publication: Publication, account: Account | undefined) => Omit<LiveChange, 'state' | 'tries'>,
): Promise<Publication> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const publication = await deps.publications.publication(workspace, id);
    if (publication === undefined || publication.post !== post) throw new LiveRefusedError(say('post.gone'));
    const [account] = await deps.accounts.accountsById(workspace, [publication.account]);
    const written = await deps.publications.change(publication, withChange(publication, change(publication, account)));
    if (written !== undefined) return written;
  }
  throw new LiveRefusedError(say('post.changedMeanwhile'));
}

function sentenceOf(error: unknown): string {
  if (error instanceof LiveRefusedError) return error.message;
  throw error;
}

const MOST_TRIES = 5;
