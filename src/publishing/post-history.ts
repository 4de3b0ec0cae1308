import { ANY_APPROVER, type Decision } from '../approvals/index.js';
import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import type { Post, Revision, TimingAct } from '../posts/index.js';
import type { HistoryAct, HistoryEntry } from '../workspaces/index.js';
import { awaitsComment } from './first-comment.js';
import { type Attempt, isOver, type LiveChange, type Publication, unknownAttempts } from './publication.js';

/** A revision without its words. */
export type RevisionMark = Pick<Revision, 'number' | 'by' | 'at' | 'contentHash'>;

/**
 * Every act on a post that its documents tell of, as entries of the history. Each has an id that follows from what it is about, so this may be
 * kept at every write; a state that was passed through since is not among them any more.
 */
export function postHistory({
  post,
  revisions,
  decisions,
  publications,
}: {
  readonly post: Post;
  readonly revisions: readonly RevisionMark[];
  readonly decisions: readonly Decision[];
  readonly publications: readonly Publication[];
}): HistoryEntry[] {
  const hashes = new Map(revisions.map(({ number, contentHash }) => [number, contentHash]));
  const about = (revision: number) => {
    const contentHash = hashes.get(revision);
    return { workspace: post.workspace, brand: post.brand, post: post.id, revision, ...(contentHash === undefined ? {} : { contentHash }) };
  };
  return [
    ...revisions.map(
      ({ number, by, at }): HistoryEntry => ({
        ...about(number),
        id: `revision:${post.id}:${number}`,
        act: number === 1 ? 'sent for review' : 'edited',
        person: by,
        from: 'compose',
        at,
      }),
    ),
    ...decisions.map((decision) => ({ ...about(decision.revision), ...decisionEntry(decision) })),
    ...(post.timing ?? []).map((act) => ({
      ...about(revisions.findLast(({ at }) => at <= act.at)?.number ?? post.revision),
      ...timingEntry(post, act),
    })),
    ...publications.flatMap((publication) =>
      publicationEntries(publication).map((entry) => ({ ...about(publication.revision), account: publication.account, ...entry })),
    ),
  ];
}

type Part = Omit<HistoryEntry, 'workspace' | 'brand'>;

function decisionEntry({ id, kind, person, at, contentHash, step, to, reason, comment, from }: Decision): Part {
  const detail = to ?? reason ?? (step === ANY_APPROVER.name ? undefined : step);
  return {
    id: `decision:${id}`,
    act: DECISIONS[kind],
    person,
    from: from ?? 'card',
    at,
    contentHash,
    ...(detail === undefined ? {} : { detail }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function timingEntry({ id }: Post, { kind, by, at, to }: TimingAct): Part {
  return {
    id: `timing:${id}:${kind}:${at.getTime()}`,
    act: kind,
    from: by === undefined ? 'copydesk' : 'card',
    at,
    ...(by === undefined ? {} : { person: by }),
    ...(to === undefined ? {} : { detail: to.toISOString() }),
  };
}

function publicationEntries(publication: Publication): Part[] {
  const { id, repairs = [], liveChanges = [] } = publication;
  return [
    ...repairs.map(({ kind, by, at }): Part => ({ id: `repair:${id}:${at.getTime()}`, act: REPAIRS[kind], person: by, from: 'card', at })),
    ...(awaitsComment(publication) ? postEntry(publication) : []),
    ...outcomeEntries(publication),
    ...liveChanges.flatMap(changeEntries),
  ];
}

/** The post, once its address was read. */
function postEntry({ id, publishedAt, link }: Publication): Part[] {
  if (publishedAt === undefined || link === undefined) return [];
  return [{ id: `published:${id}`, act: 'published', from: 'copydesk', at: publishedAt, detail: link }];
}

function outcomeEntries(publication: Publication): Part[] {
  const { id, state, trouble, publishedAt, link, acts } = publication;
  switch (state) {
    case 'published':
    case 'deleted':
      return isOver(publication) && publishedAt !== undefined
        ? [{ id: `published:${id}`, act: 'published', from: 'copydesk', at: publishedAt, ...(link === undefined ? {} : { detail: link }) }]
        : [];
    case 'failed':
    case 'blocked':
      return trouble === undefined
        ? []
        : [
            {
              id: `${state}:${id}:${trouble.at.getTime()}`,
              act: state,
              from: 'copydesk',
              at: trouble.at,
              detail: awaitsComment(publication) ? say('history.firstComment', { trouble: trouble.sentence }) : trouble.sentence,
            },
          ];
    case 'unknown':
      return unknownAttempts({ acts }).map(
        (attempt: Attempt): Part => ({ id: `unknown:${attempt.id}`, act: 'outcome unknown', from: 'copydesk', at: attempt.intentAt }),
      );
    case 'queued':
    case 'staging':
    case 'processing':
    case 'ready':
    case 'publishing':
    case 'held':
    case 'cancelled':
      return [];
    default:
      return never(state);
  }
}

/** An edit was asked for by its approval, which stands in the history already. */
function changeEntries({ id, kind, by, at, overAt, state, trouble }: LiveChange): Part[] {
  const asked: Part[] = kind === 'delete' ? [{ id: `change:${id}:asked`, act: 'deletion asked for', person: by, from: 'card', at }] : [];
  if (overAt === undefined || state === 'waits' || state === 'given up') return asked;
  const detail = trouble === undefined ? {} : { detail: trouble.sentence };
  const person = state === 'done' ? { person: by } : {};
  return [...asked, { id: `change:${id}:${state}`, act: CHANGES[kind][state], from: 'copydesk', at: overAt, ...person, ...detail }];
}

const CHANGES: Readonly<Record<LiveChange['kind'], Readonly<Record<'done' | 'failed', HistoryAct>>>> = {
  delete: { done: 'deleted', failed: 'deletion failed' },
  edit: { done: 'live text changed', failed: 'live text not changed' },
};

const DECISIONS: Readonly<Record<Decision['kind'], HistoryAct>> = {
  approved: 'approved',
  changes_requested: 'changes requested',
  rejected: 'rejected',
  held: 'held',
  released: 'released',
  handed_over: 'handed over',
  withdrawn: 'withdrawn',
  published: 'sent out, no approval needed',
  unreviewed: 'published without approval',
  policy_changed: 'who approves changed',
};

const REPAIRS: Readonly<Record<NonNullable<Publication['repairs']>[number]['kind'], HistoryAct>> = {
  retry: 'retried',
  'it is live': 'said to be live',
  'skip comment': 'first comment skipped',
  'publish again': 'published again',
};
