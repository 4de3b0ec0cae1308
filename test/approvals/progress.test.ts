import { describe, expect, test } from '@jest/globals';
import {
  ANY_APPROVER,
  brandPolicy,
  mayAnswer,
  policyFor,
  policyMark,
  progressOf,
  reviewMark,
  waitingWords,
} from '../../src/approvals/index.js';
import type { Policy, Step } from '../../src/workspaces/index.js';
import { brandWith, personOf, policyOf, reviewWith, roles, stepOf } from './review.js';

const legal = stepOf('Legal', ['U2', 'U3']);
const client = stepOf('Client', ['S9']);
const open = (review: Parameters<typeof progressOf>[0]) => progressOf(review).open;
const may = (review: Parameters<typeof progressOf>[0], person: string) => mayAnswer(review, personOf(person), 'approved');
const refusal = (review: Parameters<typeof progressOf>[0], person: string) => {
  const answer = may(review, person);
  return answer.allowed ? undefined : answer.sentence;
};

describe('a policy', () => {
  test('of a brand that has set none is any one approver, and authors as its settings say', () => {
    expect(brandPolicy(brandWith())).toEqual({ steps: [ANY_APPROVER], authorsMayApprove: false, editorsMayApprove: false });
    expect(brandPolicy(brandWith({ authorsMayApprove: true })).authorsMayApprove).toBe(true);
  });

  test('of several accounts asks for every step of each once, the brand first, and allows only what all allow', () => {
    const brand = brandWith({
      policy: { steps: [legal], authorsMayApprove: true, editorsMayApprove: true },
      accountPolicies: { a: policyOf(legal, client), b: policyOf() },
    });
    expect(policyFor(brand, { accounts: ['a', 'c'] })).toEqual(policyOf(legal, client));
    expect(policyFor(brand, { accounts: ['b'] }).steps).toEqual([]);
    expect(policyFor(brand, { accounts: ['b', 'c'] }).steps).toEqual([legal]);
    expect(policyFor(brand, { accounts: ['a'], own: policyOf(client) }).steps).toEqual([client]);
  });

  test('without steps is passed at once', () => {
    expect(open(reviewWith(policyOf()))).toBeUndefined();
  });
});

describe('a step', () => {
  test('of any one is passed by one of them, and by nobody else', () => {
    const review = reviewWith(policyOf(legal));
    expect(refusal(review, 'U4')).toBe('You cannot approve this: Legal waits for <@U2> or <@U3>.');
    expect(may(review, 'U2').allowed).toBe(true);
    expect(open(reviewWith(policyOf(legal), { approvals: [['U4', 'Legal']] }))?.by).toEqual([]);
    expect(open(reviewWith(policyOf(legal), { approvals: [['U3', 'Legal']] }))).toBeUndefined();
  });

  test('whose name looks like a mention pings nobody', () => {
    expect(refusal(reviewWith(policyOf(stepOf('<!channel>', ['U2']))), 'U4')).toBe(
      'You cannot approve this: &lt;!channel&gt; waits for <@U2>.',
    );
  });

  test('of all waits for every one, and of two of three for two', () => {
    const all = policyOf({ ...stepOf('All', ['U2', 'U3', 'U4']), need: 'all' });
    const two = policyOf({ ...stepOf('Two', ['U2', 'U3', 'U4']), need: 2 });
    const waiting = open(reviewWith(all, { approvals: [['U2', 'All']] }));
    expect([waiting?.missing, waiting && waitingWords(waiting)]).toEqual([2, '<@U3> and <@U4>']);
    const one = open(reviewWith(two, { approvals: [['U2', 'Two']] }));
    expect([one?.missing, one && waitingWords(one)]).toEqual([1, '<@U3> or <@U4>']);
    const none = open(reviewWith(two));
    expect(none && waitingWords(none)).toBe('2 of <@U2>, <@U3>, and <@U4>');
    expect(
      open(
        reviewWith(two, {
          approvals: [
            ['U2', 'Two'],
            ['U2', 'Two'],
          ],
        }),
      )?.missing,
    ).toBe(1);
    expect(
      open(
        reviewWith(two, {
          approvals: [
            ['U2', 'Two'],
            ['U4', 'Two'],
          ],
        }),
      ),
    ).toBeUndefined();
  });

  test('comes in its turn, and is passed by its own approvals only', () => {
    const policy = policyOf(stepOf('Editor', ['U2']), stepOf('Legal', ['U2', 'U3']));
    expect(refusal(reviewWith(policy), 'U3')).toBe('Your step, Legal, comes later. Now Editor waits for <@U2>.');
    const passed = reviewWith(policy, { approvals: [['U2', 'Editor']] });
    expect(open(passed)?.step.name).toBe('Legal');
    expect([may(passed, 'U2').allowed, may(passed, 'U3').allowed]).toEqual([true, true]);
  });

  test('of a user group admits those who are in it now, full members only', () => {
    const policy = policyOf(stepOf('Team', [], { groups: ['S1'] }));
    const groups = new Map([['S1', new Set(['U2', 'G3'])]]);
    expect(may(reviewWith(policy, { groups }), 'U2').allowed).toBe(true);
    expect(may(reviewWith(policy, { groups }), 'G3').allowed).toBe(false);
    expect(open(reviewWith(policy, { groups: new Map([['S1', new Set(['U3'])]]), approvals: [['U2', 'Team']] }))?.missing).toBe(1);
  });

  test('of the role approver admits any full member until the brand names approvers, and admins always', () => {
    const policy = brandPolicy(brandWith());
    expect([may(reviewWith(policy), 'U7').allowed, may(reviewWith(policy), 'G7').allowed]).toEqual([true, false]);
    const brand = brandWith({ roles: roles({ approvers: ['U2'] }) });
    expect(['U2', 'U3', 'A1'].map((id) => may(reviewWith(policy, { brand }), id).allowed)).toEqual([true, false, true]);
    expect(open(reviewWith(policy, { brand, approvals: [['A1', 'Approval']] }))).toBeUndefined();
    expect(open(reviewWith(policy, { brand, approvals: [['U3', 'Approval']] }))?.missing).toBe(1);
  });

  test('is made no easier by a group that nobody is in any more', () => {
    const gone = { groups: new Map([['S1', new Set<string>()]]), approvals: [['U2', 'Both']] as [string, string][] };
    for (const need of ['all', 2] as const) {
      const waiting = open(reviewWith(policyOf({ ...stepOf('Both', ['U2'], { groups: ['S1'] }), need }), gone));
      expect([waiting?.missing, waiting && waitingWords(waiting)]).toEqual([1, 'somebody else; an admin can change who approves']);
    }
  });

  test('of two, one of whom is the author, takes the other alone', () => {
    const two = policyOf({ ...stepOf('Both', ['U1', 'U2']), need: 2 });
    expect(open(reviewWith(two, { approvals: [['U2', 'Both']] }))).toBeUndefined();
    expect(open(reviewWith(policyOf({ ...stepOf('Both', ['U1', 'U2', 'U3']), need: 2 }), { approvals: [['U2', 'Both']] }))?.missing).toBe(
      1,
    );
  });

  test('that can no longer be passed stays open, and says what helps', () => {
    const only = reviewWith(policyOf(stepOf('Legal', ['U1'])));
    const waiting = open(only);
    expect(waiting && waitingWords(waiting)).toBe('somebody else; an admin can change who approves');
    expect(refusal(only, 'U1')).toContain('You wrote this post');
    const edited = open(reviewWith(policyOf(stepOf('Legal', ['U2'])), { editor: 'U2' }));
    expect(edited && waitingWords(edited)).toBe('somebody else; an admin can change who approves');
  });
});

describe('the own words', () => {
  test('are not approved by their author unless the policy allows it; where all have to approve, the author is not waited for', () => {
    const all = policyOf({ ...stepOf('All', ['U1', 'U2']), need: 'all' });
    expect(refusal(reviewWith(all), 'U1')).toBe('You wrote this post, so someone else has to review it.');
    expect(open(reviewWith(all, { approvals: [['U2', 'All']] }))).toBeUndefined();
    const allowed: Policy = { ...all, authorsMayApprove: true };
    expect(may(reviewWith(allowed), 'U1').allowed).toBe(true);
    expect(open(reviewWith(allowed, { approvals: [['U2', 'All']] }))?.waitingFor).toEqual(['U1']);
  });

  test('that an approver changed need another approver beside them, unless the policy says that one may do both', () => {
    const edited = { editor: 'U2' };
    expect(refusal(reviewWith(policyOf(legal), edited), 'U2')).toBe('You changed these words, so someone else has to review it.');
    expect(open(reviewWith(policyOf(legal), { ...edited, approvals: [['U2', 'Legal']] }))?.missing).toBe(1);
    expect(open(reviewWith(policyOf(legal), { ...edited, approvals: [['U3', 'Legal']] }))).toBeUndefined();
    const two = policyOf({ ...legal, need: 2 });
    expect(may(reviewWith(two, edited), 'U2').allowed).toBe(true);
    expect(may(reviewWith({ ...policyOf(legal), editorsMayApprove: true }, edited), 'U2').allowed).toBe(true);
  });
});

describe('people from outside', () => {
  test('count only where the policy names them, and only while their step is open', () => {
    const policy = policyOf(legal, client);
    expect(refusal(reviewWith(policyOf(legal)), 'S9')).toBe('Only members of this workspace can use Copydesk here.');
    expect(refusal(reviewWith(policy), 'S9')).toBe('This post does not wait for you now.');
    const theirs = reviewWith(policy, { approvals: [['U2', 'Legal']] });
    expect([may(theirs, 'S9').allowed, may(theirs, 'S8').allowed]).toEqual([true, false]);
    for (const kind of ['changes_requested', 'rejected'] as const) {
      expect(mayAnswer(theirs, personOf('S9'), kind).allowed).toBe(true);
      expect(mayAnswer(reviewWith(policy), personOf('S9'), kind).allowed).toBe(false);
    }
    for (const kind of ['held', 'released', 'handed_over', 'withdrawn'] as const)
      expect(mayAnswer(theirs, personOf('S9'), kind).allowed).toBe(false);
  });
});

describe('for every policy', () => {
  const steps: Step[] = [
    legal,
    client,
    { ...stepOf('All', ['U1', 'U2', 'U3']), need: 'all' },
    { ...stepOf('Two', ['U2', 'U4'], { groups: ['S1'] }), need: 2 },
    stepOf('Role', [], { approvers: true }),
  ];
  const groups = new Map([['S1', new Set(['U5', 'U6'])]]);
  const everybody = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U9', 'A1', 'G1', 'S8', 'S9'];
  const policies = steps.flatMap((first) => [
    policyOf(first),
    ...steps.filter((second) => second !== first).map((second) => policyOf(first, second)),
  ]);

  test('clicks that are allowed pass it, each brings it nearer, none is allowed twice, and no author or editor passes it alone', () => {
    for (const policy of policies) {
      for (const editor of ['U1', 'U2']) {
        const approvals: [string, string][] = [];
        for (let clicks = 0; clicks < 12; clicks += 1) {
          const review = reviewWith(policy, { groups, editor, approvals });
          const before = open(review);
          if (before === undefined) break;
          const next = everybody.find((id) => may(review, id).allowed);
          if (next === undefined) break;
          approvals.push([next, before.step.name]);
          const after = progressOf(reviewWith(policy, { groups, editor, approvals })).steps[before.index];
          expect(after?.missing).toBeLessThan(before.missing);
        }
        const end = reviewWith(policy, { groups, editor, approvals });
        expect(open(end)).toBeUndefined();
        expect(approvals.map(([person]) => person)).not.toContain('U1');
        for (const { by } of progressOf(end).steps) if (editor !== 'U1') expect(by.some((id) => id !== editor)).toBe(true);
      }
    }
  });

  test('an approval by somebody whom no step admits changes nothing', () => {
    for (const policy of policies) {
      const strangers = everybody.filter(
        (id) => !policy.steps.some(({ who }) => who.people.includes(id) || who.approvers || who.groups.length > 0) || id === 'S8',
      );
      const forged = strangers.flatMap((id) => policy.steps.map(({ name }): [string, string] => [id, name]));
      expect(reviewMark(reviewWith(policy, { groups, approvals: forged }))).toBe(reviewMark(reviewWith(policy, { groups })));
    }
  });

  test('two that differ have another mark', () => {
    expect(new Set(policies.map(policyMark)).size).toBe(policies.length);
  });
});
