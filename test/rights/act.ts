import { BRAND, WORKSPACE } from '../support/posts.js';
import type { Given, RightsWorld, Subject, Who } from './world.js';

/** Something a person can do. */
export interface Act {
  /** What it is done to, so that nothing but the person decides; absent where that is no post. */
  readonly given?: Given;
  /** Who does it where the state decides, somebody whose right is beyond doubt. Default: the approver. */
  readonly by?: Who;
  /** Rejects where it was refused. */
  run(world: RightsWorld, subject: Subject, person: string): Promise<unknown>;
}

/** What a use-case is told about who asks. */
export function own(person: string): { workspace: string; person: string } {
  return { workspace: WORKSPACE, person };
}

/** The same, about the brand. */
export function of(person: string): { workspace: string; brand: string; person: string } {
  return { ...own(person), brand: BRAND };
}
