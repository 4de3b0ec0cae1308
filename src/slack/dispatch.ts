import type { WebClient } from '@slack/web-api';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import type { Log } from '../lib/log.js';
import type { Background } from './background.js';
import { callerOf } from './caller.js';
import { NoTokenError, type SlackClients } from './clients.js';
import { within } from './deadline.js';
import { dispatchEvent, type EventStore } from './dispatch-event.js';
import type { AckBody, Acked, AnyListener, ListenerContext, ListenerKind } from './listener.js';
import type { RecentWorkspaces } from './recent-workspaces.js';
import { refusal } from './refusal.js';
import { calledBy, type ListenerTable } from './table.js';
import { createTell } from './tell.js';
import { isRefusal, wordsFor } from './words.js';

/** What the dispatch of a payload needs. */
export interface DispatchDeps {
  readonly table: ListenerTable;
  readonly workspaces: RecentWorkspaces;
  readonly clients: SlackClients;
  readonly events: EventStore;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly background: Background;
}

/** One verified payload. `arrivedMs` is monotonic (`performance.now()`); `answered` resolves once the answer has left after `ack`. */
export interface Delivered {
  readonly payload: unknown;
  readonly workspaceId: string;
  readonly arrivedAt: Date;
  readonly arrivedMs: number;
  readonly answered: Promise<void>;
  /** Answers Slack; events are answered by whoever called. */
  ack(body?: AckBody): Promise<void>;
}

/**
 * Runs the listener a payload is meant for and answers within 2.5 s of its arrival; past that the person reads that it could not be confirmed.
 * Its work goes on after the answer. Throws only for an event that was not handled, so that Slack sends it again.
 */
export async function dispatch(deps: DispatchDeps, delivered: Delivered): Promise<void> {
  const called = calledBy(delivered.payload);
  const entry = called && deps.table(called);
  if (called === undefined || entry === undefined) {
    deps.log.info({ listener: called }, 'a Slack payload has no listener');
    return delivered.ack(called?.kind === 'options' ? { options: [] } : undefined);
  }
  const { kind, id } = called;
  const reference = deps.ids.id().slice(-8);
  const caller = callerOf(delivered.payload);
  const log = deps.log.child({ reference, listener: `${kind} ${id}`, workspace: delivered.workspaceId, user: caller.userId });
  const tell = createTell(caller, () => deps.clients.of(delivered.workspaceId), log);
  const request: Request = { entry, log, reference, tell, userId: caller.userId, userTeamId: caller.userTeamId };
  const deadlineMs = delivered.arrivedMs + ACK_WITHIN_MS - performance.now();
  if (kind === 'event') {
    await dispatchEvent(deps, delivered, () => run(deps, delivered, request), deadlineMs, log);
    return deps.workspaces.forget(delivered.workspaceId);
  }
  await answer(deps, delivered, request, kind, deadlineMs);
}

interface Request extends Pick<ListenerContext, 'log' | 'reference' | 'tell' | 'userId' | 'userTeamId'> {
  readonly entry: AnyListener;
}

async function answer(
  deps: DispatchDeps,
  delivered: Delivered,
  request: Request,
  kind: Exclude<ListenerKind, 'event'>,
  deadlineMs: number,
): Promise<void> {
  const { log, reference, tell } = request;
  const running = run(deps, delivered, request);
  const outcome = await within(deadlineMs, running);
  if (outcome.state === 'done' && outcome.value !== undefined) {
    const acked = outcome.value;
    await send(delivered, acked.body, log);
    deps.background.track(delivered.answered.then(() => work(acked, request)));
    return;
  }
  const sentence =
    outcome.state === 'failed'
      ? wordsFor(outcome.error, reference)
      : say(outcome.state === 'late' ? 'error.notConfirmed' : 'error.notInstalled');
  if (outcome.state === 'failed') logFailure(log, outcome.error);
  if (outcome.state === 'late') log.warn('a Slack payload was not handled in time');
  const words = refusal(kind, delivered.payload, sentence);
  await send(delivered, words.body, log);
  if (words.tell) deps.background.track(tell(sentence));
  if (outcome.state === 'late') deps.background.track(finishLate(running, request));
}

/** Loads the workspace and runs the listener's `ack`; undefined where the workspace has no installation. */
async function run(deps: DispatchDeps, delivered: Delivered, request: Request): Promise<Acked<() => Promise<void>> | undefined> {
  const workspace = await deps.workspaces.workspace(delivered.workspaceId);
  const client = workspace === undefined || workspace.uninstalledAt !== undefined ? undefined : await clientOf(deps, workspace.id);
  if (workspace === undefined || client === undefined) {
    request.log.warn('a Slack payload came from a workspace without an installation');
    return undefined;
  }
  const { entry, log, reference, tell, userId, userTeamId } = request;
  return entry.run(delivered.payload, { workspace, userId, userTeamId, client, reference, log, arrivedAt: delivered.arrivedAt, tell });
}

/** Undefined where the installation has ended since the workspace was read. */
async function clientOf(deps: DispatchDeps, workspace: string): Promise<WebClient | undefined> {
  try {
    return await deps.clients.of(workspace);
  } catch (error) {
    if (error instanceof NoTokenError) return undefined;
    throw error;
  }
}

/** An answer that cannot be sent does not stop the work: what it rests on is saved. */
async function send(delivered: Delivered, body: AckBody, log: Log): Promise<void> {
  try {
    await delivered.ack(body);
  } catch (err) {
    log.warn({ err }, 'Slack could not be answered');
  }
}

async function work(acked: Acked<() => Promise<void>>, { log, reference, tell }: Request): Promise<void> {
  try {
    await acked.carry();
  } catch (error) {
    logFailure(log, error);
    await tell(wordsFor(error, reference));
  }
}

async function finishLate(running: Promise<Acked<() => Promise<void>> | undefined>, request: Request): Promise<void> {
  try {
    const acked = await running;
    if (acked !== undefined) await work(acked, request);
  } catch (error) {
    logFailure(request.log, error);
    await request.tell(wordsFor(error, request.reference));
  }
}

function logFailure(log: Log, error: unknown): void {
  if (isRefusal(error)) log.info({ refused: error instanceof Error ? error.name : '' }, 'a person was refused');
  else log.error({ err: error }, 'a Slack listener failed');
}

const ACK_WITHIN_MS = 2_500;
