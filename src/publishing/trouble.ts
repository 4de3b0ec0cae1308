import { say } from '../language/index.js';
import { PlatformError } from '../platforms/errors.js';
import type { Trouble } from './publication.js';

/** Anything that is not a platform's error is our own fault: it counts as transient before the send. */
export function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  return new PlatformError({
    kind: 'transient',
    sentence: say('publishing.unexpected'),
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
  const { status, code, subcode, traceId } = details;
  const parts = [
    ...(status === undefined ? [] : [say('publishing.support.status', { status: String(status) })]),
    ...(code === undefined
      ? []
      : [say('publishing.support.code', { code: [code, ...(subcode === undefined ? [] : [subcode])].join('/') })]),
    ...(traceId === undefined ? [] : [say('publishing.support.trace', { trace: traceId })]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
