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

/** The error that the lack of an answer means. */
export function transportFailure(error: TransportError, phase: Phase): PlatformError {
  const known = phase === 'before' || !error.sent;
  return new PlatformError({
    kind: known ? 'transient' : 'unknown_outcome',
    sentence: known ? error.message : `${error.message} The post may be live.`,
    sent: error.sent,
    cause: error,
  });
}
