import { isDeepStrictEqual } from 'node:util';
import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { COMMENT_ACT, type Content, type Platform, type PlatformAccount, type PlatformId } from '../platforms/platform.js';
import { contentHash } from '../posts/index.js';
import { awaitsComment } from './first-comment.js';
import { isConfirmedRef, isPartlyOut, type LiveChange, type Publication } from './publication.js';

/** The change of what is live that is still to be made; undefined where there is none. */
export function openChange({ liveChanges = [] }: Pick<Publication, 'liveChanges'>): LiveChange | undefined {
  return liveChanges.find(({ state }) => state === 'waits');
}

/** The last change that was asked for, whatever became of it. */
export function lastChange({ liveChanges = [] }: Pick<Publication, 'liveChanges'>): LiveChange | undefined {
  return liveChanges.at(-1);
}

/** Since when a change has waited for somebody to help it along: it failed, or its account has to be connected again. Undefined where none does. */
export function changeTroubleAt(publication: Pick<Publication, 'liveChanges'>): Date | undefined {
  const change = lastChange(publication);
  if (change?.state === 'failed') return change.overAt ?? change.at;
  return change?.state === 'waits' && change.needsReconnect === true ? (change.trouble?.at ?? change.at) : undefined;
}

/** The publication with one more change to be made, at once; one that still waits is given up for it. */
export function withChange(publication: Publication, asked: Omit<LiveChange, 'state' | 'tries'>): Publication {
  const { liveChanges = [], ...rest } = publication;
  const before = liveChanges.map((each) => (each.state === 'waits' ? over(each, 'given up', asked.at) : each));
  return { ...rest, liveChanges: [...before, { ...asked, state: 'waits' as const, tries: 0 }].slice(-MOST_CHANGES), nextAt: asked.at };
}

/** The publication with its open change replaced. */
export function withOpenChange(publication: Publication, change: LiveChange): Publication {
  return { ...publication, liveChanges: (publication.liveChanges ?? []).map((each) => (each.id === change.id ? change : each)) };
}

/** A change that waits no more. */
export function over(
  change: LiveChange,
  state: Exclude<LiveChange['state'], 'waits'>,
  at: Date,
  trouble?: LiveChange['trouble'],
): LiveChange {
  const { trouble: _trouble, needsReconnect: _needsReconnect, ...rest } = change;
  return { ...rest, state, overAt: at, ...(trouble === undefined ? {} : { trouble }) };
}

/**
 * The platform's ids of everything that is known to be live of it, the last part of a thread first; a post that went out twice has two. A first comment
 * counts where it is a post of its own: elsewhere it goes with its post.
 */
export function liveRefs({ acts }: Pick<Publication, 'acts'>, platform: Pick<Platform, 'comments'> | undefined): string[] {
  const own = acts.filter(({ key }) => key !== COMMENT_ACT || platform?.comments?.arePosts === true);
  const refs = own.flatMap(({ ref, attempts }) => [
    ...(ref === undefined ? [] : [ref]),
    ...attempts.flatMap(({ outcome }) => (outcome?.kind === 'published' ? [outcome.ref] : [])),
  ]);
  return [...new Set(refs)].reverse();
}

/** There is something of it to take down: it is published, or a thread that stopped with some parts out. */
export function isLive(publication: Publication): boolean {
  return publication.state === 'published' || (publication.state === 'failed' && isPartlyOut(publication));
}

/** Why something cannot be deleted; `afterReconnect` where it could be once somebody connects its account again and allows it. */
export interface NotDeletable {
  readonly sentence: string;
  readonly afterReconnect: boolean;
}

/** Why this cannot be deleted; undefined where it can. Pure. */
export function whyNotDeleted(
  publication: Publication,
  platform: Platform | undefined,
  account: PlatformAccount | undefined,
): NotDeletable | undefined {
  const sentence = whyNeverDeleted(publication, platform);
  if (sentence !== undefined) return { sentence, afterReconnect: false };
  const { deletion, profile } = platform ?? {};
  if (deletion === undefined || account === undefined) return undefined;
  const standings = liveRefs(publication, platform).map((ref) => deletion.standing(account, ref));
  const barred = standings.find(({ may }) => may === 'never') ?? standings.find(({ may }) => may !== 'now');
  if (barred === undefined || barred.may === 'now') return undefined;
  if (barred.may === 'never') return { sentence: barred.sentence, afterReconnect: false };
  return { sentence: say('publishing.live.deleteNotYet', { platform: profile?.name ?? '' }), afterReconnect: true };
}

/** Why its words cannot be changed where it is live, in words; undefined where they can. Pure. */
export function whyNotEdited(publication: Publication, platform: Platform | undefined): string | undefined {
  if (publication.state !== 'published') return say('publishing.live.notPublished');
  if (openChange(publication)?.kind === 'delete') return say('publishing.live.deleting');
  if (platform === undefined) return say('publishing.live.platformGone');
  const { name } = platform.profile;
  if (platform.edit === undefined) return say('publishing.live.noEdit', { platform: name });
  return liveRefs(publication, platform).some(isConfirmedRef) ? say('publishing.live.unseen', { platform: name }) : undefined;
}

/**
 * The accounts of a post whose words can be changed where they are live. Empty while anything of it is still to go out, or failed to: then the whole
 * post is edited. Pure.
 */
export function textEditable(publications: readonly Publication[], platforms: ReadonlyMap<PlatformId, Platform>): string[] {
  if (!publications.every(({ state }) => state === 'published' || state === 'deleted' || state === 'cancelled')) return [];
  return publications.flatMap((each) => (whyNotEdited(each, platforms.get(each.platform)) === undefined ? [each.account] : []));
}

/** What the approval of a revision does to an account where the post is live; `nothing` where that has the same content. */
export type LiveEffect = 'nothing' | 'its words' | 'it keeps its own';

/** What approving `after` does where `before` is live; each absent where that revision has nothing for the account. Pure. */
export function liveEffect(
  publication: Publication,
  { before, after, editable }: { readonly before: Content | undefined; readonly after: Content | undefined; readonly editable: boolean },
): LiveEffect {
  const { account, platform } = publication;
  const hashOf = (content: Content) => contentHash([{ account, platform, content }]);
  if (before !== undefined && after !== undefined && isKnown(publication)) {
    if (hashOf(before) === hashOf(after)) return 'nothing';
    if (isDeepStrictEqual(wordsOf(before), wordsOf(after))) return 'it keeps its own';
  }
  return after !== undefined && editable && openChange(publication)?.kind !== 'delete' ? 'its words' : 'it keeps its own';
}

/** The live publication once a revision is approved; undefined where it stays as it is. */
export function afterApproval(
  publication: Publication,
  effect: LiveEffect,
  approval: { readonly id: string; readonly by: string; readonly at: Date; readonly revision: number; readonly contentHash: string },
): Publication | undefined {
  switch (effect) {
    case 'nothing':
      return { ...publication, revision: approval.revision };
    case 'its words':
      return withChange(publication, { ...approval, kind: 'edit' });
    case 'it keeps its own':
      return undefined;
    default:
      return never(effect);
  }
}

/** What is live is what `revision` says: no edit was begun that did not end well, so that its words may be there or not. */
function isKnown({ liveChanges = [] }: Publication): boolean {
  const edit = liveChanges.findLast(({ kind }) => kind === 'edit');
  return edit === undefined || edit.state === 'done';
}

function whyNeverDeleted(publication: Publication, platform: Platform | undefined): string | undefined {
  const { state } = publication;
  if (state === 'deleted') return say('publishing.live.deleted');
  if (!isLive(publication) && awaitsComment(publication)) return say('publishing.live.commentOpen');
  if (!isLive(publication)) return say('publishing.live.notPublished');
  if (openChange(publication)?.kind === 'delete') return say('publishing.live.deletingAlready');
  if (platform === undefined) return say('publishing.live.platformGone');
  const { name } = platform.profile;
  if (platform.delete === undefined) return say('publishing.live.noDelete', { platform: name });
  return liveRefs(publication, platform).some(isConfirmedRef) ? say('publishing.live.unseenDelete', { platform: name }) : undefined;
}

/** The text, and the mentions in it. */
function wordsOf({ text, options }: Content): unknown {
  return [text, options.mentions ?? []];
}

const MOST_CHANGES = 50;
