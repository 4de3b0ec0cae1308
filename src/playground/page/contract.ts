import type { LedgerComment } from '../ledger-comment.js';
import type { Metrics } from '../metrics.js';
import type { Json, SeenConversation, SlackView } from '../slack/types.js';

/** What a browser window is sent, slice by slice, whenever one changes. Everything is as one person sees it. */
export interface Slices {
  workspace: WorkspaceSlice;
  /** Messages by conversation id, oldest first. */
  messages: Record<string, SeenMessage[]>;
  /** The modal on top of this person's stack. */
  view: SlackView | null;
  home: SlackView | null;
  social: SocialSlice;
  log: LogLine[];
  inside: InsideSlice;
  troubles: TroubleState[];
  scenes: SceneState[];
}

/** The name of a slice: the event's name on the wire. */
export type SliceName = keyof Slices;

/** Someone in the workspace; `role` says in words what they may do. */
export interface SeenPerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly role: string;
  /** IANA zone. */
  readonly tz: string;
  readonly isStranger: boolean;
}

/** The workspace and what the manifest offers in it. */
export interface WorkspaceSlice {
  readonly name: string;
  /** Slack user id of the person who looks. */
  readonly me: string;
  readonly people: readonly SeenPerson[];
  readonly bot: { readonly userId: string; readonly name: string };
  readonly conversations: readonly SeenConversation[];
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  readonly hasHome: boolean;
  readonly hasMessages: boolean;
  /** Whether everything can be thrown away and begun anew. */
  readonly canStartOver: boolean;
  /** `aheadMs` is how far its clock was moved, in ms. */
  readonly copydesk: { readonly url: string; readonly state: 'running' | 'starting' | 'stopped'; readonly aheadMs: number };
}

/** A slash command of the manifest. */
export interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly hint: string;
}

/** A shortcut of the manifest. */
export interface Shortcut {
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
}

/** A message as one person sees it; `onlyYou` marks an ephemeral one. */
export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly threadTs?: string;
  readonly edited: boolean;
  readonly onlyYou: boolean;
  readonly files: readonly SeenFile[];
}

/** A file in a message; its bytes are at `/files/<id>`. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
  readonly altText: string;
}

/** What the platforms show in public. */
export interface SocialSlice {
  readonly accounts: readonly SocialAccount[];
}

/** A profile with what is live on it, newest first. */
export interface SocialAccount {
  readonly platform: 'facebook' | 'instagram' | 'linkedin' | 'x';
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** What the account is, in the platform's words, where a platform has several kinds. */
  readonly about?: string;
  readonly posts: readonly SocialPost[];
}

/** One live post. `at` is in milliseconds. */
export interface SocialPost {
  readonly id: string;
  readonly permalink: string;
  readonly text: string;
  readonly link?: string;
  readonly at: number;
  readonly metrics: Metrics;
  readonly media: readonly SocialPicture[];
  /** What in the text is a hashtag or a mention, as the platform took it; absent where it can be told from the text. */
  readonly marked?: readonly string[];
  /** Who sees it, in the platform's words. */
  readonly audience?: string;
  /** What the link's card shows beside the link. */
  readonly card?: { readonly title: string; readonly description?: string; readonly pictureUrl?: string };
  readonly documents?: readonly { readonly url: string; readonly title: string }[];
  /** Its words were changed after it went out. */
  readonly edited?: boolean;
  /** The account's own comments below it, oldest first. */
  readonly comments?: readonly LedgerComment[];
  /** The same for all posts of a thread. */
  readonly thread?: string;
}

/** A picture or video of a live post, its size in pixels; `durationMs` makes it a video. */
export interface SocialPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly altText: string;
  readonly durationMs?: number;
}

/** One request, in one line; its whole is at `/api/log/<id>`. */
export interface LogLine {
  readonly id: string;
  readonly at: number;
  readonly from: Party;
  readonly to: Party;
  readonly what: string;
  /** `ok`, an error's name, or an HTTP status; `waiting` while nothing was answered. */
  readonly result: string;
  readonly isTrouble: boolean;
  readonly ms?: number;
}

/** Who talks to whom. */
export type Party = 'Slack' | 'Copydesk' | 'Meta' | 'LinkedIn' | 'X';

/** Posts as the database holds them, newest first, and what is sealed in it. */
export interface InsideSlice {
  readonly posts: readonly InsidePost[];
  readonly sealed: readonly SealedField[];
}

/** A post with its publications. Times are ISO text. */
export interface InsidePost {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly text: string;
  readonly author: string;
  readonly at: string;
  readonly publications: readonly InsidePublication[];
}

/** A publication, and every attempt at it in order. */
export interface InsidePublication {
  readonly id: string;
  readonly platform: string;
  readonly account: string;
  readonly state: string;
  readonly trouble?: string;
  readonly link?: string;
  readonly attempts: readonly { readonly id: string; readonly at: string; readonly outcome: string }[];
}

/** A field that is encrypted in the database, as it stands there (cut). */
export interface SealedField {
  readonly collection: string;
  readonly record: string;
  readonly field: string;
  readonly value: string;
}

/** A moment to jump to, at `/moment/<id>`. */
export interface SceneState {
  readonly id: string;
  readonly title: string;
}

/** The tabs of what can go wrong. */
export type TroublePlace = 'general' | 'slack' | 'meta' | 'linkedin' | 'x';

/** Something that can go wrong on purpose. */
export interface TroubleState {
  readonly id: string;
  /** The tab it is under. */
  readonly place: TroublePlace;
  readonly group: string;
  readonly title: string;
  /** What will be seen. */
  readonly expect: string;
  /** What is said once it was done, where nothing has to be published to see it. */
  readonly done?: string;
  /** `once` acts by itself; a `switch` stays on until it is taken back. */
  readonly kind: 'once' | 'switch';
  readonly isOn: boolean;
}

/** Makes one count of a live post more or less. */
export interface Nudge {
  readonly platform: SocialAccount['platform'];
  readonly post: string;
  readonly metric: keyof Metrics;
  readonly by: number;
}

/** Where something interactive stands. */
export type Place =
  | { readonly in: 'view' }
  | { readonly in: 'home' }
  | { readonly in: 'message'; readonly channel: string; readonly ts: string };

/** What a person puts into an element: text, one or several values, ids; null empties it. */
export type FillValue = string | readonly string[] | null;

/** What a person does. `fills` are what stands in the modal's fields, by `block id/action id`. */
export type Act =
  | { readonly do: 'say'; readonly channel: string; readonly text: string; readonly files: readonly string[]; readonly threadTs?: string }
  | { readonly do: 'command'; readonly channel: string; readonly command: string; readonly text: string }
  | { readonly do: 'shortcut'; readonly callbackId: string; readonly message?: { readonly channel: string; readonly ts: string } }
  | {
      readonly do: 'click';
      readonly place: Place;
      readonly blockId: string;
      readonly actionId: string;
      readonly select?: FillValue;
      readonly fills?: Record<string, FillValue>;
    }
  | { readonly do: 'suggest'; readonly blockId: string; readonly actionId: string; readonly text: string }
  | { readonly do: 'submit'; readonly fills: Record<string, FillValue> }
  | { readonly do: 'close'; readonly all: boolean; readonly fills: Record<string, FillValue> }
  | { readonly do: 'openHome' };

/** What became of an act: a sentence where it went wrong, as Slack would tell the person. */
export interface ActAnswer {
  readonly problem?: string;
  /** Options or option groups that an external select was answered. */
  readonly options?: readonly Json[];
}
