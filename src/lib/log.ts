import { types } from 'node:util';
import pino, { type Logger } from 'pino';

/** A structured logger. It is given ids and counts, never content or tokens; a {@link Secret} prints as `[secret]` all the same. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(bindings: Record<string, unknown>): Log };

/** A logger that writes one JSON line per entry to `destination` (standard output when absent). */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, serializers: { err: errorFields }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** The same log; `saw` is told of every warning and error, and of the fields it was given. */
export function watchedLog(log: Log, saw: (level: 'warn' | 'error', fields: unknown) => void): Log {
  const watched = (level: 'warn' | 'error') => (fields: unknown, message?: string) => {
    saw(level, fields);
    log[level](fields, message);
  };
  return {
    debug: log.debug.bind(log),
    info: log.info.bind(log),
    warn: watched('warn'),
    error: watched('error'),
    child: (bindings) => watchedLog(log.child(bindings), saw),
  };
}

/**
 * The name, message, code, frames and cause of an error and of its causes: never its other fields, which may hold a request with a token,
 * and of a document that was refused only which one it was, because the message repeats what a person typed.
 */
export function errorFields(error: unknown, depth = 0): unknown {
  if (!isError(error)) return typeof error === 'string' ? error : typeof error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    message: '_message' in error && typeof error._message === 'string' ? error._message : error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    frames: (error.stack ?? '').split('\n').flatMap((line) => (line.trimStart().startsWith('at ') ? [line.trim()] : [])),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: errorFields(error.cause, depth + 1) }),
  };
}

/** Errors of Node itself can belong to another realm than this module's. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
