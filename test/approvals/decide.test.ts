import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changePolicy, type DecisionInput, decide, policyMark, readPolicy, StaleDecisionError } from '../../src/approvals/index.js';
import { NotAllowedError, type Policy, type Step } from '../../src/workspaces/index.js';
import { BRAND, contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';
import { stepOf } from './review.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('approvals');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const words = (text: string) => [contentFor('facebook', accounts.page, { text })];
const say = (post: string, kind: DecisionInput['kind'], fields: Partial<DecisionInput> = {}) =>
  decide(world.deps, { workspace: WORKSPACE, post, revision: 1, person: 'U2', kind, ...fields });
const publications = (post: string) => world.deps.publications.ofPost(WORKSPACE, post);
const decisions = (post: string) => world.deps.decisions.decisions(WORKSPACE, post);

/** Both at once: who was first, and what the other was told. */
async function race(...both: readonly (() => Promise<unknown>)[]): Promise<{ winners: number; told: unknown[] }> {
  const outcomes = await Promise.allSettled(both.map((one) => one()));
  const told = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  return { winners: outcomes.length - told.length, told };
}

describe('a decision', () => {
  test('that approves binds the words, queues every account and wakes its lane', async () => {
    const post = await world.write(words('Hello'));
    const { decision, post: approved } = await say(post, 'approved');
    expect(approved).toMatchObject({ state: 'approved', approved: { revision: 1, contentHash: decision.contentHash, by: 'U2' } });
    expect(await publications(post)).toMatchObject([{ account: accounts.page, state: 'queued', revision: 1 }]);
    await world.awake();
    expect(await world.deps.lanes.candidates(new Date(Date.now() + 1_500), 10)).toMatchObject([{ account: accounts.page }]);
    expect(await decisions(post)).toEqual([decision]);
  });

  test('that rejects or asks for changes publishes nothing and keeps its reason', async () => {
    const post = await world.write(words('Hello'));
    await say(post, 'changes_requested', { reason: 'tone', comment: 'Softer, please' });
    expect(await publications(post)).toEqual([]);
    expect(await decisions(post)).toMatchObject([{ kind: 'changes_requested', reason: 'tone', comment: 'Softer, please' }]);
    const other = await world.write(words('Hello'));
    expect((await say(other, 'rejected', { reason: 'claim' })).post.state).toBe('rejected');
    expect(await publications(other)).toEqual([]);
  });

  test('on words that were changed in the database is refused', async () => {
    const post = await world.write(words('Hello'));
    await world.mongo.db
      .collection<{ _id: string }>('revisions')
      .updateOne({ _id: `${post}:1` }, { $set: { 'accounts.0.content.text': 'Other' } });
    await expect(say(post, 'approved')).rejects.toThrow('cannot be confirmed');
    expect(await publications(post)).toEqual([]);
  });
});

describe('two at once', () => {
  test('approvals are one approval, and the other hears who was first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const post = await world.write(words(`Round ${round}`));
      const { winners, told } = await race(
        () => say(post, 'approved', { person: 'U2' }),
        () => say(post, 'approved', { person: 'U3' }),
      );
      const [winner] = await decisions(post);
      expect([winners, (await decisions(post)).length, (await publications(post)).length]).toEqual([1, 1, 1]);
      expect(told).toEqual([expect.any(StaleDecisionError)]);
      expect(String(told[0])).toContain(`Already approved by <@${winner?.person}>.`);
    }
  });

  test('an approval and a rejection are one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const post = await world.write(words(`Round ${round}`));
      const { winners, told } = await race(
        () => say(post, 'approved', { person: 'U2' }),
        () => say(post, 'rejected', { person: 'U3' }),
      );
      const stored = await world.deps.posts.post(WORKSPACE, post);
      const [winner] = await decisions(post);
      expect([winners, told.length, stored?.state]).toEqual([1, 1, winner?.kind]);
      expect((await publications(post)).map(({ state }) => state)).toEqual(winner?.kind === 'approved' ? ['queued'] : []);
      expect(String(told[0])).toContain(`<@${winner?.person}>`);
    }
  });

  test('an approval and an edit never publish old words as approved new ones', async () => {
    for (let round = 0; round < 5; round += 1) {
      const post = await world.write(words(`Round ${round}`));
      await race(
        () => say(post, 'approved'),
        () => world.edit(post, words(`Edited ${round}`), 2),
      );
      const stored = await world.deps.posts.post(WORKSPACE, post);
      const all = await publications(post);
      expect(stored).toMatchObject({ state: 'in_review', revision: 2 });
      expect(stored).not.toHaveProperty('approved');
      expect(all.every(({ state, revision }) => state === 'held' && revision === 2)).toBe(true);
    }
  });

  test('a double click is one decision', async () => {
    const post = await world.write(words('Hello'));
    const { winners } = await race(
      () => say(post, 'approved'),
      () => say(post, 'approved'),
    );
    expect([winners, (await decisions(post)).length]).toEqual([1, 1]);
  });

  test('an approval and a disconnect leave a post that waits for the account', async () => {
    for (let round = 0; round < 3; round += 1) {
      accounts = await world.freshAccounts();
      const post = await world.write(words(`Round ${round}`));
      await race(
        () => say(post, 'approved'),
        () =>
          world.mongo.transaction(async (tx) => {
            await world.connected.block(WORKSPACE, [accounts.page], 'Connect it again.', tx);
            await world.accounts.disconnectAccounts(WORKSPACE, [accounts.page], new Date(), tx);
          }),
      );
      const [publication] = await publications(post);
      world.engine();
      await world.until(publication?.id ?? '', 'blocked');
      expect(world.bench.meta.ledger).toEqual([]);
    }
  });
});

describe('under a policy of several people', () => {
  const steps = (...all: Step[]): Policy => ({ steps: all, authorsMayApprove: false, editorsMayApprove: false });
  const rules = (policy: Policy | null) =>
    world.mongo.transaction((tx) => world.deps.workspaces.savePolicy(WORKSPACE, BRAND, undefined, policy, tx));
  afterEach(() => rules(null));

  test('those of one step who approve at once both count, and the post goes out once', async () => {
    await rules(steps({ ...stepOf('All', ['U2', 'U3']), need: 'all' }));
    for (let round = 0; round < 4; round += 1) {
      const post = await world.write(words(`Round ${round}`));
      const { winners } = await race(
        () => say(post, 'approved', { person: 'U2' }),
        () => say(post, 'approved', { person: 'U3' }),
      );
      const stored = await world.deps.posts.post(WORKSPACE, post);
      expect([winners, (await decisions(post)).length, stored?.state, (await publications(post)).length]).toEqual([2, 2, 'approved', 1]);
    }
  });

  test('a first approval publishes nothing', async () => {
    await rules(steps(stepOf('Editor', ['U2']), stepOf('Legal', ['U3'])));
    const post = await world.write(words('Hello'));
    expect((await say(post, 'approved')).post).toMatchObject({ state: 'in_review' });
    expect(await publications(post)).toEqual([]);
    await expect(say(post, 'approved')).rejects.toThrow('You cannot approve this: Legal waits for <@U3>.');
    await world.edit(post, words('Other'), 2);
    await expect(say(post, 'approved', { person: 'U3', revision: 2 })).rejects.toThrow('comes later');
  });

  test('rules that change between the click and its writing are the ones that count', async () => {
    const post = await world.write(words('Hello'));
    let changed = false;
    const deps: typeof world.deps = {
      ...world.deps,
      transaction: async (work, options) => {
        if (!changed) await rules(steps({ ...stepOf('Legal', [], { groups: ['S1'] }), need: 'all' }));
        changed = true;
        return world.deps.transaction(work, options);
      },
    };
    world.groups = { S1: ['U2', 'U3'] };
    const { post: after, progress } = await decide(deps, { workspace: WORKSPACE, post, revision: 1, person: 'U2', kind: 'approved' });
    expect([after.state, progress.open?.waitingFor]).toEqual(['in_review', ['U3']]);
    expect(await publications(post)).toEqual([]);
  });

  test('somebody who left the group before the last approval no longer counts', async () => {
    await rules(steps({ ...stepOf('Legal', [], { groups: ['S1'] }), need: 2 }));
    world.groups = { S1: ['U2', 'U3', 'U4'] };
    const post = await world.write(words('Hello'));
    await say(post, 'approved', { person: 'U2' });
    world.groups = { S1: ['U3', 'U4'] };
    expect((await say(post, 'approved', { person: 'U3' })).post.state).toBe('in_review');
    expect((await say(post, 'approved', { person: 'U4' })).post.state).toBe('approved');
  });

  test('an admin changes what one of several accounts asks for; two at once are one change', async () => {
    const change = { workspace: WORKSPACE, person: 'A1', scope: { brand: BRAND, account: accounts.page } };
    const { policy } = await readPolicy(world.deps, WORKSPACE, change.scope);
    const mark = policyMark(policy);
    const { winners, told } = await race(
      () => changePolicy(world.deps, { ...change, mark }, () => steps(stepOf('Legal', ['U3']))),
      () => changePolicy(world.deps, { ...change, mark }, () => steps(stepOf('Client', ['U4']))),
    );
    expect([winners, String(told[0])]).toEqual([1, expect.stringContaining('changed in another window')]);
    await expect(changePolicy(world.deps, { ...change, mark, person: 'U7' }, () => null)).rejects.toThrow(NotAllowedError);
    const foreign = { ...change, scope: { brand: BRAND, account: 'of another brand' }, mark };
    await expect(changePolicy(world.deps, foreign, () => null)).rejects.toThrow('This account is gone.');
    await expect(changePolicy(world.deps, { ...change, workspace: 'T2', mark }, () => null)).rejects.toThrow(NotAllowedError);
    const now = await readPolicy(world.deps, WORKSPACE, change.scope);
    await changePolicy(world.deps, { ...change, mark: policyMark(now.policy) }, () => null);
    expect((await readPolicy(world.deps, WORKSPACE, change.scope)).own).toBe(false);
  });
});

describe('a late click', () => {
  test('on an older card is told to look at the new words', async () => {
    const post = await world.write(words('Hello'));
    await world.edit(post, words('New'), 2);
    await expect(say(post, 'approved', { revision: 1 })).rejects.toThrow('edited after this card was drawn');
    expect((await say(post, 'approved', { revision: 2 })).post.approved?.revision).toBe(2);
  });

  test('is told what was decided, and by whom', async () => {
    const post = await world.write(words('Hello'));
    await say(post, 'changes_requested', { person: 'U5' });
    await expect(say(post, 'approved')).rejects.toThrow('Changes were already requested by <@U5>.');
  });
});

describe('who may decide', () => {
  test('is not the author, unless the brand says so', async () => {
    const post = await world.write(words('Hello'));
    await expect(say(post, 'approved', { person: 'U1' })).rejects.toThrow('someone else has to review it');
    await world.deps.workspaces.saveSettings(WORKSPACE, BRAND, { reviewChannel: 'C1', zone: 'Europe/Berlin', authorsMayApprove: true });
    expect((await say(post, 'approved', { person: 'U1' })).post.state).toBe('approved');
    await world.deps.workspaces.saveSettings(WORKSPACE, BRAND, { reviewChannel: 'C1', zone: 'Europe/Berlin', authorsMayApprove: false });
  });

  test.each([
    ['a guest', 'G1', 'Guests cannot use Copydesk'],
    ['a member of another organisation', 'S1', 'Only members of this workspace'],
  ])('is not %s', async (_who, person, sentence) => {
    const post = await world.write(words('Hello'));
    const refused = say(post, 'approved', { person });
    await expect(refused).rejects.toThrow(NotAllowedError);
    await expect(refused).rejects.toThrow(sentence);
    expect(await publications(post)).toEqual([]);
  });

  test('is nobody in another workspace', async () => {
    const post = await world.write(words('Hello'));
    await expect(say(post, 'approved', { workspace: 'other' })).rejects.toThrow(StaleDecisionError);
  });
});
