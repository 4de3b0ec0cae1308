import { PlatformError } from '../platforms/errors.js';
import type { Trouble } from './publication.js';

/** Anything that is not a platform's error is our own fault: it counts as transient before the send. */
export function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  return new PlatformError({
    kind: 'transient',
    sentence: 'Copydesk had an unexpected problem. It tries again by itself.',
    cause: error,
  });
}

/** What the card says of an error. */
export function troubleOf(error: PlatformError, at: Date): Trouble {
  const code = codeOf(error);
  return { sentence: error.message, at, ...(code === undefined ? {} : { code }) };
}

/** The platform's codes for support: `HTTP 400, code 36003/2207009, trace Axyz`. */
export function codeOf({ details }: PlatformError): string | undefined {
  const parts = [
    details.status === undefined ? undefined : `HTTP ${details.status}`,
    details.code === undefined ? undefined : `code ${details.code}${details.subcode === undefined ? '' : `/${details.subcode}`}`,
    details.traceId === undefined ? undefined : `trace ${details.traceId}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
