import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Groups, Policy } from './policy.js';
import type { People, WorkspaceStore } from './ports.js';
import { groupsNamed, managesWorkspace, mayPerson, type Right } from './rights.js';
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
 * Reads the person's rights now, from Slack and the stored brand. Nobody has any for an archived brand, but with `archivedToo` to look at it.
 * Throws {@link NotAllowedError}, or `PeopleUnavailableError` when Slack does not say who they are.
 */
export async function authorize(
  deps: RightsDeps,
  input: {
    readonly workspace: string;
    readonly brand: string;
    readonly person: string;
    readonly right: Right;
    readonly author?: string;
    readonly archivedToo?: boolean;
  },
): Promise<Authorized> {
  const found = await identify(deps, input);
  const answer = mayPerson(found.person, input.right, { ...found, ...(input.author === undefined ? {} : { author: input.author }) });
  if (!answer.allowed) throw new NotAllowedError(answer.sentence);
  if (found.brand.archivedAt !== undefined && input.archivedToo !== true) throw new NotAllowedError(say('brand.isArchived'));
  return found;
}

/**
 * Reads who somebody is and what their rights follow from, whatever those are; `policies` are further ones whose groups count.
 * Throws {@link NotAllowedError} where Copydesk or the brand is gone, or `PeopleUnavailableError`.
 */
export async function identify(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string; readonly policies?: readonly Policy[] },
): Promise<Authorized> {
  const [{ workspace, person }, brand] = await Promise.all([readPerson(deps, input), deps.workspaces.brand(input.workspace, input.brand)]);
  if (brand === undefined) throw new NotAllowedError(say('brand.unknown'));
  return { person, workspace, brand, groups: await readGroups(deps, brand, input.policies) };
}

/** Reads the right to manage the workspace and so all of its brands. Throws {@link NotAllowedError}, `PeopleUnavailableError`. */
export async function authorizeWorkspace(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly person: string },
): Promise<{ readonly person: Person; readonly workspace: Workspace }> {
  const { workspace, person } = await readPerson(deps, input);
  if (!managesWorkspace(person, workspace)) throw new NotAllowedError(say('workspace.only.managers'));
  return { person, workspace };
}

/** Who somebody is in a workspace that Copydesk is in. Throws {@link NotAllowedError} where it was removed, or `PeopleUnavailableError`. */
export async function readPerson(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly person: string },
): Promise<{ readonly person: Person; readonly workspace: Workspace }> {
  const [workspace, person] = await Promise.all([
    deps.workspaces.workspace(input.workspace),
    deps.people.person(input.workspace, input.person),
  ]);
  if (workspace === undefined || workspace.uninstalledAt !== undefined) throw new NotAllowedError(say('workspace.notSetUp'));
  return { person, workspace };
}

/** The members, at most a minute old, of every user group that the brand and these policies name. Throws `PeopleUnavailableError`. */
export async function readGroups(deps: Pick<RightsDeps, 'people'>, brand: Brand, policies: readonly Policy[] = []): Promise<Groups> {
  const read = groupsNamed(brand, policies).map(async (group) => [group, await deps.people.members(brand.workspace, group)] as const);
  return new Map(await Promise.all(read));
}
