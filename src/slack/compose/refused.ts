import { DraftRefusedError, SendRefusedError } from '../../posts/index.js';
import { NotAllowedError, PeopleUnavailableError } from '../../workspaces/index.js';

/** Compose cannot begin; `message` says why and what to do. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/** The sentence of a refusal that is meant for the person; undefined for a failure. */
export function sentenceOf(error: unknown): string | undefined {
  const refused =
    error instanceof NotReadyError ||
    error instanceof DraftRefusedError ||
    error instanceof SendRefusedError ||
    error instanceof NotAllowedError ||
    error instanceof PeopleUnavailableError;
  return refused ? error.message : undefined;
}
