import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction } from '../../src/playground/work.js';
import { connectFamily } from '../support/connect-family.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('live', { pages: ['Bluebird Coffee', 'bluebird.coffee'] });
  await connectFamily(journey, journey.work, 'x');
  await connectFamily(journey, journey.work, 'linkedin');
}, 60_000);

afterAll(() => journey.close());

/** A post that is live on these accounts. */
async function live(text: string, accounts: readonly string[], files: readonly string[] = []): Promise<StoredMessage> {
  const card = await journey.review({ text, accounts, files });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'live_delete');
  return card;
}

/** Presses Delete what is live; resolves to what may be ticked, by its label. */
async function openDelete(person: string, card: StoredMessage): Promise<Record<string, string>> {
  await journey.work.click(person, journey.now(card), 'live_delete');
  const view = await journey.work.until('The question', () => {
    const open = journey.slack.as(person).view();
    return open?.callbackId === 'live_delete' ? open : undefined;
  });
  const options = view.blocks.flatMap(
    ({ element }) => (element as { options?: { text: { text: string }; value: string }[] })?.options ?? [],
  );
  return Object.fromEntries(options.map(({ text, value }) => [text.text, value]));
}

test('the author deletes from Facebook and X: the question says what is lost, a thread goes last part first through a lost answer, and nothing is posted again', async () => {
  const { author } = journey.people;
  const hands = journey.slack.as(author.id);
  const picture = await journey.picture(author.id);
  const text = 'One harbour\n---\nTwo harbours\n---\nThree harbours';
  const card = await live(text, ['Facebook: Bluebird Coffee', 'bluebird.coffee', 'X: Bluebird Coffee'], [picture]);
  const posts = () => [...journey.meta.ledger, ...journey.x.ledger].filter((entry) => entry.text.includes('harbour'));
  expect(posts()).toHaveLength(5);

  const places = await openDelete(author.id, card);
  expect(Object.keys(places)).toEqual(['Facebook: Bluebird Coffee', 'X: Bluebird Coffee (all 3 posts of the thread)']);
  for (const words of ['likes, comments and shares are lost', 'cannot be undone', 'Copydesk cannot delete on Instagram. Delete it there.'])
    expect(textOf(hands.view())).toContain(words);
  journey.x.fault({ match: 'delete_post', when: 'after', how: 'reset', skip: 1 });
  hands.fill({ live_delete_from: Object.values(places) });
  await journey.work.submit(author.id);

  const shown = await journey.shows(card, 'deleted there by', 'bluebird.coffee');
  await journey.work.until('All of it', () => posts().filter(({ deletedAt }) => deletedAt !== undefined).length === 4);
  await journey.work.until('Both', () => textOf(journey.now(card)).match(/deleted there by/g)?.length === 2);
  expect(posts()).toHaveLength(5);
  const gone = journey.x.requests.filter(({ operation }) => operation === 'delete_post').map(({ path }) => path.split('/').at(-1));
  const [one, two, three] = journey.x.ledger.map(({ id }) => id);
  expect(gone).toEqual([three, two, two, one]);
  expectNoButtons(shown, 'result_retry', 'live_change_again');
  await journey.work.until('The thread is told', () =>
    journey.slack.messages(card.channel).some((message) => message.threadTs === card.ts && textOf(message).includes('Deleted by')),
  );
  expect((await journey.publications(text)).map(({ platform, state }) => `${platform} ${state}`)).toEqual([
    'facebook deleted',
    'instagram published',
    'x deleted',
  ]);
  const acts = await journey.connection.collection('history').distinct('act', { person: author.id });
  expect(acts).toEqual(expect.arrayContaining(['deletion asked for', 'deleted']));
});

test('a guest cannot delete, an approver can and the author hears of it; what the platform refuses says why and can be tried again', async () => {
  const { author, approver, guest } = journey.people;
  const card = await live('Half price on Monday', ['LinkedIn: Bluebird Coffee']);
  await journey.work.click(guest.id, journey.now(card), 'live_delete');
  await journey.told(guest.id, 'Guests cannot use Copydesk');
  journey.linkedin.fault({ match: 'delete_post', when: 'before', how: { error: { status: 403, code: 'ACCESS_DENIED' } } });
  const places = await openDelete(approver.id, card);
  expect(Object.values(places)).toHaveLength(1);
  await journey.work.submit(approver.id);
  const failed = await journey.shows(card, 'It could not be deleted', 'does not let this person change this post', 'live_change_again');
  expect(hasAction(failed.blocks, 'live_delete')).toBe(true);
  await journey.hears(author.id, 'It could not be deleted');
  await journey.work.click(approver.id, failed, 'live_change_again');
  await journey.shows(card, 'Deleted', 'deleted there by');
  await journey.hears(author.id, 'Your post: Deleted by');
  expect(journey.linkedin.ledger).toMatchObject([{ text: 'Half price on Monday', deletedAt: expect.any(Number) }]);
  expectNoButtons(journey.now(card), 'live_delete', 'live_change_again');
});
