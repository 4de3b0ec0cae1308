import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

const BOTH = ['Bluebird Coffee', 'bluebird.coffee'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('edit_after_partial', { pages: ['Bluebird Coffee'] });
}, 60_000);

afterAll(() => journey.close());

/** A post that Facebook has and Instagram refused. */
async function partly(text: string) {
  const card = await journey.review({ text, accounts: BOTH, files: [await journey.picture(journey.people.author.id)] });
  journey.meta.fault({ match: 'media', when: 'before', how: { graph: { status: 400, code: 36003, subcode: 2207009 } } });
  await journey.approve(card);
  return journey.shows(card, '1 of 2 published, 1 failed', 'failed', 'result_retry', 'open it');
}

test('Facebook published and Instagram failed: the approved edit is published on Instagram, and changes the words of the one post on Facebook', async () => {
  const { author, approver } = journey.people;
  const card = await partly('Open till six');
  await journey.hears(author.id, 'published on 1 of 2 accounts');
  expect(journey.live('Open till six').map(({ platform }) => platform)).toEqual(['facebook']);

  await journey.work.edit(author.id, card, { text: 'Open till seven' });
  const check = textOf(journey.slack.as(author.id).view());
  expect(check).toContain(
    'It is live there already and is not sent again. Once this is approved, its text is changed there, and nothing else of it.',
  );
  expect(check.match(/live there already/g)).toHaveLength(1);
  await journey.work.submit(author.id);
  await journey.shows(
    card,
    'Open till seven',
    'waits for the review of the new words',
    'Once this is approved, its text is changed there',
    'review_approve',
  );
  expect(hasAction(journey.now(card).blocks, 'result_retry')).toBe(false);
  await journey.approve(card, approver.id);
  await journey.shows(card, 'Published', '/p/', 'Its text was changed there');
  expect(journey.live('Open till six')).toEqual([]);
  const posts = journey.live('Open till seven');
  expect(posts.map(({ platform }) => platform)).toEqual(['facebook', 'instagram']);
  expect(posts[0]?.edits).toMatchObject([{ text: 'Open till six' }]);
  const told = await journey.hears(author.id, 'Your post is published.');
  for (const said of [told.text, JSON.stringify(told.blocks)]) expect(said).toContain('Open till seven');
});

test('Retry after a partial success touches the failed account alone, however often it is pressed', async () => {
  const { author, second } = journey.people;
  const card = await partly('Once more');
  await Promise.all([author.id, author.id, second.id].map((person) => journey.work.click(person, card, 'result_retry')));
  await journey.shows(card, 'Published', '/p/');
  expect(journey.live('Once more').map(({ platform }) => platform)).toEqual(['facebook', 'instagram']);
});

test('an edit while one outcome is unknown is refused by name and kept as a draft', async () => {
  const { author } = journey.people;
  const card = await journey.review({ text: 'Going out now', accounts: ['Bluebird Coffee'] });
  journey.meta.fault({ match: 'feed', when: 'after', how: 'reset' });
  await journey.approve(card);
  await journey.shows(card, 'may be live');
  await journey.work.edit(author.id, card, { text: 'Too late' });
  await journey.slack.as(author.id).submit();
  expect(textOf(journey.slack.as(author.id).view())).toMatch(
    /The post on .*Bluebird Coffee is already going out, so it cannot be changed now. Your edit is kept as a draft./,
  );
  expect(await journey.connection.collection('drafts').countDocuments({ text: 'Too late', state: 'open' })).toBe(1);
  journey.shift(30_000);
  await journey.shows(card, 'Published', 'open it');
  journey.shift(0);
  expect([journey.live('Going out now').length, journey.live('Too late').length]).toEqual([1, 0]);
});

test('an edit that takes the failed account away leaves what is live alone', async () => {
  const { author } = journey.people;
  const card = await partly('Without Instagram');
  await journey.work.click(author.id, card, 'review_edit');
  const said = '*Live already:* Facebook: Bluebird Coffee. It is not sent there again.';
  const form = () => textOf(journey.slack.as(author.id).view());
  await journey.work.until(said, () => form().includes(said));
  await journey.slack.as(author.id).click('view', 'compose_when', { select: 'at' });
  await journey.work.until(said, () => form().includes('If it is not approved by then') && form().includes(said));
  await journey.work.edit(author.id, card, { text: 'Without Instagram after all', accounts: ['Bluebird Coffee'] });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Without Instagram after all', 'review_approve');
  await journey.approve(card);
  await journey.shows(card, 'Published', 'cancelled');
  expect(journey.meta.ledger.filter(({ text }) => text.startsWith('Without Instagram')).map(({ platform }) => platform)).toEqual([
    'facebook',
  ]);
});
