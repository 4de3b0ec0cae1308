import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../lib/log.js';

/** Our log as Slack's libraries take one. Their debug lines carry whole payloads and are dropped; of an object only an error's own fields are kept. */
export function boltLogger(log: Log): Logger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) => {
      const err = parts.find((part) => part instanceof Error);
      const text = parts.filter((part) => typeof part === 'string').join(' ');
      log[level](err === undefined ? {} : { err }, text === '' ? 'Slack library' : text);
    };
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
