import { accountAccess, createRenewer, type EndWorkspaceDeps } from './accounts/index.js';
import type { Config } from './config.js';
import { healthRoutes } from './http/health.js';
import { mediaRoutes } from './http/media.js';
import { createMetrics, metricsRoutes } from './http/metrics.js';
import { oauthRoutes } from './http/oauth.js';
import { createPageReader } from './http/page-reader.js';
import { createHttpServer } from './http/server.js';
import { metaWebhookRoutes } from './http/webhooks-meta.js';
import { createInstalls } from './installs.js';
import { LANGUAGES, speak } from './language/index.js';
import { type ServerClock, serverClock } from './lib/clock.js';
import { type Ids, randomIds } from './lib/ids.js';
import { createLog, type Log, watchedLog } from './lib/log.js';
import { createSecretBox } from './lib/secret-box.js';
import { createTimeKeeper } from './lib/server-time.js';
import { mediaSource } from './media/index.js';
import * as mongoStores from './mongo/index.js';
import { createPlatformHttp } from './platforms/http.js';
import { createPlatforms } from './platforms/index.js';
import type { HttpAnswer, HttpRequest } from './platforms/request.js';
import { createEngine, type PublicationStore, type PublishingDeps, readAllowances } from './publishing/index.js';
import { type AccountsFaceDeps, accountListeners, createAccountsNotifier } from './slack/accounts/index.js';
import { approvalListeners } from './slack/approvals/index.js';
import { composeListeners, openDuplicate } from './slack/compose/index.js';
import { historyListeners, openHistory } from './slack/history/index.js';
import {
  allHomeListeners,
  createHomeRefresher,
  createHomeSubcommands,
  createPublishHome,
  type HomeDeps,
  type Pace,
} from './slack/home/index.js';
import {
  createFileSource,
  createPeople,
  createSlackClients,
  createSlackFace,
  exportEverything,
  followed,
  isSlackPath,
  lifecycleListeners,
  linkListeners,
  loadPolicy,
  openSettings,
  settingsListeners,
  tellEnding,
} from './slack/index.js';
import { createLibrarySubcommands, libraryListeners } from './slack/library/index.js';
import type { AnyListener } from './slack/listener.js';
import { editLiveListeners, openEditOf } from './slack/live/edit-listeners.js';
import { createOutbox, noticeSettingsListeners, ownSettingsInstead } from './slack/notices/index.js';
import { createCardLoop, type ResultsDeps, resultListeners, stillWaits, strayCards } from './slack/results/index.js';
import { createSubcommands, keepBanner, type ScheduleFaceDeps, scheduleListeners, tellClock } from './slack/schedule/index.js';
import { createTicker } from './ticker.js';
import { createTurns } from './turns.js';

/** The running product: one process of it. */
export interface App {
  /** Resolves once it takes requests; `port` is where. Throws a sentence for the operator when it cannot start. */
  start(): Promise<{ readonly port: number }>;
  /** Takes nothing new, finishes what is being sent, and closes within 25 s. */
  stop(): Promise<void>;
}

/** What tests put in the place of the real thing. */
export interface Overrides {
  /** A clock over another machine's, or one that is moved. */
  readonly clock?: ServerClock;
  readonly ids?: Ids;
  readonly log?: Log;
  /** Wraps every write to MongoDB's stores, requests and timers of publishing; faults are injected here. */
  readonly publishing?: (deps: PublishingDeps) => PublishingDeps;
  /** Wraps, or sees, every listener of Slack's payloads. */
  readonly listeners?: (all: readonly AnyListener[]) => readonly AnyListener[];
  /** Lets pages of links be read on this machine, which is refused otherwise. */
  readonly allowLoopback?: boolean;
  /** How fast open Homes follow what changes. */
  readonly homePace?: Pace;
  /** How often the ticker rings: a cron expression with seconds. */
  readonly tickEvery?: string;
  /** Wraps requests to platforms. */
  readonly platformHttp?: (send: (request: HttpRequest) => Promise<HttpAnswer>) => (request: HttpRequest) => Promise<HttpAnswer>;
}

/** Builds every room and face from the configuration. Connects to MongoDB and asks Slack whose token it holds. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  speak(config.language, LANGUAGES[config.language]);
  const clock = overrides.clock ?? serverClock();
  const ids = overrides.ids ?? randomIds;
  const metrics = createMetrics({
    publications: () => depths.publications(),
    cardsDue: async () => (await cardStore.due(1_000)).length,
    lanes: () => engine.lanes(),
    clockOffsetMs: clock.offsetMs,
  });
  const log = watchedLog(overrides.log ?? createLog(config.logLevel), metrics.logged);
  const owner = ids.id();
  const box = createSecretBox(config.encryptionKeys);
  const mongo = await mongoStores.connectMongo(config.mongodbUri);
  const time = createTimeKeeper({
    clock,
    askServer: () => mongo.serverTime(5_000),
    alarm: async (alarm) => {
      if (installs.only !== undefined) await tellClock(timing, installs.only.id, alarm);
    },
    log,
  });
  await time.read();
  await mongoStores.createIndexes(mongo);

  const workspaces = mongoStores.createWorkspaceStore(mongo);
  const posts = mongoStores.createPostStore(mongo);
  const drafts = mongoStores.createDraftStore(mongo);
  const decisions = mongoStores.createDecisionStore(mongo);
  const stored = mongoStores.createPublicationStore(mongo);
  const storedLanes = mongoStores.createLaneStore(mongo, clock);
  const lanes: typeof storedLanes = {
    ...storedLanes,
    wake: async (workspace, woken, at) => {
      await storedLanes.wake(workspace, woken, at);
      engine.poke(woken);
    },
  };
  const library = mongoStores.createLibraryStore(mongo);
  const media = mongoStores.createMediaStore(mongo);
  const accounts = mongoStores.createAccountStore(mongo, box);
  const depths = mongoStores.createDepths(mongo, clock);
  const cardStore = mongoStores.createCardStore(mongo);
  const publications: PublicationStore = {
    ...stored,
    change: async (from, next, tx) => {
      const written = await stored.change(from, next, tx);
      if (written !== undefined && tx === undefined) metrics.changed(from, written);
      return written;
    },
  };

  const slackApi = { ...(config.slack.apiUrl === undefined ? {} : { apiUrl: config.slack.apiUrl }), log };
  const installs = await createInstalls(config, {
    mongo,
    box,
    workspaces,
    clock,
    ids,
    log,
    tellEnding: (workspace, endsAt) => tellEnding({ workspaces, outbox, publicUrl: config.publicUrl }, workspace, endsAt),
  });
  const clients = createSlackClients({ ...slackApi, ...installs });
  const people = createPeople(clients, clock);
  const files = createFileSource({ clients, ...(config.slack.apiUrl === undefined ? {} : { apiUrl: config.slack.apiUrl }) });

  const platformHttp = createPlatformHttp();
  const send = overrides.platformHttp?.(platformHttp.send) ?? platformHttp.send;
  const { platforms, connectors } = createPlatforms({ http: { ...platformHttp, send }, config, publicUrl: config.publicUrl });

  const history = mongoStores.createHistoryStore(mongo);
  const noticeSettings = mongoStores.createNoticeSettingsStore(mongo);
  const outbox = createOutbox(
    { clients, workspaces, people, cards: cardStore, notices: mongoStores.createNoticeStore(mongo, clock), noticeSettings, clock, log },
    { owner, posted: keepBanner(workspaces), stillWaits: (notice) => stillWaits(drawing, notice) },
  );
  const drawing: ResultsDeps = {
    clients,
    workspaces,
    people,
    posts,
    decisions,
    publications,
    lanes,
    accounts,
    platforms,
    cards: cardStore,
    outbox,
    history,
    openRendition: (workspace, rendition) => media.openRendition(workspace, rendition),
    clock,
    log,
  };
  const cards = createCardLoop(drawing, { owner, drawn: (workspace) => homes.changed(workspace) });
  const room = {
    workspaces,
    people,
    posts,
    drafts,
    library,
    decisions,
    accounts,
    media,
    files,
    platforms,
    connectors,
    clock,
    ids,
    log,
    history,
    transaction: mongo.transaction,
  };
  const own = { ...room, noticeSettings, outbox };
  const accountPublications = mongoStores.createAccountPublications(mongo, { lanes, clock });
  const accountsDeps: AccountsFaceDeps & EndWorkspaceDeps = {
    ...room,
    grants: mongoStores.createGrantStore(mongo, box),
    tickets: mongoStores.createTicketStore(mongo),
    choices: mongoStores.createChoiceStore(mongo, box),
    deletions: mongoStores.createDeletionStore(mongo),
    everywhere: mongoStores.createAccountsEverywhere(mongo, box),
    publications: accountPublications,
    notifier: createAccountsNotifier(clients, platforms, outbox, { acted: (workspace, person) => homes.acted(workspace, person) }),
    publicUrl: config.publicUrl,
  };
  const renewer = createRenewer(accountsDeps);
  const publishing: PublishingDeps = {
    ...room,
    accounts: accountAccess(accountsDeps, renewer),
    publications,
    lanes,
    quotas: mongoStores.createQuotaStore(mongo),
    http: send,
    media: {
      source: ({ workspace, owner: publication }) =>
        mediaSource({ media, ids, clock, publicUrl: config.publicUrl }, { workspace, owner: publication }),
      end: (workspace, publication) => media.endMediaLinks(workspace, publication),
    },
    notifier: cards,
    random: Math.random,
  };
  const publishingDeps = overrides.publishing?.(publishing) ?? publishing;
  const engine = createEngine(publishingDeps, { owner });
  const approving = {
    ...room,
    approved: mongoStores.createApprovedPublications(mongo, {
      ids,
      wakeLanes: (workspace, woken, at) => {
        lanes
          .wake(workspace, woken, at)
          .catch((error: unknown) => log.warn({ err: error }, 'Lanes could not be woken; the ticker wakes them.'));
      },
    }),
  };
  const lists = mongoStores.createListStore(mongo);
  const home: HomeDeps & ResultsDeps = {
    ...approving,
    ...drawing,
    accounts,
    grants: accountsDeps.grants,
    choices: accountsDeps.choices,
    lists,
    homes: mongoStores.createHomeStore(mongo),
  };
  const publishHome = createPublishHome(home);
  const homes = createHomeRefresher({ homes: home.homes, clock, log, publish: publishHome }, overrides.homePace);
  const timing: ScheduleFaceDeps = {
    ...approving,
    publications,
    lanes,
    schedule: mongoStores.createScheduleStore(mongo),
    lists,
    everywhere: mongoStores.createScheduleEverywhere(mongo),
    outbox,
    notifier: cards,
    clients,
  };
  const composing = {
    ...approving,
    http: send,
    pages: createPageReader({ log, ...(overrides.allowLoopback === undefined ? {} : { allowLoopback: overrides.allowLoopback }) }),
    subcommands: new Map([...createSubcommands(timing), ...createHomeSubcommands(home), ...createLibrarySubcommands(room)]),
    publications: mongoStores.createPublicationsOfPost(mongo),
    live: publications,
    neighbours: mongoStores.createNeighbourReader(mongo),
    allowances: (workspace: string, ids: readonly string[]) => readAllowances(publishing, workspace, ids),
    drawCard: async (workspace: string, post: string) => cards.changed(workspace, post),
    openSettings: (input: Parameters<typeof openSettings>[1]) => openSettings(room, input).catch(ownSettingsInstead(own, input)),
  };

  const face = createSlackFace({
    config: config.slack,
    workspaces,
    clients,
    events: mongoStores.createEventStore(mongo),
    log,
    clock,
    ids,
    listeners: (overrides.listeners ?? asTheyAre)([
      ...followed(
        [
          ...composeListeners(composing),
          ...editLiveListeners(composing),
          ...approvalListeners({
            ...approving,
            cards: cardStore,
            drawCard: cards.changed,
            openHistory: (context, clicked, post) => openHistory(room, context, clicked, post),
            openDuplicate: (context, clicked, post) => openDuplicate(composing, context, clicked, post),
            openEdit: (input) => openEditOf(composing, input),
            policyModal: (context, scope) => loadPolicy(approving, context, scope),
          }),
          ...resultListeners({ ...publishing, ...room, media: publishing.media, poke: () => engine.poke() }),
          ...scheduleListeners(timing),
          ...accountListeners(accountsDeps),
          ...settingsListeners({ ...room, unfinished: accountPublications.unfinished }),
          exportEverything({ ...room, exportWorkspace: (workspace, at) => mongoStores.exportWorkspace(mongo, workspace, at) }),
          ...libraryListeners(room),
        ],
        strayCards(drawing),
        (_payload, { workspace, userId }) => homes.acted(workspace.id, userId),
      ),
      ...allHomeListeners({ ...home, drawCard: cards.changed }, publishHome),
      ...noticeSettingsListeners(own),
      ...lifecycleListeners(installs.onUninstalled),
      ...historyListeners(room),
      ...linkListeners(),
    ]),
  });
  const server = createHttpServer({
    routers: [
      healthRoutes({ ...mongo, clockOffsetMs: clock.offsetMs }),
      metricsRoutes(metrics, config.metricsToken),
      mediaRoutes({ media: mongoStores.createMediaEverywhere(mongo), clock, log }),
      oauthRoutes(accountsDeps, { slack: { url: installs.only?.url, app: installs.only?.app } }),
      ...installs.routers,
      metaWebhookRoutes(accountsDeps, config.meta.state === 'on' ? config.meta : undefined),
    ],
    slack: { accepts: isSlackPath, handle: (request, response) => face.handle(request, response) },
    log,
  });
  const ticker = createTicker(
    createTurns({
      mongo,
      cards,
      outbox,
      timing,
      accounts: accountsDeps,
      checking: { ...accountsDeps, access: publishing.accounts },
      renewer,
      installs,
      lanes,
      engine,
    }),
    { due: mongoStores.createDueRead(mongo, clock), log, ...(overrides.tickEvery === undefined ? {} : { every: overrides.tickEvery }) },
  );

  return {
    start: async () => {
      const port = await server.start(config.port);
      await face.start();
      time.start();
      engine.start();
      ticker.start();
      log.info({ port, mode: config.slack.mode, workspace: installs.only?.id ?? 'many' }, 'Copydesk is running.');
      return { port };
    },
    stop: async () => {
      time.stop();
      await Promise.all([
        ticker.stop(5_000),
        face.stop(8_000),
        engine.stop(22_000),
        server.stop(5_000),
        renewer.stop(22_000),
        installs.stop(22_000),
      ]);
      await Promise.all([cards.stop(2_000), homes.stop(2_000)]);
      await outbox.stop(2_000);
      await platformHttp.close();
      await mongo.close();
      log.info('Copydesk has stopped.');
    },
  };
}

function asTheyAre<T>(all: T): T {
  return all;
}
