import { RefusedError } from '../lib/refused-error.js';

/** The repair does not fit any more; `message` says what is so instead. */
export class RepairRefusedError extends RefusedError {
  override readonly name = 'RepairRefusedError';
}
