import { RefusedError } from '../lib/refused-error.js';
import type { Groups, Policy } from './policy.js';
import type { People, WorkspaceStore } from './ports.js';
import { groupsNamed, mayPerson, type Right } from './rights.js';
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
  /** The members of every user group that the brand names. */
  readonly groups: Groups;
}

/**
 * Reads the person's rights now, from Slack and the stored brand.
 * Throws {@link NotAllowedError}, or `PeopleUnavailableError` when Slack does not say who they are.
 */
export async function authorize(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand?: string; readonly person: string; readonly right: Right; readonly author?: string },
): Promise<Authorized> {
  const found = await identify(deps, input);
  const answer = mayPerson(found.person, input.right, { ...found, ...(input.author === undefined ? {} : { author: input.author }) });
  if (!answer.allowed) throw new NotAllowedError(answer.sentence);
  return found;
}

/**
 * Reads who somebody is and what their rights follow from, whatever those are; `policies` are further ones whose groups count.
 * Throws {@link NotAllowedError} where Copydesk or the brand is gone, or `PeopleUnavailableError`.
 */
export async function identify(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand?: string; readonly person: string; readonly policies?: readonly Policy[] },
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
  return { person, workspace, brand, groups: await readGroups(deps, brand, input.policies) };
}

/** The members, at most a minute old, of every user group that the brand and these policies name. Throws `PeopleUnavailableError`. */
export async function readGroups(deps: Pick<RightsDeps, 'people'>, brand: Brand, policies: readonly Policy[] = []): Promise<Groups> {
  const read = groupsNamed(brand, policies).map(async (group) => [group, await deps.people.members(brand.workspace, group)] as const);
  return new Map(await Promise.all(read));
}
