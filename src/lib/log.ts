import pino, { type Logger } from 'pino';

/** A structured logger. It is given ids and counts, never content or tokens; a {@link Secret} prints as `[secret]` all the same. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(bindings: Record<string, unknown>): Log };

/** A logger that writes one JSON line per entry to `destination` (standard output when absent). */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, serializers: { err: errorFields }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** The name, message, code and cause of an error and of its causes: never its other fields, which may hold a request with a token. */
export function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack,
    ...(error.cause === undefined || depth > 4 ? {} : { cause: errorFields(error.cause, depth + 1) }),
  };
}
