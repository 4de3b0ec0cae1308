import { isDeepStrictEqual } from 'node:util';
import { say } from '../language/index.js';
import { canonicalJson } from '../lib/canonical.js';
import { sha256 } from '../lib/ids.js';
import { type Brand, NOBODY, type Policy, type Step } from '../workspaces/index.js';

/** The brand's own policy; until it sets one, any one approver, and authors as the settings say. */
export function brandPolicy({ policy, authorsMayApprove }: Pick<Brand, 'policy' | 'authorsMayApprove'>): Policy {
  return policy ?? { steps: [ANY_APPROVER], authorsMayApprove, editorsMayApprove: false };
}

/**
 * What a post has to pass: its own policy where an admin gave it one, else every policy that one of its accounts has. Of several, all steps have
 * to be passed, each once, the brand's first; and what one of them forbids is forbidden.
 */
export function policyFor(
  brand: Pick<Brand, 'policy' | 'authorsMayApprove' | 'accountPolicies'>,
  { accounts, own }: { readonly accounts: readonly string[]; readonly own?: Policy | undefined },
): Policy {
  if (own !== undefined) return own;
  const ofBrand = brandPolicy(brand);
  const found = accounts.map((account) => brand.accountPolicies?.[account] ?? ofBrand);
  const policies = unique(found.length === 0 ? [ofBrand] : found);
  const inOrder = [...policies.filter((policy) => policy === ofBrand), ...policies.filter((policy) => policy !== ofBrand)];
  return {
    steps: unique(inOrder.flatMap(({ steps }) => steps)),
    authorsMayApprove: inOrder.every((policy) => policy.authorsMayApprove),
    editorsMayApprove: inOrder.every((policy) => policy.editorsMayApprove),
  };
}

/** 12 characters that tell two policies apart. A card's buttons carry them, so that nobody approves under other rules than the card shows. */
export function policyMark(policy: Policy): string {
  return sha256(canonicalJson(policy)).slice(0, 12);
}

/** What people read as the name of a step. */
export function stepName({ name }: Pick<Step, 'name'>): string {
  return name === ANY_APPROVER.name ? say('review.anyApprover') : name;
}

/** The step of a brand that has set no policy. Its name is kept with each approval in it; `stepName` says what people read. */
export const ANY_APPROVER: Step = { name: 'Approval', who: { ...NOBODY, approvers: true }, need: 1 };

function unique<T>(all: readonly T[]): T[] {
  return all.filter((one, index) => all.findIndex((other) => isDeepStrictEqual(one, other)) === index);
}
