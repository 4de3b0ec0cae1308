import { WebAPIPlatformError } from '@slack/web-api';
import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import { PayloadError } from './listener.js';

/** What a person reads after a failure. `reference` finds it in the logs. */
export function wordsFor(error: unknown, reference: string): string {
  if (error instanceof RefusedError) return error.message;
  if (error instanceof PayloadError) return say('error.notUnderstood', { reference });
  if (error instanceof WebAPIPlatformError && LATE_TRIGGERS.has(error.data.error)) return say('error.tooLateToOpen');
  return say('error.wentWrong', { reference });
}

/** True for failures that are an answer and no fault: they are not logged as errors. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RefusedError;
}

const LATE_TRIGGERS = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);
