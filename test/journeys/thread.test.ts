import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import type { FaultKind, XFault } from '../../src/playground/x/types.js';
import { connectFamily } from '../support/connect-family.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const REFUSED: FaultKind = { problem: { status: 403, title: 'Forbidden', detail: 'Forbidden' } };
const EMPTY_LIST: FaultKind = { problem: { status: 200 } };

let journey: Journey;

async function open(): Promise<void> {
  journey = await startJourney('thread');
  await journey.work.setUp(journey.people.admin.id);
  await connectFamily(journey, journey.work, 'x');
}

beforeAll(open, 60_000);

afterEach(() => journey.shift(0));

afterAll(() => journey.close());

describe.each([1, 3, 6])('when the connection is reset at part %i of six', (part) => {
  test('after it took effect, the part is found and the thread goes on by itself', async () => {
    const text = `Reset after ${part}`;
    const card = await approveWithFault(text, { part, when: 'after', how: 'reset' });
    await journey.shows(card, 'may be live', ...partsLive(part - 1));
    expectNoButtons(journey.now(card), 'result_publish_again', 'result_retry');
    const sends = await counted(async () => {
      journey.shift(30_000);
      await journey.shows(card, 'Published', 'open it');
    });
    expectOneThread(text);
    expect(sends).toBe(6 - part);
  });

  test('before it took effect, Publish again finishes the thread under the right part', async () => {
    const text = `Reset before ${part}`;
    const card = await approveWithFault(text, { part, when: 'before', how: 'reset' });
    await journey.shows(card, 'may be live');
    journey.shift(30_000);
    const asked = await journey.shows(card, 'result_publish_again', 'did not find it', ...partsLive(part - 1));
    expect(entriesOf(text)).toHaveLength(part - 1);
    const sends = await counted(async () => {
      await journey.work.click(journey.people.author.id, asked, 'result_publish_again');
      await journey.shows(card, 'Published', 'open it');
    });
    expectOneThread(text);
    expect(sends).toBe(7 - part);
  });
});

test.each([1, 2, 6])('Retry after part %i was refused goes on with that part', async (part) => {
  const text = `Refused at ${part}`;
  const card = await approveWithFault(text, { part, when: 'before', how: REFUSED });
  const failed = await journey.shows(card, 'failed', 'result_retry', ...partsLive(part - 1));
  expect(entriesOf(text)).toHaveLength(part - 1);
  const sends = await counted(async () => {
    const { author, second } = journey.people;
    await Promise.all([author.id, author.id, second.id].map((person) => journey.work.click(person, failed, 'result_retry')));
    await journey.shows(card, 'Published', 'open it');
  });
  expectOneThread(text);
  expect(sends).toBe(7 - part);
});

test.each([
  ['is failed', { part: 3, when: 'before', how: REFUSED }],
  ['may be live', { part: 3, when: 'before', how: 'reset' }],
] as const)('an edit of a thread that is partly out and %s is refused and kept as a draft', async (state, fault) => {
  const { author } = journey.people;
  const text = `Edited while it ${state}`;
  const card = await approveWithFault(text, fault);
  await journey.shows(card, ...partsLive(2));
  await journey.work.edit(author.id, card, { text: `Too late, it ${state}` });
  await journey.slack.as(author.id).submit();
  expect(textOf(journey.slack.as(author.id).view())).toMatch(/cannot be changed now. Your edit is kept as a draft./);
  await journey.slack.as(author.id).closeView();
  expect([entriesOf(text).length, entriesOf('Too late').length]).toEqual([2, 0]);
});

test('a refusal is told as one, also where an earlier part was sent again', async () => {
  const text = 'Refused after a second send';
  const card = await approveWithFault(text, { part: 2, when: 'before', how: 'reset' });
  await journey.shows(card, 'may be live');
  const shown = journey.x.fault({ match: 'user_posts', when: 'before', how: EMPTY_LIST, times: 3 });
  journey.shift(30_000);
  const again = await journey.shows(card, 'result_publish_again');
  journey.x.fault({ match: 'create_post', when: 'before', how: REFUSED, skip: 1 });
  await journey.work.click(journey.people.author.id, again, 'result_publish_again');
  const failed = await journey.shows(card, 'failed', 'result_retry', ...partsLive(2));
  shown();
  await journey.work.click(journey.people.author.id, failed, 'result_retry');
  await journey.shows(card, 'Published', 'open it');
  expectOneThread(text);
});

test('Hold stops a thread before its next part, and Release sends the rest', async () => {
  const { approver } = journey.people;
  const card = await approveWithFault('Held', { part: 3, when: 'before', how: { problem: { status: 429, title: 'Too Many Requests' } } });
  await journey.shows(card, 'waiting.', ...partsLive(2));
  await journey.work.click(approver.id, journey.now(card), 'timing_hold');
  await journey.shows(card, 'An approver holds it', ...partsLive(2));
  journey.shift(65_000);
  const sends = await counted(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(sends).toBe(0);
  await journey.work.click(approver.id, journey.now(card), 'timing_release');
  await journey.shows(card, 'Published', 'open it');
  expectOneThread('Held');
});

describe('a thread that only a person can judge', () => {
  // The clock goes back between tests; what was planned in the time that is gone again would wait for it.
  beforeAll(async () => {
    await journey.close();
    await open();
  }, 60_000);

  test('a part that only a person has seen ends the thread, and the card says so', async () => {
    const { author } = journey.people;
    const card = await approveWithFault('Seen', { part: 2, when: 'before', how: 'reset' });
    await journey.shows(card, 'may be live');
    await journey.work.click(author.id, journey.now(card), 'result_it_is_live');
    await journey.shows(card, 'failed', 'Post the rest by hand', ...partsLive(2));
    expect(entriesOf('Seen')).toHaveLength(1);
  });
});

describe('a thread that was sent again', () => {
  // The clock goes back between tests; what was planned in the time that is gone again would wait for it.
  beforeAll(async () => {
    await journey.close();
    await open();
  }, 60_000);

  test('a thread whose part was sent again takes nothing of it for a later part: that one too waits for a word of its own', async () => {
    const text = 'Twice unknown';
    const card = await approveWithFault(text, { part: 2, when: 'before', how: 'reset' });
    await journey.shows(card, 'may be live');
    const shown = journey.x.fault({ match: 'user_posts', when: 'before', how: EMPTY_LIST, times: 3 });
    journey.shift(30_000);
    const again = await journey.shows(card, 'result_publish_again');
    journey.x.fault({ match: 'create_post', when: 'before', how: 'reset', skip: 1 });
    await journey.work.click(journey.people.author.id, again, 'result_publish_again');
    await journey.shows(card, 'may be live', ...partsLive(2));
    shown();
    const sends = await counted(async () => {
      journey.shift(60_000);
      await journey.shows(card, 'result_publish_again', 'did not find it', ...partsLive(2));
    });
    expect(sends).toBe(0);
    await journey.work.click(journey.people.author.id, journey.now(card), 'result_publish_again');
    await journey.shows(card, 'Published', 'open it');
    expectOneThread(text);
  });
});

/** A thread of six parts, approved while X has this fault at one of them. */
async function approveWithFault(text: string, { part, ...fault }: Pick<XFault, 'when' | 'how'> & { part: number }): Promise<StoredMessage> {
  const card = await journey.review({ text: textsOf(text).join('\n---\n'), accounts: ['Bluebird Coffee'] });
  journey.x.fault({ match: 'create_post', skip: part - 1, ...fault });
  await journey.approve(card);
  return card;
}

/** How many posts X was asked to make meanwhile. */
async function counted(act: () => Promise<void>): Promise<number> {
  const sends = () => journey.x.requests.filter(({ operation }) => operation === 'create_post').length;
  const before = sends();
  await act();
  return sends() - before;
}

function expectOneThread(text: string): void {
  const entries = entriesOf(text);
  expect(entries.map((entry) => entry.text)).toEqual(textsOf(text));
  expect(entries.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, ...entries.slice(0, -1).map(({ id }) => id)]);
}

function entriesOf(text: string) {
  return journey.x.ledger.filter((entry) => entry.text.startsWith(`${text}, `));
}

function textsOf(text: string): string[] {
  return [1, 2, 3, 4, 5, 6].map((number) => `${text}, post ${number}`);
}

function partsLive(count: number): string[] {
  return count === 0 ? [] : [`${count} of 6 parts ${count === 1 ? 'is' : 'are'} live`];
}
