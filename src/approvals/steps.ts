import { say } from '../language/index.js';
import { type Brand, isEmpty, NO_ROLES, type Policy, type Step } from '../workspaces/index.js';

/** What is wrong with a step, for its field. */
export interface StepProblem {
  readonly field: 'name' | 'who' | 'need';
  readonly sentence: string;
}

/** Why a step cannot be part of the policy: somebody has to be able to pass it. `index` is where it stands, or would. */
export function stepProblem(step: Step, { steps }: Policy, index: number, brand: Pick<Brand, 'roles'>): StepProblem | undefined {
  const { name, who, need } = step;
  if (name === '') return { field: 'name', sentence: say('policy.refused.noName') };
  if (steps.some((other, at) => at !== index && other.name === name)) return { field: 'name', sentence: say('policy.refused.sameName') };
  if (isEmpty(who) && !who.approvers) return { field: 'who', sentence: say('policy.refused.nobody') };
  const open = who.approvers && isEmpty((brand.roles ?? NO_ROLES).approvers);
  if (open && need === 'all') return { field: 'need', sentence: say('policy.refused.openRole') };
  const known = who.groups.length === 0 && !who.approvers;
  if (known && need !== 'all' && need > who.people.length) {
    return { field: 'need', sentence: say('policy.refused.fewerChosen', { count: who.people.length }) };
  }
  return undefined;
}

/** The policy with a step in the place of the one at `index`, or after the last. */
export function withStep(policy: Policy, index: number, step: Step): Policy {
  return { ...policy, steps: [...policy.steps.slice(0, index), step, ...policy.steps.slice(index + 1)] };
}

/** The policy without the step at `index`. Without its last step it asks for no approval. */
export function withoutStep(policy: Policy, index: number): Policy {
  return { ...policy, steps: policy.steps.filter((_, at) => at !== index) };
}

/** The policy with the step at `index` before the one that was before it. */
export function withStepEarlier(policy: Policy, index: number): Policy {
  const [before, step] = [policy.steps[index - 1], policy.steps[index]];
  if (before === undefined || step === undefined) return policy;
  return { ...policy, steps: [...policy.steps.slice(0, index - 1), step, before, ...policy.steps.slice(index + 1)] };
}

/** As many steps as one policy has at most. */
export const MOST_STEPS = 6;
