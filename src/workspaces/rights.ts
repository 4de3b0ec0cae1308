import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { type Crowd, type Groups, isEmpty, isIn, NO_ROLES, type Policy } from './policy.js';
import type { Brand, Person, Workspace } from './workspace.js';

/** What a person may be allowed to do; `delete` is to take down what is live, `curate` to keep the library. */
export type Right = 'compose' | 'edit' | 'review' | 'repair' | 'delete' | 'curate' | 'manage';

/** What the right is asked about. `author` is the author of the post in question; `groups` holds every group that the brand names. */
export interface RightsContext {
  readonly workspace: Workspace;
  readonly brand: Brand;
  readonly groups: Groups;
  readonly author?: string;
}

/** An answer about a right; the sentence tells the person why not. */
export type RightsAnswer = { readonly allowed: true } | { readonly allowed: false; readonly sentence: string };

/** Whether `person` holds `right`, from what Slack says of them now and the brand's roles. */
export function mayPerson(person: Person, right: Right, context: RightsContext): RightsAnswer {
  const outside = outsideSentence(person);
  if (outside !== undefined) return { allowed: false, sentence: outside };
  const isAuthor = person.id === context.author;
  switch (right) {
    case 'compose':
      return isAuthorOfBrand(person, context) ? YES : only('authors');
    case 'edit':
      return (isAuthor && isAuthorOfBrand(person, context)) || isApprover(person, context) ? YES : only('editors');
    case 'review':
      if (isAuthor && !authorsMayApprove(context.brand)) return only('others');
      return isApprover(person, context) ? YES : only('approvers');
    case 'repair':
    case 'delete':
      return isAuthor || isApprover(person, context) ? YES : only('responsible');
    case 'curate':
      return isApprover(person, context) ? YES : only('librarians');
    case 'manage':
      return isAdmin(person, context) ? YES : only('managers');
    default:
      return never(right);
  }
}

/** Why somebody who is no full member of the workspace may do nothing here; undefined for full members. */
export function outsideSentence(person: Person): string | undefined {
  return person.kind === 'member' ? undefined : say(`workspace.outside.${person.kind}`);
}

/** An admin of the brand: of Slack, by who set Copydesk up, or by role. Only full members are. */
export function isAdmin(person: Person, { workspace, brand, groups }: Omit<RightsContext, 'author'>): boolean {
  if (person.kind !== 'member') return false;
  return managesWorkspace(person, workspace) || isIn((brand.roles ?? NO_ROLES).admins, person.id, groups);
}

/** An admin of every brand, who may also add, archive and restore them: of Slack, or by who set Copydesk up. */
export function managesWorkspace(person: Person, { setUpBy }: Pick<Workspace, 'setUpBy'>): boolean {
  return person.kind === 'member' && (person.isAdmin || person.id === setUpBy);
}

/** Whether a full member has the role approver: every one where the brand names none. Admins have it. */
export function hasApproverRole(person: Person, context: Omit<RightsContext, 'author'>): boolean {
  return holds(person, (context.brand.roles ?? NO_ROLES).approvers, context) || isAdmin(person, context);
}

/** Every policy of a brand: its own, and those of single accounts. */
export function policiesOf({ policy, accountPolicies = {} }: Pick<Brand, 'policy' | 'accountPolicies'>): Policy[] {
  return [...(policy === undefined ? [] : [policy]), ...Object.values(accountPolicies)];
}

/** The user groups that a brand's roles and policies name, each once; `more` are further policies that count. */
export function groupsNamed(brand: Brand, more: readonly Policy[] = []): string[] {
  const roles = Object.values(brand.roles ?? NO_ROLES) as Crowd[];
  const steps = [...policiesOf(brand), ...more].flatMap((policy) => policy.steps.map(({ who }) => who));
  return [...new Set([...roles, ...steps].flatMap(({ groups }) => groups))];
}

/** By role, or because a policy of the brand names them. */
function isApprover(person: Person, context: RightsContext): boolean {
  if (hasApproverRole(person, context)) return true;
  const named = policiesOf(context.brand).flatMap(({ steps }) => steps.map(({ who }) => who));
  return person.kind === 'member' && named.some((who) => isIn(who, person.id, context.groups));
}

function isAuthorOfBrand(person: Person, context: RightsContext): boolean {
  return holds(person, (context.brand.roles ?? NO_ROLES).authors, context) || isApproverByList(person, context);
}

/** Where no approver is named, being one gives no right to write for a brand that names its authors. */
function isApproverByList(person: Person, context: RightsContext): boolean {
  const { approvers } = context.brand.roles ?? NO_ROLES;
  return isAdmin(person, context) || (!isEmpty(approvers) && holds(person, approvers, context));
}

function holds(person: Person, crowd: Crowd, { groups }: Omit<RightsContext, 'author'>): boolean {
  return person.kind === 'member' && (isEmpty(crowd) || isIn(crowd, person.id, groups));
}

function authorsMayApprove({ policy, authorsMayApprove }: Brand): boolean {
  return policy?.authorsMayApprove ?? authorsMayApprove;
}

function only(those: Those): RightsAnswer {
  return { allowed: false, sentence: say(`workspace.only.${those}`) };
}

type Those = 'approvers' | 'authors' | 'editors' | 'librarians' | 'managers' | 'others' | 'responsible';

const YES: RightsAnswer = { allowed: true };
