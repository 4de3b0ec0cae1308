import { WebAPIPlatformError } from '@slack/web-api';
import { RefusedError } from '../lib/refused-error.js';
import { PayloadError } from './listener.js';

/** What a person reads when the answer is not known in time. */
export const NOT_CONFIRMED = 'We could not confirm this in time. If it was saved, the card will show it.';

/** What a person reads in a workspace that has no installation. */
export const NOT_INSTALLED = 'Copydesk is not set up in this workspace. Ask an admin to install it.';

/** What a person reads after a failure. `reference` finds it in the logs. */
export function wordsFor(error: unknown, reference: string): string {
  if (error instanceof RefusedError) return error.message;
  if (error instanceof PayloadError)
    return `Copydesk did not understand that. Please try again. If it happens again, give an admin this code: ${reference}`;
  if (error instanceof WebAPIPlatformError && LATE_TRIGGERS.has(error.data.error))
    return 'Slack took too long to open this. Please try again.';
  return `Something went wrong on our side. Please try again. If it happens again, give an admin this code: ${reference}`;
}

/** True for failures that are an answer and no fault: they are not logged as errors. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RefusedError;
}

const LATE_TRIGGERS = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);
