/** What kind of trouble a platform's answer means; `publishing/policy.ts` decides what happens next by this alone. */
export type PlatformErrorKind =
  | 'invalid_content'
  | 'reauth_needed'
  | 'rate_limited'
  | 'duplicate'
  | 'transient'
  | 'unknown_outcome'
  | 'rejected';

/** What is known of a failed request. */
export interface PlatformErrorDetails {
  readonly kind: PlatformErrorKind;
  /** One sentence a person can act on. It never holds a token, nor the platform's raw answer. */
  readonly sentence: string;
  /** The HTTP status and the platform's own codes, for logs and support. */
  readonly status?: number;
  readonly code?: number | string;
  readonly subcode?: number;
  /** The platform's id of the request, for its support. */
  readonly traceId?: string;
  /** `rate_limited`: when the platform takes requests again, if it said so. */
  readonly until?: Date;
  /** `rate_limited`: how long from now, in ms, if it said a duration instead. */
  readonly retryAfterMs?: number;
  /** `rate_limited`: so many posts of the last ms are all the platform allows; there is room when the oldest of them is older. */
  readonly rollingMs?: number;
  /** `duplicate`: the post that exists already, if the platform named it. */
  readonly ref?: string;
  /** Set only where the answer proves that nothing was made: publish again after another poll, or stage anew. */
  readonly next?: 'poll' | 'restage';
  /** `false` only when the request provably never left this machine. */
  readonly sent?: boolean;
  readonly cause?: unknown;
}

/** The one error a platform throws. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly details: PlatformErrorDetails;

  constructor(details: PlatformErrorDetails) {
    super(details.sentence, { cause: details.cause });
    this.details = details;
  }

  get kind(): PlatformErrorKind {
    return this.details.kind;
  }
}
