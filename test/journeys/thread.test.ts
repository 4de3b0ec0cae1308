import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpAnswer, HttpRequest } from '../../src/platforms/request.js';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import type { FaultKind, XFault } from '../../src/playground/x/types.js';
import { connectFamily } from '../support/connect-family.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const REFUSED: FaultKind = { problem: { status: 403, title: 'Forbidden', detail: 'Forbidden' } };
const EMPTY_LIST: FaultKind = { problem: { status: 200 } };

/** The ways an answer is lost, each met by a thread on an account of its own. */
const LOST = [
  { how: 'http_500', account: 'Bluebird Coffee', person: 'ada' },
  { how: 'reset', account: 'Ben Okafor', person: 'ben' },
  { how: 'hang', account: 'Cleo Varga', person: 'cleo' },
] as const;

const SIX = [1, 2, 3, 4, 5, 6];

let journey: Journey;

/** Nobody waits 20 s for an answer here that never comes. */
const impatient = (send: (request: HttpRequest) => Promise<HttpAnswer>) => (request: HttpRequest) =>
  send({ ...request, timeoutMs: Math.min(request.timeoutMs, 1_000) });

beforeAll(async () => {
  journey = await startJourney('thread', { overrides: { platformHttp: impatient } });
  await journey.work.setUp(journey.people.admin.id);
  for (const { person } of LOST) await connectFamily(journey, journey.work, 'x', person);
}, 60_000);

afterAll(() => journey.close());

test('where the answer to every part is lost after it took effect, each part is found, and the thread goes on by itself', async () => {
  const sends = await counted(async () => {
    const threads: Thread[] = [];
    for (const { how, account } of LOST) {
      threads.push(await approveWithFault(`After ${how}`, { account, part: 1, when: 'after', how, times: 6 }));
    }
    for (const part of SIX) {
      for (const { card } of threads) {
        const shown = await journey.shows(card, 'may be live', ...partsLive(part - 1));
        expectNoButtons(shown, 'result_publish_again', 'result_retry');
      }
      journey.moveClock(30_000);
    }
    for (const thread of threads) await expectOneThread(thread);
  });
  expect(sends).toBe(3 * 6);
}, 60_000);

test('where every part is lost before it took effect, Publish again sends each part under the right one', async () => {
  const { author } = journey.people;
  const sends = await counted(async () => {
    const threads: Thread[] = [];
    for (const { how, account } of LOST) threads.push(await approveWithFault(`Before ${how}`, { account, part: 1, when: 'before', how }));
    for (const part of SIX) {
      for (const { card } of threads) await journey.shows(card, 'may be live', ...partsLive(part - 1));
      journey.moveClock(30_000);
      for (const { card, text, fault } of threads) {
        const asked = await journey.shows(card, 'result_publish_again', 'did not find it');
        expect(entriesOf(text)).toHaveLength(part - 1);
        if (part < 6) journey.x.fault({ ...fault, skip: 1 });
        await journey.work.click(author.id, asked, 'result_publish_again');
      }
    }
    for (const thread of threads) await expectOneThread(thread);
  });
  expect(sends).toBe(3 * 12);
}, 60_000);

test('Retry of a thread whose every part was refused goes on with that part', async () => {
  const text = 'Refused';
  const { author, second } = journey.people;
  const sends = await counted(async () => {
    const thread = await approveWithFault(text, { part: 1, when: 'before', how: REFUSED });
    for (const part of SIX) {
      const failed = await journey.shows(thread.card, 'failed', 'result_retry', ...partsLive(part - 1));
      expect(entriesOf(text)).toHaveLength(part - 1);
      if (part < 6) journey.x.fault({ ...thread.fault, skip: 1 });
      await Promise.all([author.id, author.id, second.id].map((person) => journey.work.click(person, failed, 'result_retry')));
    }
    await expectOneThread(thread);
  });
  expect(sends).toBe(12);
}, 60_000);

test.each([
  ['is failed', { part: 3, when: 'before', how: REFUSED }],
  ['may be live', { part: 3, when: 'before', how: 'reset' }],
] as const)('an edit of a thread that is partly out and %s is refused and kept as a draft', async (state, fault) => {
  const { author } = journey.people;
  const text = `Edited while it ${state}`;
  const thread = await approveWithFault(text, fault);
  await journey.shows(thread.card, ...partsLive(2));
  await journey.work.edit(author.id, thread.card, { text: `Too late, it ${state}` });
  await journey.slack.as(author.id).submit();
  expect(textOf(journey.slack.as(author.id).view())).toMatch(/cannot be changed now. Your edit is kept as a draft./);
  await journey.slack.as(author.id).closeView();
  expect([entriesOf(text).length, entriesOf('Too late').length]).toEqual([2, 0]);
});

test('a refusal is told as one, also where an earlier part was sent again', async () => {
  const text = 'Refused after a second send';
  const thread = await approveWithFault(text, { part: 2, when: 'before', how: 'reset' });
  await journey.shows(thread.card, 'may be live');
  const shown = journey.x.fault({ match: 'user_posts', when: 'before', how: EMPTY_LIST, times: 3 });
  journey.moveClock(30_000);
  const again = await journey.shows(thread.card, 'result_publish_again');
  journey.x.fault({ match: 'create_post', when: 'before', how: REFUSED, skip: 1 });
  await journey.work.click(journey.people.author.id, again, 'result_publish_again');
  const failed = await journey.shows(thread.card, 'failed', 'result_retry', ...partsLive(2));
  shown();
  await journey.work.click(journey.people.author.id, failed, 'result_retry');
  await expectOneThread(thread);
});

test('Hold stops a thread before its next part, and Release sends the rest', async () => {
  const { approver } = journey.people;
  const thread = await approveWithFault('Held', { part: 3, when: 'before', how: { problem: { status: 429, title: 'Too Many Requests' } } });
  await journey.shows(thread.card, 'waiting.', ...partsLive(2));
  await journey.work.click(approver.id, journey.now(thread.card), 'timing_hold');
  await journey.shows(thread.card, 'An approver holds it', ...partsLive(2));
  journey.moveClock(65_000);
  const sends = await counted(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(sends).toBe(0);
  await journey.work.click(approver.id, journey.now(thread.card), 'timing_release');
  await expectOneThread(thread);
});

describe('a part that Copydesk cannot find and a person has seen', () => {
  const hidden = async (text: string) => {
    const { author } = journey.people;
    const shown = journey.x.fault({ match: 'user_posts', when: 'before', how: EMPTY_LIST, times: 9 });
    const thread = await approveWithFault(text, { part: 2, when: 'after', how: 'reset' });
    await journey.shows(thread.card, 'may be live', ...partsLive(1));
    await journey.work.click(author.id, journey.now(thread.card), 'result_where_is_it');
    await journey.work.until('The question where it is', () => journey.slack.as(author.id).view()?.callbackId === 'result_where_is_it');
    return { thread, hands: journey.slack.as(author.id), links: entriesOf(text).map(({ permalink }) => permalink), shown };
  };

  test('takes its link, and the thread goes on as answers to it; any other link is refused with words', async () => {
    const { thread, hands, links, shown } = await hidden('Seen with its link');
    expect(textOf(hands.view())).toContain('Seen with its link, post 2');
    for (const [link, words] of [
      ['https://x.com/someoneelse/status/1234567890', 'not the address of a post of Bluebird Coffee'],
      ['https://example.org/bluebirdcoffee/status/1234567890', 'not the address of a post of Bluebird Coffee'],
      [links[0] ?? '', 'another part of the same thread'],
      [journey.x.ledger[0]?.permalink ?? '', 'says something else'],
      ['1234567890', 'X shows no post there'],
    ] as const) {
      hands.fill({ result_address: link });
      await hands.submit();
      expect(Object.values(hands.view()?.errors ?? {}).join()).toContain(words);
    }
    hands.fill({ result_address: links[1] ?? '' });
    await journey.work.submit(journey.people.author.id);
    await expectOneThread(thread);
    shown();
  });

  test('stops the thread without its link, says why, and goes on once somebody adds it', async () => {
    const { thread, hands, links, shown } = await hidden('Seen without a link');
    await journey.work.submit(journey.people.author.id);
    const stopped = await journey.shows(thread.card, 'failed', 'confirmed without a link', 'result_where_is_it', ...partsLive(2));
    expectNoButtons(stopped, 'result_retry', 'result_publish_again', 'result_it_is_live');
    await journey.work.click(journey.people.author.id, stopped, 'result_where_is_it');
    await journey.work.until('The question where it is', () => hands.view()?.callbackId === 'result_where_is_it');
    hands.fill({ result_address: links[1]?.split('/').at(-1) ?? '' });
    await journey.work.submit(journey.people.author.id);
    await expectOneThread(thread);
    shown();
  });
});

test('a thread whose part was sent again takes nothing of it for a later part: that one too waits for a word of its own', async () => {
  const text = 'Twice unknown';
  const thread = await approveWithFault(text, { part: 2, when: 'before', how: 'reset' });
  await journey.shows(thread.card, 'may be live');
  const shown = journey.x.fault({ match: 'user_posts', when: 'before', how: EMPTY_LIST, times: 3 });
  journey.moveClock(30_000);
  const again = await journey.shows(thread.card, 'result_publish_again');
  journey.x.fault({ match: 'create_post', when: 'before', how: 'reset', skip: 1 });
  await journey.work.click(journey.people.author.id, again, 'result_publish_again');
  await journey.shows(thread.card, 'may be live', ...partsLive(2));
  shown();
  const sends = await counted(async () => {
    journey.moveClock(60_000);
    await journey.shows(thread.card, 'result_publish_again', 'did not find it', ...partsLive(2));
  });
  expect(sends).toBe(0);
  await journey.work.click(journey.people.author.id, journey.now(thread.card), 'result_publish_again');
  await expectOneThread(thread);
});

interface Thread {
  readonly text: string;
  readonly card: StoredMessage;
  readonly fault: XFault;
}

/** A thread of six parts, approved while X has this fault at one of them. */
async function approveWithFault(
  text: string,
  {
    part,
    account = 'Bluebird Coffee',
    ...how
  }: Pick<XFault, 'when' | 'how' | 'times'> & { readonly part: number; readonly account?: string },
): Promise<Thread> {
  const card = await journey.review({ text: textsOf(text).join('\n---\n'), accounts: [account] });
  const accountId = journey.x.people.find(({ name }) => name === account)?.userId ?? account;
  const fault = { match: 'create_post', accountId, skip: part - 1, ...how } as const;
  journey.x.fault(fault);
  await journey.approve(card);
  return { text, card, fault };
}

/** How many posts X was asked to make meanwhile. */
async function counted(act: () => Promise<void>): Promise<number> {
  const sends = () => journey.x.requests.filter(({ operation }) => operation === 'create_post').length;
  const before = sends();
  await act();
  return sends() - before;
}

async function expectOneThread({ text, card }: Thread): Promise<void> {
  await journey.shows(card, 'Published', 'open it');
  const entries = entriesOf(text);
  expect(entries.map((entry) => entry.text)).toEqual(textsOf(text));
  expect(entries.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, ...entries.slice(0, -1).map(({ id }) => id)]);
}

function entriesOf(text: string) {
  return journey.x.ledger.filter((entry) => entry.text.startsWith(`${text}, `));
}

function textsOf(text: string): string[] {
  return SIX.map((number) => `${text}, post ${number}`);
}

function partsLive(count: number): string[] {
  return count === 0 ? [] : [`${count} of 6 parts ${count === 1 ? 'is' : 'are'} live`];
}
