import type { Platform } from '../platforms/platform.js';
import { isConfirmedRef, type LiveChange, type Publication } from './publication.js';

/** The change of what is live that is still to be made; undefined where there is none. */
export function openChange({ liveChanges = [] }: Pick<Publication, 'liveChanges'>): LiveChange | undefined {
  return liveChanges.find(({ state }) => state === 'waits');
}

/** The last change that was asked for, whatever became of it. */
export function lastChange({ liveChanges = [] }: Pick<Publication, 'liveChanges'>): LiveChange | undefined {
  return liveChanges.at(-1);
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

/** The platform's ids of everything that is known to be live of it, the last part of a thread first; a post that went out twice has two. */
export function liveRefs({ acts }: Pick<Publication, 'acts'>): string[] {
  const refs = acts.flatMap(({ ref, attempts }) => [
    ...(ref === undefined ? [] : [ref]),
    ...attempts.flatMap(({ outcome }) => (outcome?.kind === 'published' ? [outcome.ref] : [])),
  ]);
  return [...new Set(refs)].reverse();
}

/** Why this cannot be deleted, in words; undefined where it can. Pure. */
export function whyNotDeleted(publication: Publication, platform: Platform | undefined): string | undefined {
  const { state } = publication;
  if (state === 'deleted') return 'It is deleted already.';
  if (state !== 'published') return 'It is not published.';
  if (openChange(publication)?.kind === 'delete') return 'It is being deleted already.';
  if (platform === undefined) return 'Its platform is not set up any more.';
  const { name } = platform.profile;
  if (platform.delete === undefined) return `Copydesk cannot delete on ${name}. Delete it there.`;
  return liveRefs(publication).some(isConfirmedRef) ? `${unseen(name)} Delete it there.` : undefined;
}

/** Why its words cannot be changed where it is live, in words; undefined where they can. Pure. */
export function whyNotEdited(publication: Publication, platform: Platform | undefined): string | undefined {
  if (publication.state !== 'published') return 'It is not published.';
  if (openChange(publication)?.kind === 'delete') return 'It is being deleted.';
  if (platform === undefined) return 'Its platform is not set up any more.';
  const { name } = platform.profile;
  if (platform.edit === undefined) return `Copydesk cannot edit what is live on ${name}.`;
  return liveRefs(publication).some(isConfirmedRef) ? unseen(name) : undefined;
}

function unseen(name: string): string {
  return `Somebody said that it is live without giving its link, so Copydesk does not know which post on ${name} it is.`;
}

const MOST_CHANGES = 50;
