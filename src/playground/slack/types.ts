/** A JSON object as it crosses the wire. */
export type Json = Record<string, unknown>;

/** How to start the stand-in. `clock` is in milliseconds since the epoch; it ages trigger ids and response URLs and stamps messages and events; signatures carry the machine's time. */
export interface SlackOptions {
  port?: number;
  signingSecret: string;
  /** The token of an app that is installed from the start; absent where it is installed by OAuth. */
  botToken?: string;
  appToken: string;
  clock?: () => number;
  /** How often an event that got no 200 within 3 s is sent again, at once each time. Slack: 3, over 6 minutes. Default 1. */
  retries?: number;
  /** Scopes of the bot token. Default: commands, chat:write, im:write, users:read, files:read, files:write, usergroups:read. */
  scopes?: string[];
  /** For how long after completeUploadExternal a file shows no shares yet, and is refused as `slack_file`. Default 0. */
  fileProcessingMs?: number;
  /** What {@link SlackStandIn.kept} gave in an earlier run: people, channels, messages, files and views are as they were. */
  kept?: SlackKept;
}

/** An app that workspaces install by OAuth. `rotation`: its tokens end after twelve hours and are renewed with refresh tokens. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  rotation?: boolean;
}

/** What a Slack knows, to be kept between runs; only Slack reads it. Structured-cloneable. */
export type SlackKept = Readonly<Record<string, unknown>>;

/** One person, with the flags that `users.info` answers. Change a flag with `SlackStandIn.change`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** What others read; their `realName` when absent. */
  displayName?: string;
  tz: string;
  teamId: string;
  isAdmin: boolean;
  isOwner: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  isStranger: boolean;
  deleted: boolean;
  /** What the organisation of the workspace knows of them; absent for others. */
  inOrganisation?: { isAdmin: boolean };
}

/** The people seeded: three plain members, an admin, an owner, a guest, and someone of another organisation. */
export interface People {
  author: Person;
  approver: Person;
  second: Person;
  admin: Person;
  owner: Person;
  guest: Person;
  client: Person;
}

/** The channels seeded, by id. The bot is a member of `review`, `general` and `client` only; the person `client` of `review` and `client` only, everyone else of all. */
export interface Channels {
  review: string;
  general: string;
  archived: string;
  unjoined: string;
  client: string;
}

/** A Slack user group. */
export interface UserGroup {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  /** User ids. */
  members: string[];
}

/** A channel, or the direct conversation of a person and the bot. `botIsMember` says whether the bot may speak there. */
export interface SeenConversation {
  id: string;
  name: string;
  isIm: boolean;
  isArchived: boolean;
  botIsMember: boolean;
}

/** A message as it stands now. `user` is the sender; `to` is set on ephemeral ones only. */
export interface StoredMessage {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks: Json[];
  threadTs?: string;
  metadata?: Json;
  /** Ids of the files it carries. */
  files: string[];
  edited: boolean;
  to?: string;
}

/** A file as Slack holds it; `owner` is a user id, `channels` are where it was shared. */
export interface StoredFile {
  id: string;
  name: string;
  mimetype: string;
  size: number;
  bytes: Uint8Array;
  owner: string;
  channels: string[];
  threadTs?: string;
  altText?: string;
}

/** A modal or Home view as its person sees it. `errors` are what the last submit was told, by block id. */
export interface SlackView {
  id: string;
  hash: string;
  type: 'modal' | 'home';
  title: string;
  submit?: string;
  close?: string;
  callbackId: string;
  privateMetadata: string;
  externalId: string;
  blocks: Json[];
  state: { values: Record<string, Record<string, Json>> };
  rootId: string;
  previousId?: string;
  errors: Record<string, string>;
}

/** One Web API call as it came in (token left out) and what was answered. `ms` is how long the answer took. */
export interface WebApiCall {
  method: string;
  args: Json;
  /** HTTP status; 0 when the connection was reset or never answered. */
  status: number;
  answer: unknown;
  at: number;
  ms: number;
}

/** What kind of thing was sent to Copydesk. */
export type DeliveryKind =
  | 'slash_command'
  | 'shortcut'
  | 'message_action'
  | 'block_actions'
  | 'view_submission'
  | 'view_closed'
  | 'block_suggestion'
  | 'event';

/**
 * One thing sent to Copydesk. `status` is the HTTP status (200 for an acknowledged envelope in Socket Mode), 0 when there was none;
 * `answer` is then `timeout`, `connection_failed`, `no_socket` or `client_refused` (Slack's own client would not have sent it).
 */
export interface Delivery {
  kind: DeliveryKind;
  payload: Json;
  status: number;
  answer: unknown;
  /** When it was sent. */
  at: number;
  ms: number;
  /** Why Slack would not take the answer, although it came in time: its view or its errors do not fit. */
  refused?: string[];
}

/** How a call fails: `error:<slack error>`, `http_500`, `rate_limited:<seconds>`, `hang` (never answered), `reset`, `slow:<ms>` (answered late). */
export type FaultKind = `error:${string}` | 'http_500' | `rate_limited:${number}` | 'hang' | 'reset' | `slow:${number}`;

/**
 * Makes calls of one method fail. `before`: nothing happened; `after`: it took effect, then the answer fails. `method` is a Web API method, `*`, or one of
 * `upload`, `download`, `response_url`. `times` counts how many calls it meets; without it, every one until undone.
 */
export interface SlackFault {
  method: string;
  times?: number;
  before?: FaultKind;
  after?: FaultKind;
}

/** What a person may put into one element: text, one or several option values, file ids, a channel or user id, a date, a time; `null` empties it. */
export type Fill = string | string[] | null;

/** Where a click lands. `seen` is an older copy of the message, as a client that has not caught up would still show it. */
export type ClickTarget = { message: { channel: string; ts: string; seen?: StoredMessage } } | 'view' | 'home';

/** What a click carries: which of several equal elements (`value` of the button, or `index`), and what was chosen. */
export interface ClickChoice {
  value?: string;
  select?: string | string[];
  files?: string[];
  index?: number;
}

/** What one person does in Slack. Every method that reaches Copydesk resolves with its delivery, and with the answer already applied. */
export interface SlackPerson {
  /** Runs a slash command; `channel` defaults to the review channel. */
  command(command: string, text?: string, channel?: string): Promise<Delivery>;
  shortcut(callbackId: string): Promise<Delivery>;
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<Delivery>;
  /** Uploads a file and resolves with its id. Only this person sees it until it goes into a file_input or a message. */
  upload(name: string, bytes: Uint8Array, options?: { mimetype?: string }): Promise<string>;
  /** The modal on top of this person's stack. */
  view(): SlackView | undefined;
  home(): SlackView | undefined;
  /** Opens the Home tab: sends `app_home_opened`. */
  openHome(): Promise<Delivery>;
  /** Fills elements of the top view, by action id when only one has it, else by block id or `block id/action id`. Throws with what is there. */
  fill(values: Record<string, Fill>): void;
  /** Submits the top view, after the checks Slack's client makes. What was refused stands in `view()?.errors`. */
  submit(): Promise<Delivery>;
  /** Closes the top view. Sends `view_closed` only when the view asked for it. */
  closeView(): Promise<Delivery | undefined>;
  click(target: ClickTarget, actionId: string, choice?: ClickChoice): Promise<Delivery>;
  /** Types into an external select of the top view, else of Home; the options answered can then be filled in. */
  suggest(actionId: string, text: string): Promise<Delivery>;
  /** Says something in a channel; with `threadTs`, as an answer in that message's thread. */
  postMessage(channel: string, text: string, files?: string[], threadTs?: string): Promise<{ ts: string }>;
}

/** A modal that a forged payload says it comes from. `values` are the states of inputs by `block id/action id`, or by what is both. */
export interface ForgedView {
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly values?: Readonly<Record<string, Json>>;
  readonly blocks?: readonly Json[];
}

/** A payload put together by hand, as no client would send it: with ids that were never on the person's screen, or with no sense at all. */
export type Forged =
  | { readonly kind: 'slash_command'; readonly command: string; readonly text: string }
  | { readonly kind: 'shortcut' | 'message_action'; readonly callbackId: string; readonly fields?: Json }
  /** A click in a modal, or, without one, on a message in the review channel. */
  | { readonly kind: 'block_actions'; readonly action: Json; readonly view?: ForgedView }
  | { readonly kind: 'block_suggestion'; readonly actionId: string; readonly value: string; readonly view?: ForgedView }
  | { readonly kind: 'view_submission' | 'view_closed'; readonly view: ForgedView }
  | { readonly kind: 'event'; readonly event: string; readonly fields?: Json };

/** A running Slack on loopback. */
export interface SlackStandIn {
  /** Origin. Web API under `/api/`, files under `/files-pri/`, response URLs under `/response/`. */
  readonly url: string;
  readonly team: { id: string; name: string; domain: string };
  readonly bot: { userId: string; appId: string; botId: string };
  readonly people: People;
  readonly channels: Channels;
  /** HTTP mode: everything is POSTed to `<origin>/slack/events`. Throws unless the origin is loopback. */
  connectTo(origin: string): void;
  /** Where this Slack is shown to people: its own address and its permalinks lead a browser there. */
  shownAt(url: string): void;
  /** Socket Mode on or off. A connected socket gets the deliveries in either case, as in Slack. */
  useSocketMode(on: boolean): void;
  as(userId: string): SlackPerson;
  /** The conversations this person is in, in the order they were made. */
  conversations(userId: string): SeenConversation[];
  messages(channel: string): StoredMessage[];
  /** Everything only this person sees in channels: chat.postEphemeral, command answers and response URLs. */
  ephemerals(userId: string): StoredMessage[];
  /** What the bot sent this person by direct message. */
  directMessages(userId: string): StoredMessage[];
  file(id: string): StoredFile | undefined;
  readonly calls: WebApiCall[];
  readonly deliveries: Delivery[];
  /** Calls `listener` after whatever may have changed what people see; the function returned ends that. */
  onChange(listener: () => void): () => void;
  /** Sets a fault; the function returned removes it. */
  fault(rule: SlackFault): () => void;
  /** Sends, as this person, what no client would: signed, and with a trigger of its own. */
  forge(userId: string, forged: Forged): Promise<Delivery>;
  /** Sends an Events API envelope and resolves with its last delivery. */
  event(type: string, event: Json, extra?: { eventId?: string; retryNum?: number }): Promise<Delivery>;
  /** From now on the bot token is answered `token_revoked` or `account_inactive`. */
  revokeBotToken(answer?: 'token_revoked' | 'account_inactive'): void;
  restoreBotToken(): void;
  /** Changes what Slack knows about a person. */
  change(userId: string, flags: Partial<Omit<Person, 'id' | 'name' | 'realName'>>): void;
  /**
   * Makes the workspace one of an organisation, and everybody of the workspace one of its people: installs from now on are for all of it. Whoever
   * else is given `inOrganisation` with another `teamId` is of another of its workspaces.
   */
  organise(organisation: { id: string; name: string }): void;
  /** The user groups; change who is in one through its `members`. */
  readonly groups: readonly UserGroup[];
  archive(channel: string): Promise<void>;
  inviteBot(channel: string): Promise<void>;
  removeBot(channel: string): Promise<void>;
  /** Deletes one of the bot's messages, as an admin would. */
  deleteMessage(channel: string, ts: string): Promise<void>;
  /** Deletes a file, as its owner would: `files.info` then answers `file_deleted`. */
  deleteFile(id: string): Promise<void>;
  /** Everything it knows now, its newest calls and deliveries included; faults are not. Shared with what it goes on working with. */
  kept(): SlackKept;
  close(): Promise<void>;
}
