import { type Meaning, say } from '../language/index.js';
import { PlatformError } from './errors.js';
import { type HttpAnswer, type HttpRequest, TransportError } from './request.js';

/** Whether a failed request was the irreversible one of an act (`publish`) or any other (`before`). */
export type Phase = 'before' | 'publish';

/** One request of a platform's folder, whatever its answer. Throws {@link PlatformError} where there is none. */
export async function send(
  ctx: { readonly http: (request: HttpRequest) => Promise<HttpAnswer> },
  request: HttpRequest,
  phase: Phase,
): Promise<HttpAnswer> {
  try {
    return await ctx.http(request);
  } catch (error) {
    throw error instanceof TransportError ? transportFailure(error, phase) : error;
  }
}

/**
 * How long a request may take, and what may call it off. The irreversible one of an act is guarded by `beforeSend` and not called off by the signal:
 * once its bytes may have left, giving up early would only lose the answer.
 */
export function timing(ctx: Timed, irreversible = false): Pick<HttpRequest, 'timeoutMs' | 'signal' | 'beforeSend'> {
  if (!irreversible) return { timeoutMs: TIMEOUT_MS, signal: ctx.signal };
  return { timeoutMs: IRREVERSIBLE_TIMEOUT_MS, ...(ctx.beforeSend === undefined ? {} : { beforeSend: ctx.beforeSend }) };
}

/** As {@link timing}, for what can be repeated but must not leave late, when something newer may have taken its place: `beforeSend` guards it. */
export function guardedTiming(ctx: Timed): Pick<HttpRequest, 'timeoutMs' | 'signal' | 'beforeSend'> {
  return { ...timing(ctx, true), signal: ctx.signal };
}

/** How long a request that can be repeated may take. */
export const TIMEOUT_MS = 60_000;

/** The error that the lack of an answer means. */
export function transportFailure(error: TransportError, phase: Phase): PlatformError {
  const known = phase === 'before' || !error.sent;
  const sentence = say(REASONS[error.reason]);
  return new PlatformError({
    kind: known ? 'transient' : 'unknown_outcome',
    sentence: known ? sentence : `${sentence} ${say('problem.mayBeLive')}`,
    sent: error.sent,
    cause: error,
  });
}

interface Timed {
  readonly signal: AbortSignal;
  readonly beforeSend?: () => void;
}

const REASONS = {
  timeout: 'problem.request.timeout',
  connection: 'problem.request.connection',
  'too large': 'problem.request.tooLarge',
  aborted: 'problem.request.aborted',
  stopped: 'problem.request.stopped',
} as const satisfies Record<TransportError['reason'], Meaning>;

const IRREVERSIBLE_TIMEOUT_MS = 20_000;
