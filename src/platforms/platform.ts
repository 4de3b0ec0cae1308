import type { Log } from '../lib/log.js';
import type { Secret } from '../lib/secret.js';
import type { HttpAnswer, HttpRequest } from './request.js';

/** A platform's id, as stored with accounts and shown in logs: `facebook`, `instagram`. */
export type PlatformId = string;

/** The family whose OAuth serves a platform: `meta`. */
export type FamilyId = string;

/** What a file is to a platform: a still picture, a GIF that moves, a PDF that is shown page by page, a video. */
export type MediaKind = 'image' | 'gif' | 'document' | 'video';

/** One picture or other file of a content: a rendition that exists already, with the words about it. */
export interface Medium {
  /** The rendition's id in the media room. */
  readonly rendition: string;
  /** SHA-256 of its bytes, 64 hex characters. */
  readonly sha256: string;
  /** `image/jpeg` for every still picture, `image/gif` for one that moves, `application/pdf`, `video/mp4`, `video/quicktime`. */
  readonly mimeType: string;
  /** Pixels; 0 for a document. */
  readonly width: number;
  readonly height: number;
  /** Bytes. */
  readonly size: number;
  /** What the picture shows; of a document, its title. */
  readonly altText: string;
  /** Of a video, what its file says about it. */
  readonly video?: VideoFacts;
  /** Only while it is validated: the number, from 1, by which people know it; absent where that is its place. */
  readonly number?: number;
}

/** What a video's file says about it. */
export interface VideoFacts {
  readonly durationMs: number;
  /** `avc` is H.264; `hevc`, `vp9`, `av1`, or `unknown`. */
  readonly videoCodec: string;
  /** `aac`, `opus`, or `unknown`; absent where it has no sound. */
  readonly audioCodec?: string;
  /** Frames per second, on average. */
  readonly frameRate: number;
  /** Bits per second, pictures and sound together. */
  readonly bitRate: number;
}

/** What a medium is to a platform. */
export function mediaKind({ mimeType }: Pick<Medium, 'mimeType'>): MediaKind {
  if (mimeType === 'application/pdf') return 'document';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType === 'image/gif' ? 'gif' : 'image';
}

/** What is published on one account: frozen into a revision, covered by its `contentHash`. */
export interface Content {
  readonly text: string;
  readonly link?: string;
  /** The first comment below the post, the last of its acts; on X an answer to it. Never empty. */
  readonly comment?: string;
  readonly media: readonly Medium[];
  /** What was chosen of {@link Profile.options}; with a prepared preview, also `linkPreview`: `{ title, description?, thumbnail?: Medium }`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** One irreversible request of a publication. */
export interface Act {
  /** Unique within the publication and stable over restarts: `post`, and last of all {@link COMMENT_ACT} where the content has a comment. */
  readonly key: string;
  readonly content: Content;
}

/** The key of the act that adds the first comment. Its `parent` is the post, of a thread the last part. */
export const COMMENT_ACT = 'comment';

/** Something `validate` found. `stops` must be mended before review; `note` is told and no more. */
export interface Problem {
  readonly field: ProblemField;
  readonly sentence: string;
  readonly severity: 'stops' | 'note';
}

/** Where a problem is: a field of the compose modal, or one picture by its position from 0. */
export type ProblemField = 'text' | 'link' | 'comment' | 'media' | `media.${number}` | 'account';

/** The account a platform acts as. */
export interface PlatformAccount {
  /** The platform's own id of it: a Page id, an Instagram account id. */
  readonly platformId: string;
  readonly name: string;
  readonly username?: string;
  /** What it may beyond the ordinary, in the words of its platform's folder. */
  readonly features?: readonly string[];
}

/** Everything a platform may touch: no database, no environment, no clock of its own. */
export interface PlatformContext {
  readonly account: PlatformAccount;
  readonly token: Secret;
  /** One request, never repeated by itself; throws `TransportError`. */
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly media: MediaSource;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly now: Date;
  /** Called as the last synchronous step before the bytes of an irreversible request leave; it throws to stop them. `publish` and `edit` hand it to `http`. */
  readonly beforeSend?: () => void;
}

/** Bytes and addresses of renditions. All but `part` check the stored bytes against `medium.sha256` and throw when they differ. */
export interface MediaSource {
  bytes(medium: Medium): Promise<Uint8Array>;
  /** A public address from which the platform can fetch the rendition; lives until the publication is over. */
  url(medium: Medium): Promise<string>;
  /** Reads all of it without holding it. Whoever sends a large file in parts asks before the first part and after the last. */
  check(medium: Medium): Promise<void>;
  /** The bytes from `start` up to but not including `end`. */
  part(medium: Medium, start: number, end: number): Promise<Uint8Array>;
}

/** What `stage` made: plain data, stored before the intent. */
export interface Staged {
  /** There is more to do: it is stored, and `stage` is called with it, now or, after a crash, by another process. */
  readonly unfinished?: boolean;
  readonly [key: string]: unknown;
}

/** Whether what was staged can be published now. */
export type PollResult = { readonly ready: true } | { readonly ready: false; readonly retryAfterMs: number };

/** The send whose outcome `find` looks for. */
export interface Sent {
  /** When the first attempt with an unknown outcome was sent. */
  readonly at: Date;
  /** When the last one must have ended on our side. */
  readonly deadlineAt: Date;
}

/** What `find` learnt. `absent` is proof that nothing was made, and says what may follow. */
export type FindResult =
  | { readonly outcome: 'published'; readonly ref: string }
  | { readonly outcome: 'absent'; readonly next: 'publish' | 'restage' }
  | { readonly outcome: 'cannot tell'; readonly checked: string };

/** What an answer tells of an account's limits. */
export interface Usage {
  /** The next request would be refused, so nothing of the account is sent before `until`. */
  readonly closed?: Rest;
  /** It is close to that: nothing more of the account is begun before `until`. */
  readonly rest?: Rest;
  readonly quota?: QuotaReading;
}

/** Until when an account waits, and why, for its cards. */
export interface Rest {
  readonly until: Date;
  readonly sentence: string;
}

/** How much is used up of what an account may do in a day. */
export interface QuotaReading {
  readonly unit: 'posts' | 'requests';
  readonly limit: number;
  /** As the platform counts; absent where it does not say, and this answer was one more. */
  readonly used?: number;
  /** When the count starts again; absent where each post counts for 24 hours. */
  readonly resetsAt?: Date;
}

/** What a platform can do, as data: the compose modal, the validator, the docs and the conformance suite read it. */
export interface Profile {
  /** As people write it: `Facebook`. */
  readonly name: string;
  readonly text: {
    readonly maxLength: number;
    readonly count: 'characters' | 'weighted';
    readonly maxHashtags?: number;
    readonly maxMentions?: number;
  };
  readonly images: ImageRules;
  /** What it takes beside still pictures, as it was given, byte for byte. What is absent is refused. */
  readonly files?: { readonly gif?: FileRules; readonly document?: FileRules; readonly video?: VideoRules };
  /** Whether a link is shown with a preview: one that the platform reads from the page itself, or one that we prepare and freeze. */
  readonly link: 'preview' | 'prepared preview' | 'none';
  /** Where posts cost money: the currency (`USD`) and the day its prices are from, as `YYYY-MM-DD`. */
  readonly price?: { readonly currency: string; readonly since: string };
  /** What an author may choose on it, beside the words; labels are said in the language of the moment. */
  readonly options?: () => readonly PlatformOption[];
  readonly altText: { readonly maxLength: number } | 'none';
  readonly requires: 'text or media' | 'media';
  /** True when the platform fetches pictures itself, so that Copydesk needs a public HTTPS address. */
  readonly needsPublicUrl: boolean;
  /** How long before its time a content is staged, in ms, so that it goes out on the second. Default: {@link LEAD_MS}. */
  readonly leadMs?: (content: Content) => number;
  readonly supports: {
    readonly stage: boolean;
    readonly poll: boolean;
    readonly link: boolean;
    readonly find: boolean;
    readonly delete: boolean;
    readonly edit: boolean;
    readonly insights: boolean;
  };
}

/** The lead where a profile names none: what is written before a send is written ahead of its time. */
export const LEAD_MS = 2_000;

/** The pictures a platform takes and how renditions for it are made. Ratio = width / height. */
export interface ImageRules {
  readonly max: number;
  readonly maxBytes: number;
  readonly maxWidth: number;
  readonly ratio?: { readonly min: number; readonly max: number };
}

/** The files of one kind that a platform takes. `maxParts` counts the frames of a GIF, the pages of a document. */
export interface FileRules {
  readonly maxBytes: number;
  readonly maxParts: number;
}

/** The videos a platform takes, one in a post; nothing is converted. Ratio = width / height, sides in pixels. */
export interface VideoRules {
  readonly mimeTypes: readonly string[];
  readonly videoCodecs: readonly string[];
  readonly audioCodecs: readonly string[];
  readonly maxBytes: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** What accounts with a feature may have beyond that. */
  readonly more?: { readonly feature: string; readonly maxMs: number };
  readonly maxFrameRate: number;
  readonly minSide: number;
  /** The most it promises to take, on the longer and the shorter side: beyond that it is told, and not stopped. */
  readonly longSide: number;
  readonly shortSide: number;
  readonly ratio: { readonly min: number; readonly max: number };
}

/** Something to choose about a post on one platform. What was chosen stands in `Content.options` under `key`. */
export interface PlatformOption {
  readonly key: string;
  readonly label: string;
  readonly choices: readonly OptionChoice[];
  readonly default: OptionValue;
}

/** One thing to choose; `for` says which accounts may, all of them without it. */
export interface OptionChoice {
  readonly value: OptionValue;
  readonly label: string;
  readonly for?: (account: PlatformAccount) => boolean;
}

/** What an option can be set to. */
export type OptionValue = string | boolean;

/** An organisation that a text can mention: exactly as the platform calls it, and the platform's id of it. */
export interface Mentionable {
  readonly name: string;
  readonly urn: string;
}

/** A mention and where its name begins in the text, in UTF-16 units; past the text's end where it does not stand in it. */
export interface PlacedMention extends Mentionable {
  readonly index: number;
}

/** How a platform's organisations are found. */
export interface MentionSource {
  /** What to type to find one, in the language of the moment; where nothing can be found, why. */
  readonly hint: string;
  /** An account that can itself be mentioned. */
  ofAccount(account: PlatformAccount): Mentionable | undefined;
  /** Those that these words name, as far as this account may look. Absent where Copydesk cannot mention any. Throws {@link PlatformError}. */
  find?(ctx: Omit<PlatformContext, 'media'>, words: string): Promise<readonly Mentionable[]>;
}

/** What a first comment can be on a platform. */
export interface CommentRules {
  /** The most it may have, counted by `length`. */
  readonly maxLength: number;
  length(comment: string): number;
  /** Each is a post of its own, which stays when the post it answers is taken down. */
  readonly arePosts?: boolean;
  standing(account: PlatformAccount): Standing;
}

/** What deleting needs where it is more than publishing does. */
export interface DeletionRules {
  /** The token that `delete` is given: of the person who consented, in the place of the account's. */
  readonly token: 'person';
  /** Whether Copydesk may delete as the account, and this very post. */
  standing(account: PlatformAccount, ref?: string): Standing;
}

/** Whether Copydesk may do something as an account: not before somebody connects it again and allows it, or never, with why. */
export type Standing = { readonly may: 'now' | 'after reconnect' } | { readonly may: 'never'; readonly sentence: string };

/** One platform: the socket every plug fits. */
export interface Platform {
  readonly id: PlatformId;
  readonly family: FamilyId;
  readonly profile: Profile;
  /** All problems of a content, none thrown. Pure. */
  validate(content: Content, account: PlatformAccount): Problem[];
  acts(content: Content): Act[];
  /** The text's length as the platform counts it, and the most one act may have. Without it: code points against the profile. */
  measure?(content: Content): { readonly length: number; readonly maxLength: number };
  /** What publishing costs the operator, in the currency of `profile.price`. */
  price?(content: Content): number;
  /**
   * Uploads and containers: repeatable, nothing public. What takes many requests is done in steps, each of a minute at most: `begun` is what the
   * step before left `unfinished`. Throws {@link PlatformError}; `restage` where what was begun is gone, so that it begins anew.
   */
  stage?(ctx: PlatformContext, content: Content, begun?: Staged): Promise<Staged>;
  poll?(ctx: PlatformContext, staged: Staged): Promise<PollResult>;
  /** Exactly one irreversible request; resolves to the platform's id of what was made. Throws {@link PlatformError}. */
  publish(ctx: PlatformContext, act: Act, staged: Staged, parent?: string): Promise<string>;
  /** The public address of what was made. */
  link?(ctx: PlatformContext, ref: string): Promise<string>;
  /** First comments; absent where there are none. */
  readonly comments?: CommentRules;
  /** Organisations that a text can mention; what was picked stands in `Content.options.mentions` as {@link PlacedMention}s. */
  readonly mentions?: MentionSource;
  /** The platform's id of a post of this account by the public address that a person copied, or by the id itself; undefined for anything else. */
  refOf?(account: PlatformAccount, address: string): string | undefined;
  /**
   * Why the post `ref` is not what this act makes, as a sentence for whoever gave its address; undefined where it is. `parent` is what it has to
   * answer, where that is known. Throws {@link PlatformError}.
   */
  whyNot?(ctx: PlatformContext, act: Act, ref: string, parent?: string): Promise<string | undefined>;
  find?(ctx: PlatformContext, act: Act, staged: Staged, sent: Sent, parent?: string): Promise<FindResult>;
  readonly deletion?: DeletionRules;
  /** Takes a post down for good. One that is gone already counts as well, so it may be asked again. Throws {@link PlatformError}. */
  delete?(ctx: PlatformContext, ref: string): Promise<void>;
  /**
   * Gives a live post the words of `content`, and leaves all else of it. The same words once more change nothing, so it may be asked again.
   * Throws {@link PlatformError}.
   */
  edit?(ctx: PlatformContext, ref: string, content: Content): Promise<void>;
  /** What an answer to a request for the account tells of its limits. Pure. */
  usage?(exchange: {
    readonly account: PlatformAccount;
    readonly request: HttpRequest;
    readonly answer: HttpAnswer;
    readonly now: Date;
  }): Usage | undefined;
  /** Asks how much of a day's allowance is used up; undefined when the platform does not say. Throws {@link PlatformError}. */
  quota?(ctx: PlatformContext): Promise<QuotaReading | undefined>;
  /** An address without a request, shown when `link` cannot be read: the profile or the post's plain address. */
  profileUrl(account: PlatformAccount): string;
}
