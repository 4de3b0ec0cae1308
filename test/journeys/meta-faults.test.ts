import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpAnswer, HttpRequest } from '../../src/platforms/request.js';
import type { FaultKind, MetaFault } from '../../src/playground/meta/types.js';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction, linkIn } from '../../src/playground/work.js';
import { expectNoButtons, type Journey, PAGES, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

/** Nobody waits 20 s for an answer here that never comes. */
const impatient = (send: (request: HttpRequest) => Promise<HttpAnswer>) => (request: HttpRequest) =>
  send({ ...request, timeoutMs: Math.min(request.timeoutMs, 3_000) });

beforeAll(async () => {
  journey = await startJourney('meta_faults', { pages: PAGES, overrides: { platformHttp: impatient } });
}, 60_000);

afterEach(() => journey.shift(0));

afterAll(() => journey.close());

const feedSends = () => journey.meta.requests.filter(({ operation, method }) => operation === 'feed' && method === 'POST').length;

/** One post with text only, one with a picture and one with two, each on accounts of its own, approved while Meta has this fault. */
async function publishAll(
  words: string,
  when: MetaFault['when'],
  how: FaultKind,
): Promise<Readonly<Record<'text' | 'picture' | 'carousel', StoredMessage>>> {
  const { author, approver, second } = journey.people;
  const picture = () => journey.picture(author.id);
  const cards = {
    text: await journey.review({ text: `${words} text`, accounts: ['Bluebird Events'] }),
    picture: await journey.review({ text: `${words} picture`, accounts: ['Bluebird Coffee', 'bluebird.coffee'], files: [await picture()] }),
    carousel: await journey.review({
      text: `${words} carousel`,
      accounts: ['Bluebird Bakery', 'bluebird.bakery'],
      files: [await picture(), await picture()],
    }),
  };
  journey.meta.fault({ match: 'feed', when, how, times: 3 });
  journey.meta.fault({ match: 'media_publish', when, how, times: 2 });
  await Promise.all(Object.values(cards).map((card, index) => journey.approve(card, [approver.id, second.id][index % 2])));
  for (const card of Object.values(cards)) await journey.shows(card, 'Approved: one outcome is not known');
  await journey.work.until('Five unknowns', () => cardsShow(cards, '*: may be live.') === 5);
  return cards;
}

function cardsShow(cards: Readonly<Record<string, StoredMessage>>, words: string): number {
  return Object.values(cards).reduce((sum, card) => sum + textOf(journey.now(card)).split(words).length - 1, 0);
}

const ways = [
  ['a plain 500', 'http_500'],
  ['a reset connection', 'reset'],
  ['no answer at all', 'hang'],
] as const;

describe.each(ways)('when Meta answers a post with %s', (name, how) => {
  test('after it took effect, each is found, published once and linked', async () => {
    const cards = await publishAll(`After ${name}:`, 'after', how);
    for (const card of Object.values(cards)) {
      expect(hasAction(journey.now(card).blocks, 'result_it_is_live')).toBe(true);
      expectNoButtons(journey.now(card), 'result_publish_again', 'result_retry');
    }
    journey.shift(30_000);
    for (const [kind, card] of Object.entries(cards)) {
      const entries = journey.live(`After ${name}: ${kind}`);
      expect(entries.map(({ platform }) => platform).sort()).toEqual(kind === 'text' ? ['facebook'] : ['facebook', 'instagram']);
      const shown = await journey.shows(card, 'Published', ...entries.map(({ permalink }) => permalink));
      expectNoButtons(shown, 'result_it_is_live', 'result_publish_again', 'result_retry');
    }
  }, 60_000);

  test('before it took effect, Instagram is published by proof, and Facebook by a person who pressed Publish again', async () => {
    const cards = await publishAll(`Before ${name}:`, 'before', how);
    expect(journey.meta.ledger.filter(({ text }) => text.startsWith(`Before ${name}:`))).toEqual([]);
    journey.shift(95_000);
    for (const card of [cards.picture, cards.carousel]) await journey.shows(card, '/p/', 'result_publish_again');
    await journey.shows(cards.text, 'result_publish_again', 'did not find it');
    await journey.hears(journey.people.author.id, `Before ${name}: carousel`);
    const sends = feedSends();
    for (const [kind, card] of Object.entries(cards)) {
      expect(journey.live(`Before ${name}: ${kind}`, 'facebook')).toEqual([]);
      await journey.work.click(journey.people.author.id, journey.now(card), 'result_publish_again');
      await journey.shows(card, 'Published', 'open it');
      expect(
        journey
          .live(`Before ${name}: ${kind}`)
          .map(({ platform }) => platform)
          .sort(),
      ).toEqual(kind === 'text' ? ['facebook'] : ['facebook', 'instagram']);
    }
    expect(feedSends() - sends).toBe(3);
  }, 60_000);
});

test('a post that Facebook does not show is marked as live by a person, and never sent again', async () => {
  const card = await journey.review({ text: 'Seen by a person', accounts: ['Bluebird Events'] });
  journey.meta.fault({ match: 'feed', when: 'after', how: 'reset' });
  await journey.approve(card);
  await journey.shows(card, 'may be live');
  const hidden = journey.meta.fault({ match: 'published_posts', when: 'before', how: 'http_500', times: 100 });
  const sends = feedSends();
  await journey.work.click(journey.people.second.id, journey.now(card), 'result_it_is_live');
  expectNoButtons(await journey.shows(card, 'Published'), 'result_it_is_live', 'result_publish_again');
  hidden();
  journey.shift(30_000);
  await journey.work.click(journey.people.author.id, card, 'review_edit');
  await journey.work.until('The form', () => journey.slack.as(journey.people.author.id).view()?.callbackId === 'compose_write');
  expect([journey.live('Seen by a person').length, feedSends() - sends]).toEqual([1, 0]);
});

test('Publish again looks once more first, so a post that turned up meanwhile is not sent a second time', async () => {
  const card = await journey.review({ text: 'It turns up late', accounts: ['Bluebird Events'] });
  journey.meta.fault({ match: 'feed', when: 'after', how: 'reset' });
  await journey.approve(card);
  await journey.shows(card, 'may be live');
  const hidden = journey.meta.fault({ match: 'published_posts', when: 'before', how: { graph: { status: 400, code: 100 } }, times: 100 });
  journey.shift(30_000);
  const shown = await journey.shows(card, 'result_publish_again');
  hidden();
  const sends = feedSends();
  await Promise.all([
    journey.work.click(journey.people.author.id, shown, 'result_publish_again'),
    journey.work.click(journey.people.approver.id, shown, 'result_publish_again'),
  ]);
  await journey.shows(card, 'Published', 'open it');
  expect([journey.live('It turns up late').length, feedSends() - sends]).toEqual([1, 0]);
});

test('a rate limit shows the new time and is kept to; then the post goes out once, by itself', async () => {
  const card = await journey.review({ text: 'A busy Page', accounts: ['Bluebird Events'] });
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 32 } } });
  await journey.approve(card);
  await journey.shows(card, 'waiting.', 'limits how often this Page may be called', 'Next try');
  const sends = feedSends();
  journey.shift(50_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([journey.live('A busy Page').length, feedSends() - sends]).toEqual([0, 0]);
  journey.shift(65_000);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('A busy Page')).toHaveLength(1);
});

test('a full Instagram day keeps only Instagram waiting, and the post goes out when there is room', async () => {
  const { author } = journey.people;
  const instagram = journey.meta.pages('ada')[1]?.instagram?.id ?? '';
  journey.meta.setQuota(instagram, 100, 100);
  const card = await journey.review({
    text: 'A full day',
    accounts: ['Bluebird Bakery', 'bluebird.bakery'],
    files: [await journey.picture(author.id)],
  });
  await journey.approve(card);
  await journey.shows(card, '100 of 100 posts that Instagram allows in 24 hours', 'open it');
  expect(journey.live('A full day').map(({ platform }) => platform)).toEqual(['facebook']);
  journey.meta.setQuota(instagram, 0, 100);
  journey.shift(86_405_000);
  await journey.shows(card, 'Published');
  expect(journey.live('A full day').map(({ platform }) => platform)).toEqual(['facebook', 'instagram']);
});

test('a container that fails or expires at Instagram is made anew, and one post comes of it', async () => {
  const { author } = journey.people;
  journey.meta.failNextContainer(2207053);
  journey.meta.containerDelay(1);
  const card = await journey.review({
    text: 'A second container',
    accounts: ['bluebird.coffee'],
    files: [await journey.picture(author.id)],
  });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  journey.meta.containerDelay(0);
  expect(journey.live('A second container')).toHaveLength(1);
});

test('an expired sign-in blocks the post and offers Reconnect; once connected again it goes out by itself, once', async () => {
  const { admin, author, approver } = journey.people;
  const card = await journey.review({
    text: 'After the reconnect',
    accounts: ['Bluebird Coffee', 'bluebird.coffee'],
    files: [await journey.picture(author.id)],
  });
  journey.meta.expireToken('ada', 'expired');
  await journey.approve(card);
  const blocked = await journey.shows(card, 'blocked', 'The sign-in at Meta has expired', 'result_reconnect');
  await journey.hears(author.id, 'blocked');
  expect(journey.live('After the reconnect')).toEqual([]);

  const since = journey.slack.ephemerals(approver.id).length;
  await journey.slack.as(approver.id).click({ message: blocked }, 'result_reconnect', { index: 0 });
  await journey.told(approver.id, 'Only Slack admins, owners and the person who set Copydesk up can do this.', since);

  const before = journey.slack.ephemerals(admin.id).length;
  await journey.slack.as(admin.id).click({ message: blocked }, 'result_reconnect', { index: 0 });
  const link = linkIn(await journey.told(admin.id, 'its posts go on by themselves', before), '/oauth/meta/start');
  await journey.work.connectBy(admin.id, link ?? '', 'ada', PAGES);
  expectNoButtons(await journey.shows(card, 'Published', 'open it'), 'result_reconnect');
  expect(
    journey
      .live('After the reconnect')
      .map(({ platform }) => platform)
      .sort(),
  ).toEqual(['facebook', 'instagram']);
});
