import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { WorkspaceStore } from '../workspaces/index.js';
import { createBackground } from './background.js';
import { boltLogger } from './bolt-log.js';
import { type DispatchDeps, dispatch } from './dispatch.js';
import type { AckBody, AnyListener } from './listener.js';
import { arrivalOf, createReceiver, type SlackConnection } from './receivers.js';
import { createRecentWorkspaces } from './recent-workspaces.js';
import { createReplays } from './replays.js';
import { calledBy, listenerTable } from './table.js';
import { workspaceOf } from './workspace-of.js';

/** What the Slack face is made of. */
export interface SlackFaceDeps extends Omit<DispatchDeps, 'table' | 'background' | 'workspaces'> {
  readonly workspaces: Pick<WorkspaceStore, 'workspace'>;
  readonly config: SlackConnection;
  readonly listeners: readonly AnyListener[];
}

/** Slack's way in, over HTTP or Socket Mode. */
export interface SlackFace {
  /** Takes the requests of {@link isSlackPath}; 404 in Socket Mode, 503 once stopping. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Opens the socket in Socket Mode, and resolves once Slack greets; nothing to do over HTTP. Throws when Slack refuses the app token. */
  start(): Promise<void>;
  /** Takes nothing new and waits up to `limitMs` (default 10 s) for what is running. */
  stop(limitMs?: number): Promise<void>;
}

/** Builds the face: one Bolt app, whose one global middleware hands every payload to the listener table. Throws when two listeners share a kind and id. */
export function createSlackFace(deps: SlackFaceDeps): SlackFace {
  const logger = boltLogger(deps.log);
  const background = createBackground(deps.log);
  const inner: DispatchDeps = {
    ...deps,
    table: listenerTable(deps.listeners),
    background,
    workspaces: createRecentWorkspaces(deps.workspaces),
  };
  const receiver = createReceiver(deps.config, deps.clock, logger);
  const replays = createReplays();
  let stopping = false;

  const app = new App({
    receiver: guarded(receiver, async (bolt, event) => {
      const called = calledBy(event.body);
      const { signature, timestamp } = arrivalOf(event, deps.clock);
      if (called === undefined) {
        deps.log.info({ type: typeof event.body.type === 'string' ? event.body.type : 'none' }, 'a Slack payload is of no known kind');
        return event.ack();
      }
      if (called.kind === 'event') {
        await bolt.processEvent({ ...event, ack: async () => {} });
        return event.ack();
      }
      if (signature !== undefined && timestamp !== undefined && replays.seen(signature, timestamp)) {
        deps.log.warn({ listener: called }, 'an exact copy of a Slack request was dropped');
        return event.ack();
      }
      await bolt.processEvent(event);
    }),
    authorize: async ({ teamId, enterpriseId, userId }) => ({
      ...(teamId === undefined ? {} : { teamId }),
      ...(enterpriseId === undefined ? {} : { enterpriseId }),
      ...(userId === undefined ? {} : { userId }),
    }),
    logger,
    ignoreSelf: false,
    convoStore: false,
    attachFunctionToken: false,
    tokenVerificationEnabled: false,
  });
  app.error(async (error) => {
    throw error;
  });
  app.use(async ({ body, context, ...rest }) => {
    const { arrivedAt, arrivedMs, answered = Promise.resolve() } = arrivalOf({ customProperties: context }, deps.clock);
    const { ack } = rest as { ack?: (answer?: AckBody) => Promise<void> };
    const workspaceId = workspaceOf(body, context);
    const handled = dispatch(inner, { payload: body, workspaceId, arrivedAt, arrivedMs, answered, ack: async (answer) => ack?.(answer) });
    background.track(handled.catch(() => {}));
    await handled;
  });

  return {
    handle: (request, response) => {
      if (!stopping) return receiver.handle(request, response);
      response.writeHead(503, { connection: 'close' });
      response.end();
    },
    start: async () => {
      try {
        await receiver.start();
      } catch (cause) {
        throw new Error('Slack did not open a socket. Check SLACK_APP_TOKEN: it starts with xapp- and needs the scope connections:write.', {
          cause,
        });
      }
    },
    stop: async (limitMs = STOP_LIMIT_MS) => {
      stopping = true;
      await receiver.stop();
      const left = await background.settled(limitMs);
      if (left > 0) deps.log.warn({ left }, 'stopped while Slack work was still running');
    },
  };
}

/** Bolt answers an event before any middleware runs; here each payload passes `take` on its way from the receiver to the app. */
function guarded(receiver: Pick<Receiver, 'init' | 'start' | 'stop'>, take: (app: App, event: ReceiverEvent) => Promise<void>): Receiver {
  return {
    init: (app) => receiver.init(Object.create(app, { processEvent: { value: (event: ReceiverEvent) => take(app, event) } })),
    start: () => receiver.start(),
    stop: () => receiver.stop(),
  };
}

const STOP_LIMIT_MS = 10_000;
