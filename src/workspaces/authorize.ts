import { RefusedError } from '../lib/refused-error.js';
import type { People, WorkspaceStore } from './ports.js';
import { mayPerson, type Right } from './rights.js';
import type { Brand, Person, Workspace } from './workspace.js';

/** What rights need to be read. */
export interface RightsDeps {
  readonly workspaces: WorkspaceStore;
  readonly people: People;
}

/** A person was not allowed; `message` is the sentence they read. */
export class NotAllowedError extends RefusedError {
  override readonly name = 'NotAllowedError';
}

/** Who may act, with what the right was read from. */
export interface Authorized {
  readonly person: Person;
  readonly workspace: Workspace;
  readonly brand: Brand;
}

/**
 * Reads the person's rights now, from Slack and the stored brand.
 * Throws {@link NotAllowedError}, or `PeopleUnavailableError` when Slack does not say who they are.
 */
export async function authorize(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand?: string; readonly person: string; readonly right: Right; readonly author?: string },
): Promise<Authorized> {
  const [workspace, brands, person] = await Promise.all([
    deps.workspaces.workspace(input.workspace),
    deps.workspaces.brands(input.workspace),
    deps.people.person(input.workspace, input.person),
  ]);
  const brand = input.brand === undefined ? brands[0] : brands.find(({ id }) => id === input.brand);
  if (workspace === undefined || workspace.uninstalledAt !== undefined || brand === undefined) {
    throw new NotAllowedError('Copydesk is not set up in this workspace any more. Ask an admin to install it again.');
  }
  const answer = mayPerson(person, input.right, { workspace, brand, ...(input.author === undefined ? {} : { author: input.author }) });
  if (!answer.allowed) throw new NotAllowedError(answer.sentence);
  return { person, workspace, brand };
}
