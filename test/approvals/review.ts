import type { DeciderKind, Decision, Review } from '../../src/approvals/index.js';
import { type Brand, NO_ROLES, NOBODY, type Person, type Policy, type Step, type Workspace } from '../../src/workspaces/index.js';

/** A brand with what differs. */
export function brandWith(fields: Partial<Brand> = {}): Brand {
  return { id: 'B1', workspace: 'T1', name: 'Bluebird', zone: 'UTC', authorsMayApprove: false, seq: 0, ...fields };
}

/** A step that these people pass. */
export function stepOf(
  name: string,
  people: readonly string[],
  fields: Partial<Omit<Step, 'who'>> & { groups?: string[]; approvers?: boolean } = {},
): Step {
  const { groups = [], approvers = false, ...rest } = fields;
  return { name, need: 1, ...rest, who: { people, groups, approvers } };
}

export function policyOf(...steps: readonly Step[]): Policy {
  return { steps, authorsMayApprove: false, editorsMayApprove: false };
}

/** Admins begin with A, guests with G, strangers with S; everybody else is a plain member. */
export function personOf(id: string, fields: Partial<Person> = {}): Person {
  const kind = id.startsWith('G') ? 'guest' : id.startsWith('S') ? 'stranger' : 'member';
  return { id, name: id, kind, isAdmin: id.startsWith('A'), zone: 'UTC', ...fields };
}

/** A review of U1's words under this policy; `approvals` are `[person, step]`. */
export function reviewWith(
  policy: Policy,
  fields: Partial<Omit<Review, 'policy' | 'decisions'>> & { approvals?: readonly (readonly [string, string])[] } = {},
): Review {
  const { approvals = [], ...rest } = fields;
  const workspace: Workspace = { id: 'T1', name: 'Bluebird', botUserId: 'UBOT' };
  return {
    workspace,
    brand: brandWith({ policy }),
    groups: new Map(),
    author: 'U1',
    editor: 'U1',
    ...rest,
    policy,
    decisions: approvals.map(([person, step]) => approval(person, step)),
  };
}

export function approval(person: string, step: string): Decision {
  const as: DeciderKind = ({ A: 'admin', G: 'guest', S: 'stranger' }[person[0] ?? ''] as DeciderKind | undefined) ?? 'member';
  return {
    id: `${person}${step}`,
    workspace: 'T1',
    post: 'p',
    revision: 1,
    contentHash: 'h',
    person,
    kind: 'approved',
    step,
    as,
    at: new Date(0),
  };
}

export const roles = (fields: Partial<Record<keyof typeof NO_ROLES, readonly string[]>>) => ({
  ...NO_ROLES,
  ...Object.fromEntries(Object.entries(fields).map(([role, people]) => [role, { ...NOBODY, people }])),
});
