import type { FamilyId } from '../platforms/platform.js';

/** A person's request, made at the platform, to delete what we hold of them. */
export interface Deletion {
  /** The confirmation code: 24 letters and digits. */
  readonly code: string;
  readonly family: FamilyId;
  /** The platform's id of the person; forgotten once done. */
  readonly person?: string;
  readonly requestedAt: Date;
  readonly doneAt?: Date;
}
