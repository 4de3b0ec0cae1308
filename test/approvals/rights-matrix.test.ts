import { describe, expect, test } from '@jest/globals';
import { type DecisionKind, FITTING, mayAnswer, mayPublishUnreviewed } from '../../src/approvals/index.js';
import type { PostState } from '../../src/posts/index.js';
import { mayPerson, type Person, type Right } from '../../src/workspaces/index.js';
import { brandWith, personOf, policyOf, reviewWith, roles, stepOf } from './review.js';

/** Everybody there is, at a post by U1 that U2 approves now and the client S9 after them; `unreviewed` may publish without approval. */
const PEOPLE = {
  author: personOf('U1'),
  approver: personOf('U2'),
  'approver by role': personOf('U3'),
  unreviewed: personOf('U4'),
  member: personOf('U5'),
  admin: personOf('A1'),
  'brand admin': personOf('U6'),
  client: personOf('S9'),
  'other client': personOf('S8'),
  guest: personOf('G1'),
  deactivated: personOf('U2', { kind: 'deactivated' }),
  bot: personOf('U2', { kind: 'bot' }),
} satisfies Record<string, Person>;
type Who = keyof typeof PEOPLE;
type Act = Exclude<DecisionKind, 'policy_changed'>;

const policy = policyOf(stepOf('Legal', ['U2']), stepOf('Client', ['S9']));
const brand = brandWith({
  policy,
  roles: roles({ admins: ['U6'], approvers: ['U3'], authors: ['U1', 'U4'], unreviewed: ['U4'] }),
});
const review = reviewWith(policy, { brand });
const theirs = reviewWith(policy, { brand, approvals: [['U2', 'Legal']] });
const STOP: Who[] = ['approver', 'admin', 'brand admin'];

/** Who may do what while the first step is open. Nobody else may. */
const NOW: Record<Act, readonly Who[]> = {
  approved: ['approver'],
  changes_requested: STOP,
  rejected: STOP,
  held: STOP,
  released: STOP,
  handed_over: STOP,
  withdrawn: ['author'],
  published: [],
  unreviewed: [],
};

/** What changes while the client's step is open. */
const THEN: Record<Act, readonly Who[]> = {
  ...NOW,
  approved: ['client'],
  changes_requested: [...STOP, 'client'],
  rejected: [...STOP, 'client'],
};

const STATES: PostState[] = [
  'in_review',
  'changes_requested',
  'withdrawn',
  'held',
  'rejected',
  'expired',
  'approved',
  'closed',
  'cancelled',
];

/** The acts that fit a post in each state. */
const FITS: Partial<Record<PostState, readonly Act[]>> = {
  in_review: ['approved', 'changes_requested', 'rejected', 'held', 'handed_over', 'withdrawn', 'published', 'unreviewed'],
  held: ['changes_requested', 'rejected', 'released', 'withdrawn'],
};

function may(act: Act, at: typeof review, person: Person): boolean {
  if (act === 'published' || act === 'unreviewed') return mayPublishUnreviewed(at, person, act).allowed;
  return mayAnswer(at, person, act).allowed;
}

describe('who may do what to a post in which state', () => {
  test.each(STATES)('%s', (state) => {
    for (const [table, at] of [
      [NOW, review],
      [THEN, theirs],
    ] as const) {
      const got = Object.entries(table).map(([name, wanted]) => {
        const act = name as Act;
        const fits = FITTING[act].includes(state);
        expect([act, fits]).toEqual([act, FITS[state]?.includes(act) === true]);
        const allowed = Object.entries(PEOPLE).flatMap(([who, person]) => (fits && may(act, at, person) ? [who] : []));
        return [act, allowed.sort(), fits ? [...wanted].sort() : []];
      });
      for (const [act, allowed, wanted] of got) expect([act, allowed]).toEqual([act, wanted]);
    }
  });

  test('the author who may publish without approval may do so with the own post, and nobody with another person’s', () => {
    const own = reviewWith(policy, { brand, author: 'U4', editor: 'U4' });
    expect(Object.entries(PEOPLE).flatMap(([who, person]) => (may('unreviewed', own, person) ? [who] : []))).toEqual(['unreviewed']);
  });
});

describe('who may do what for a brand', () => {
  const workspace = { id: 'T1', name: 'Bluebird', botUserId: 'UBOT' };
  const all: Record<'named' | 'fresh', Record<Right, readonly Who[]>> = {
    named: {
      compose: ['author', 'approver by role', 'unreviewed', 'admin', 'brand admin'],
      edit: ['author', 'approver', 'approver by role', 'admin', 'brand admin'],
      review: ['approver', 'approver by role', 'admin', 'brand admin'],
      repair: ['author', 'approver', 'approver by role', 'admin', 'brand admin'],
      delete: ['author', 'approver', 'approver by role', 'admin', 'brand admin'],
      curate: ['approver', 'approver by role', 'admin', 'brand admin'],
      manage: ['admin', 'brand admin'],
    },
    fresh: {
      compose: ['author', 'approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      edit: ['author', 'approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      review: ['approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      repair: ['author', 'approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      delete: ['author', 'approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      curate: ['author', 'approver', 'approver by role', 'unreviewed', 'member', 'admin', 'brand admin'],
      manage: ['admin'],
    },
  };

  test.each(['named', 'fresh'] as const)('that is %s', (kind) => {
    const about = { workspace, brand: kind === 'named' ? brand : brandWith(), groups: new Map(), author: 'U1' };
    for (const [name, wanted] of Object.entries(all[kind])) {
      const right = name as Right;
      const allowed = Object.entries(PEOPLE).flatMap(([who, person]) => (mayPerson(person, right, about).allowed ? [who] : []));
      expect([right, allowed.sort()]).toEqual([right, [...wanted].sort()]);
    }
  });

  test('a role in one brand is none in another, whoever it is; admins of the workspace have all of them in both', () => {
    const named = { roles: roles({ admins: ['U6'], approvers: ['U3'], authors: ['U1'], unreviewed: ['U4'] }), policy };
    const [own, other] = [
      brandWith({ id: 'B1', ...named }),
      brandWith({ id: 'B2', roles: roles({ admins: ['U9'], approvers: ['U9'], authors: ['U9'] }) }),
    ];
    for (const right of ['compose', 'edit', 'review', 'repair', 'manage'] as const) {
      const may = (at: typeof own) =>
        Object.entries(PEOPLE).flatMap(([who, person]) =>
          mayPerson(person, right, { workspace, brand: at, groups: new Map() }).allowed ? [who] : [],
        );
      expect([right, may(other)]).toEqual([right, ['admin']]);
      expect(may(own)).toContain('brand admin');
    }
    const there = reviewWith(policyOf(stepOf('Legal', ['U9'])), { brand: other });
    const acts = Object.keys(NOW) as Act[];
    expect(
      acts.flatMap((act) => Object.entries(PEOPLE).flatMap(([who, person]) => (may(act, there, person) ? [`${who}: ${act}`] : []))),
    ).toEqual(['admin: changes_requested', 'admin: rejected', 'admin: held', 'admin: released', 'admin: handed_over', 'author: withdrawn']);
  });
});
