import { say } from '../language/index.js';
import { NotAllowedError, type RightsDeps, readGroups } from './authorize.js';
import type { Groups } from './policy.js';
import { mayPerson, type Right, type RightsAnswer } from './rights.js';
import type { Brand, Person, Workspace } from './workspace.js';

/** Somebody with the brands for which they may do what was asked, by name; at least one that is not archived. */
export interface Reader {
  readonly person: Person;
  readonly workspace: Workspace;
  readonly brands: readonly [Brand, ...Brand[]];
  /** Archived ones among those for which they might. */
  readonly archived: readonly Brand[];
  /** The members of every user group that these brands name. */
  readonly groups: Groups;
}

/**
 * Reads now what a person may see: the brands they may write for or approve posts of. Throws {@link NotAllowedError} where that is none, with the sentence that
 * says why, or `PeopleUnavailableError` when Slack does not say who they are.
 */
export async function readerOf(deps: RightsDeps, input: { readonly workspace: string; readonly person: string }): Promise<Reader> {
  return held(deps, input, ['repair', 'compose']);
}

/** The brands for which a person holds a right now; at least one. Throws as {@link readerOf}. */
export async function holderOf(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly person: string; readonly right: Right },
): Promise<Reader> {
  return held(deps, input, [input.right]);
}

/** Any one of the rights will do. */
async function held(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly person: string },
  rights: readonly Right[],
): Promise<Reader> {
  const [workspace, all, person] = await Promise.all([
    deps.workspaces.workspace(input.workspace),
    deps.workspaces.allBrands(input.workspace),
    deps.people.person(input.workspace, input.person),
  ]);
  if (workspace === undefined || workspace.uninstalledAt !== undefined || all.length === 0)
    throw new NotAllowedError(say('workspace.notSetUp'));
  const groups: Groups = new Map((await Promise.all(all.map((brand) => readGroups(deps, brand)))).flatMap((each) => [...each]));
  const answers = all.map((brand) => ({
    brand,
    answer: anyOf(rights.map((right) => mayPerson(person, right, { workspace, brand, groups }))),
  }));
  const theirs = answers.flatMap(({ brand, answer }) => (answer.allowed ? [brand] : []));
  const [first, ...others] = theirs.filter(({ archivedAt }) => archivedAt === undefined);
  const [refused] = answers.flatMap(({ answer }) => (answer.allowed ? [] : [answer.sentence]));
  if (first === undefined) throw new NotAllowedError(refused ?? say('workspace.notSetUp'));
  return { person, workspace, brands: [first, ...others], archived: theirs.filter(({ archivedAt }) => archivedAt !== undefined), groups };
}

/** Where none is given, the last refusal. */
function anyOf(answers: readonly RightsAnswer[]): RightsAnswer {
  return answers.find(({ allowed }) => allowed) ?? answers.at(-1) ?? { allowed: false, sentence: say('workspace.notSetUp') };
}
