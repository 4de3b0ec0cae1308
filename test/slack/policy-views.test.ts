import { describe, expect, test } from '@jest/globals';
import { MOST_STEPS, progressOf, reviewMark } from '../../src/approvals/index.js';
import { checkView } from '../../src/playground/slack/block-kit.js';
import { approvalCounts, progressWords } from '../../src/slack/approvals/progress-words.js';
import { type PolicyState, policyView } from '../../src/slack/settings/policy-view.js';
import { rolesView } from '../../src/slack/settings/roles.js';
import { stepView } from '../../src/slack/settings/step-view.js';
import type { Policy } from '../../src/workspaces/index.js';
import { policyOf, reviewWith, stepOf } from '../approvals/review.js';

const ids = (count: number, letter: string) => Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(10, '0')}`);
const groups = new Map(ids(10, 'S').map((id) => [id, `@${'g'.repeat(80)} · <!channel>`]));
const crowd = { people: ids(50, 'U'), groups: ids(10, 'S') };
const full: Policy = {
  steps: Array.from({ length: MOST_STEPS }, (_, index) => ({
    name: `${index}${'<'.repeat(39)}`,
    who: { ...crowd, approvers: true },
    need: 'all' as const,
    channel: 'C0123456789',
  })),
  authorsMayApprove: true,
  editorsMayApprove: true,
};
const accounts = ids(120, 'A').map((id) => ({ id, label: 'X'.repeat(100) }));
const scopes: Pick<PolicyState, 'scope' | 'own'>[] = [
  { scope: { brand: 'b' }, own: true },
  { scope: { brand: 'b' }, own: false },
  { scope: { brand: 'b', account: 'A0000000001' }, own: true },
  { scope: { brand: 'b', account: 'A0000000001' }, own: false },
  { scope: { brand: 'b', post: 'p'.repeat(24) }, own: true },
  { scope: { brand: 'b', post: 'p'.repeat(24) }, own: false },
];

describe('the modals of roles and policies', () => {
  test('keep to the limits of Block Kit at their emptiest and their fullest', () => {
    for (const scope of scopes) {
      for (const policy of [policyOf(), policyOf(stepOf('Legal', ['U2'])), full]) {
        expect(checkView(policyView({ ...scope, name: '&'.repeat(200), policy, accounts, groups }))).toEqual([]);
        expect(checkView(policyView({ ...scope, name: 'B', policy, accounts: [], groups: new Map() }))).toEqual([]);
      }
    }
    const [step] = full.steps;
    if (step === undefined) throw new Error('There is one.');
    expect(checkView(stepView({ scope: { brand: 'b' }, mark: 'm', index: 5, step, groups }))).toEqual([]);
    expect(checkView(stepView({ scope: { brand: 'b' }, mark: 'm', index: 0, groups: new Map() }))).toEqual([]);
    expect(checkView(rolesView({ id: 'b', name: '<'.repeat(100) }, groups))).toEqual([]);
    const roles = { admins: crowd, approvers: crowd, authors: crowd, unreviewed: crowd };
    expect(checkView(rolesView({ id: 'b', name: 'B', roles }, groups))).toEqual([]);
  });

  test('offer nothing to change where the rules are not its own, and no step more than fits', () => {
    const shown = (own: boolean, policy: Policy) =>
      JSON.stringify(policyView({ scope: { brand: 'b', account: 'A1' }, own, name: 'B', policy, accounts, groups }).blocks);
    const legal = policyOf(stepOf('Legal', ['U2']));
    expect(shown(false, legal)).not.toMatch(/settings_(edit_step|remove_step|add_step|policy_rules)/);
    expect(shown(true, legal)).toContain('settings_add_step');
    expect(shown(true, full)).not.toContain('settings_add_step');
  });
});

describe('the words of a review', () => {
  const two = policyOf(stepOf('Editor', ['U2']), stepOf('Legal & <risk>', ['U3', 'U4']));

  test('say how far it is and whom it waits for', () => {
    expect(progressWords(progressOf(reviewWith(policyOf(stepOf('Approval', [], { approvers: true })))))).toBe('Waiting for an approver');
    expect(progressWords(progressOf(reviewWith(two)))).toBe(
      '*0 of 2 approvals* · Editor: waiting for <@U2> · Legal &amp; &lt;risk&gt;: later',
    );
    expect(progressWords(progressOf(reviewWith(two, { approvals: [['U2', 'Editor']] })))).toBe(
      '*1 of 2 approvals* · Editor: approved by <@U2> · Legal &amp; &lt;risk&gt;: waiting for <@U3> or <@U4>',
    );
  });

  test('before Approve say when it does not go out yet', () => {
    expect(approvalCounts(progressOf(reviewWith(two)))).toBe(
      'Your approval counts for Editor. It does not go out yet: Legal & <risk> comes next.',
    );
    expect(approvalCounts(progressOf(reviewWith(two, { approvals: [['U2', 'Editor']] })))).toBeUndefined();
    const both = policyOf({ ...stepOf('Legal', ['U3', 'U4']), need: 'all' });
    expect(approvalCounts(progressOf(reviewWith(both)))).toContain('1 more approval is needed');
  });

  test('stay short with six steps of fifty people', () => {
    const review = reviewWith(full);
    expect(progressWords(progressOf(review)).length).toBeLessThanOrEqual(2_900);
    expect(`policy:${'p'.repeat(24)}:999:${reviewMark(review)}`.length).toBeLessThan(75);
  });
});
