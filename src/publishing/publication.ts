import type { PlatformErrorKind } from '../platforms/errors.js';
import { COMMENT_ACT, type PlatformId, type Staged } from '../platforms/platform.js';

/** Where a publication stands. Only `publishing`, `unknown` and `published` can mean that something is public. */
export type PublicationState =
  | 'queued'
  | 'staging'
  | 'processing'
  | 'ready'
  | 'publishing'
  | 'published'
  | 'deleted'
  | 'held'
  | 'blocked'
  | 'failed'
  | 'unknown'
  | 'cancelled';

/** Why a publication is held; each act adds and removes only its own reason. */
export type HoldReason = 'hold' | 'pause' | 'review' | 'overdue';

/** One post on one account, carrying the revision it publishes. Unique on (post, account). */
export interface Publication {
  readonly id: string;
  readonly workspace: string;
  readonly post: string;
  /** The post's, by which lists narrow what they read. */
  readonly brand?: string;
  readonly account: string;
  readonly platform: PlatformId;
  readonly revision: number;
  readonly state: PublicationState;
  readonly holds: readonly HoldReason[];
  /** The promise; it never moves by itself. */
  readonly dueAt: Date;
  /** The slot of the brand's schedule it holds. Unique on (account, slot). */
  readonly slot?: Date;
  /** How long before `dueAt` it is staged, in ms; absent means at `dueAt`. */
  readonly leadMs?: number;
  /** The next try or look (of a published one: for its address, or at a change of it); absent when only a person can move it on. */
  readonly nextAt?: Date;
  readonly acts: readonly ActRecord[];
  /** The keys of all of its acts in order, from the first intent on: a thread's parts, then the first comment. */
  readonly plan?: readonly string[];
  /** What `stage` made for this revision. */
  readonly staged?: Staged;
  /** Failed tries before the send since the last success or person's act. */
  readonly tries: number;
  /** Looks after an unknown outcome since the last attempt. */
  readonly finds: number;
  /** What went wrong last, for the card. */
  readonly trouble?: Trouble;
  /** The public address, once published. */
  readonly link?: string;
  readonly publishedAt?: Date;
  /** What people did about it, oldest first. */
  readonly repairs?: readonly RepairRecord[];
  /** What people asked to be done to what is live, oldest first; one at most still waits. */
  readonly liveChanges?: readonly LiveChange[];
  /** Every write adds 1, and every change is a compare-and-set on it. */
  readonly version: number;
}

/** A person's word that moved a publication on. */
export interface RepairRecord {
  readonly kind: 'retry' | 'it is live' | 'publish again' | 'skip comment';
  /** Slack user id. */
  readonly by: string;
  readonly at: Date;
}

/**
 * What a person asked to be done to a live post: take it down, or give it other words. Unlike an act it may be asked of the platform any number of
 * times with one result, so nothing about it is ever unknown: it is repeated until it is done.
 */
export interface LiveChange {
  readonly id: string;
  readonly kind: 'delete' | 'edit';
  /** Slack user id of whoever asked for it; of an edit, whose approval it rests on. */
  readonly by: string;
  readonly at: Date;
  /** Of an edit: the revision whose words it brings. */
  readonly revision?: number;
  /** Of an edit: what was approved. */
  readonly contentHash?: string;
  /** `given up`: a later one took its place. */
  readonly state: 'waits' | 'done' | 'failed' | 'given up';
  /** When it stopped waiting. */
  readonly overAt?: Date;
  /** Of a deletion: the refs that are gone already, so that a thread goes on where it stopped. */
  readonly gone?: readonly string[];
  /** Failed tries. */
  readonly tries: number;
  /** It goes on once the account is connected again. */
  readonly needsReconnect?: boolean;
  readonly trouble?: Trouble;
}

/** One act's attempts and outcome. */
export interface ActRecord {
  readonly key: string;
  readonly attempts: readonly Attempt[];
  /** The platform's id of what was made. Unique on (account, ref). */
  readonly ref?: string;
}

/** One try at an act. It is written before its request leaves; no outcome means that we do not know. */
export interface Attempt {
  readonly id: string;
  readonly contentHash: string;
  /** The grant's version whose token it used. */
  readonly grantVersion: number;
  readonly intentAt: Date;
  /** When the request must have ended on our side. */
  readonly deadlineAt: Date;
  readonly outcome?: AttemptOutcome;
}

/** What became of an attempt. */
export type AttemptOutcome =
  | { readonly kind: 'published'; readonly ref: string; readonly by: 'answer' | 'find' | 'person' }
  | { readonly kind: 'refused'; readonly error: PlatformErrorKind; readonly sentence: string; readonly code?: string }
  | { readonly kind: 'absent'; readonly by: 'find' };

/** Something that went wrong, in plain words; the state says which button mends it. */
export interface Trouble {
  readonly sentence: string;
  readonly at: Date;
  /** The platform's codes, for support: `HTTP 400, code 36003/2207009`. */
  readonly code?: string;
}

/** Nothing more happens by itself, and nothing unknown is open. */
export function isFinal(state: PublicationState): boolean {
  return isOut(state) || state === 'failed' || state === 'cancelled';
}

/** The attempts whose outcome is unknown, and matters: where another attempt made the act public, nothing is looked for or sent any more. */
export function unknownAttempts({ acts }: Pick<Publication, 'acts'>): Attempt[] {
  const open = acts.filter(({ ref }) => ref === undefined);
  return open.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome === undefined));
}

/** Final, and the public address is known as well as it ever will be. */
export function isOver(publication: Publication): boolean {
  return isFinal(publication.state) && publication.nextAt === undefined;
}

/** The publication can no longer be edited or cancelled: something may be public, whatever step comes next. */
export function isGoingOut(publication: Publication): boolean {
  const { state } = publication;
  if (isOut(state) || state === 'cancelled') return false;
  return state === 'publishing' || state === 'unknown' || unknownAttempts(publication).length > 0 || isPartlyOut(publication);
}

/** Some parts of a thread are public and some are not: its words are frozen. */
export function isPartlyOut({ acts, state }: Pick<Publication, 'acts' | 'state'>): boolean {
  return !isOut(state) && acts.some(({ ref }) => ref !== undefined);
}

/** The key of the next act that is not public yet; undefined when there is none. */
export function nextActKey(plan: readonly string[], acts: readonly ActRecord[]): string | undefined {
  return plan.find((key) => acts.every((act) => act.key !== key || act.ref === undefined));
}

/** The ref of the act before this one: what a thread's next part answers to. */
export function parentOf({ plan = [], acts }: Pick<Publication, 'plan' | 'acts'>, key: string): string | undefined {
  const before = plan[plan.indexOf(key) - 1];
  return before === undefined ? undefined : acts.find((act) => act.key === before)?.ref;
}

/** The ref of what a person saw with their own eyes: Copydesk does not know the platform's. */
export function confirmedRef(attemptId: string): string {
  return `${CONFIRMED}${attemptId}`;
}

/** Whether a ref says only that a person saw it. */
export function isConfirmedRef(ref: string): boolean {
  return ref.startsWith(CONFIRMED);
}

/**
 * The part of a thread whose address the thread needs to go on: its outcome is unknown, or a person has seen it and did not say where. Undefined
 * where no other part comes after it. `number` counts from 1.
 */
export function partToFind({ state, plan = [], acts }: Pick<Publication, 'state' | 'plan' | 'acts'>): PartToFind | undefined {
  const parts = plan.filter((key) => key !== COMMENT_ACT);
  const next = parts.indexOf(nextActKey(parts, acts) ?? '');
  const waits = state === 'unknown' ? next : next - 1;
  const act = acts.find(({ key }) => key === parts[waits]);
  if (act === undefined || next < 0 || waits === parts.length - 1) return undefined;
  const fits = state === 'unknown' ? unknownAttempts({ acts: [act] }).length > 0 : state === 'failed' && isConfirmedRef(act.ref ?? '');
  return fits ? { key: act.key, number: waits + 1, of: parts.length } : undefined;
}

/** A part of a thread by its place in it. */
export interface PartToFind {
  readonly key: string;
  readonly number: number;
  readonly of: number;
}

/** Nobody has decided that it is over, and nothing of it is, or may be, public: its time can still change. */
export function canStillChange(publication: Publication): boolean {
  return WAITING.has(publication.state) && !isGoingOut(publication) && publication.acts.every(({ ref }) => ref === undefined);
}

/** Nothing of it is being sent or looked for: it can be held, a thread that is partly out before its next part. */
export function canStillBeHeld(publication: Publication): boolean {
  return WAITING.has(publication.state) && unknownAttempts(publication).length === 0;
}

/** When work on it begins: its lead before its time, at the earliest now. */
export function startsAt({ dueAt, leadMs = 0 }: Pick<Publication, 'dueAt' | 'leadMs'>, now: Date): Date {
  return new Date(Math.max(now.getTime(), dueAt.getTime() - leadMs));
}

/** How many attempts at the end, in a row, proved to have made nothing, the platform's trouble being the reason. */
export function vainAttempts(attempts: readonly Attempt[]): number {
  const real = attempts.findLastIndex(
    ({ outcome }) => outcome?.kind !== 'absent' && !(outcome?.kind === 'refused' && outcome.error === 'transient'),
  );
  return attempts.length - 1 - real;
}

/** It is published, and another attempt made another post or may have made one later. */
export function mayBeTwice(acts: readonly ActRecord[]): boolean {
  return acts.some(({ attempts }) => {
    const first = attempts.findIndex(({ outcome }) => outcome?.kind === 'published');
    const refs = new Set(attempts.flatMap(({ outcome }) => (outcome?.kind === 'published' ? [outcome.ref] : [])));
    return refs.size > 1 || (first >= 0 && attempts.slice(first).some(({ outcome }) => outcome === undefined));
  });
}

/** Replaces one attempt by id. */
export function withAttempt(acts: readonly ActRecord[], attemptId: string, change: (attempt: Attempt) => Attempt): ActRecord[] {
  return acts.map((act) => ({ ...act, attempts: act.attempts.map((attempt) => (attempt.id === attemptId ? change(attempt) : attempt)) }));
}

/** The outcome of one attempt, and the act's `ref` when it published. */
export function withOutcome(acts: readonly ActRecord[], attemptId: string, outcome: AttemptOutcome): ActRecord[] {
  return withAttempt(acts, attemptId, (attempt) => ({ ...attempt, outcome })).map((act) =>
    outcome.kind === 'published' && act.attempts.some(({ id }) => id === attemptId) ? { ...act, ref: act.ref ?? outcome.ref } : act,
  );
}

/** All of it went out, whether it is still there or not. */
function isOut(state: PublicationState): boolean {
  return state === 'published' || state === 'deleted';
}

const CONFIRMED = 'confirmed:';

const WAITING: ReadonlySet<PublicationState> = new Set(['queued', 'staging', 'processing', 'ready', 'held', 'blocked']);
