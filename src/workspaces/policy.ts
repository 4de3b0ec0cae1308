/** People by their Slack user ids, and by the Slack user groups they are in. */
export interface Crowd {
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Who does what for a brand. Admins may do all that approvers may, and approvers all that authors may. An empty crowd keeps the rule of a fresh
 * workspace: every full member approves and writes. Slack's admins and owners and the person who set Copydesk up are admins of every brand.
 */
export interface Roles {
  readonly admins: Crowd;
  readonly approvers: Crowd;
  readonly authors: Crowd;
  /** Who may publish without approval. Empty: nobody, but where the policy asks for none. */
  readonly unreviewed: Crowd;
}

/** How posts are approved: every step in order. Without a step they need no approval. */
export interface Policy {
  readonly steps: readonly Step[];
  /** Whether an author's approval of the own post counts. */
  readonly authorsMayApprove: boolean;
  /** Whether an approver who changed the words may be the only one to approve them in a step. */
  readonly editorsMayApprove: boolean;
}

/** One step of a policy. */
export interface Step {
  /** As an admin named it; an approval is kept under this name. */
  readonly name: string;
  readonly who: StepCrowd;
  /** How many of them; at least 1. */
  readonly need: number | 'all';
  /** The channel, such as a Slack Connect channel, in which people from outside see the card of this step. */
  readonly channel?: string;
}

/** Who may approve in a step. Somebody from another organisation, or a guest, counts only when named in `people`. */
export interface StepCrowd extends Crowd {
  /** Whether everybody with the role approver may, too. */
  readonly approvers: boolean;
}

/** The members of user groups, by group id. */
export type Groups = ReadonlyMap<string, ReadonlySet<string>>;

/** Nobody. */
export const NOBODY: Crowd = { people: [], groups: [] };

/** The roles of a brand that has set none. */
export const NO_ROLES: Roles = { admins: NOBODY, approvers: NOBODY, authors: NOBODY, unreviewed: NOBODY };

/** Whether nobody was chosen. */
export function isEmpty({ people, groups }: Crowd): boolean {
  return people.length === 0 && groups.length === 0;
}

/** Whether somebody is named, or in a group that is. */
export function isIn({ people, groups: ids }: Crowd, id: string, groups: Groups): boolean {
  return people.includes(id) || ids.some((group) => groups.get(group)?.has(id) === true);
}

/** Everybody in a crowd, each once. */
export function membersOf({ people, groups: ids }: Crowd, groups: Groups): string[] {
  return [...new Set([...people, ...ids.flatMap((group) => [...(groups.get(group) ?? [])])])];
}
