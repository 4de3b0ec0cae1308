import { NotAllowedError, type RightsDeps, readGroups } from './authorize.js';
import type { Groups } from './policy.js';
import { mayPerson } from './rights.js';
import type { Brand, Person, Workspace } from './workspace.js';

/** Somebody who looks at lists of posts, with the brands whose posts they may see, by name. */
export interface Reader {
  readonly person: Person;
  readonly workspace: Workspace;
  readonly brands: readonly Brand[];
  /** The members of every user group that these brands name. */
  readonly groups: Groups;
}

/**
 * Reads now what a person may see: the brands they may write for or approve posts of. Throws {@link NotAllowedError} where that is none, with the sentence that
 * says why, or `PeopleUnavailableError` when Slack does not say who they are.
 */
export async function readerOf(deps: RightsDeps, input: { readonly workspace: string; readonly person: string }): Promise<Reader> {
  const [workspace, all, person] = await Promise.all([
    deps.workspaces.workspace(input.workspace),
    deps.workspaces.brands(input.workspace),
    deps.people.person(input.workspace, input.person),
  ]);
  if (workspace === undefined || workspace.uninstalledAt !== undefined || all.length === 0) throw new NotAllowedError(NOT_SET_UP);
  const groups: Groups = new Map((await Promise.all(all.map((brand) => readGroups(deps, brand)))).flatMap((each) => [...each]));
  const answers = all.map((brand) => {
    const context = { workspace, brand, groups };
    const approves = mayPerson(person, 'repair', context);
    return { brand, answer: approves.allowed ? approves : mayPerson(person, 'compose', context) };
  });
  const brands = answers.flatMap(({ brand, answer }) => (answer.allowed ? [brand] : []));
  const [refused] = answers.flatMap(({ answer }) => (answer.allowed ? [] : [answer.sentence]));
  if (brands.length === 0) throw new NotAllowedError(refused ?? NOT_SET_UP);
  return { person, workspace, brands, groups };
}

const NOT_SET_UP = 'Copydesk is not set up in this workspace any more. Ask an admin to install it again.';
