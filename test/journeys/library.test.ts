import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('library', { pages: ['Bluebird Coffee', 'Bluebird Bakery'] });
});

afterAll(async () => {
  await journey.close();
});

describe('Duplicate', () => {
  test('opens a copy of a post at once: from the menu of a card in review and from a settled card', async () => {
    const { people, work, slack } = journey;
    const card = await journey.review({ text: 'Copied words', accounts: ['Bluebird Coffee', 'Bluebird Bakery'] });
    const hands = slack.as(people.second.id);
    await choose(people.second.id, card, 'duplicate');
    await work.until('The copy', () => hands.view()?.callbackId === 'compose_write');
    expect(hands.view()?.title).toBe('New post');
    await work.submit(people.second.id);
    await work.until('The check', () => hands.view()?.callbackId === 'compose_check');
    const copy = await work.sendForReview(people.second.id);
    expect(copy.ts).not.toBe(card.ts);
    await journey.shows(copy, 'Copied words', 'Bluebird Coffee', 'Bluebird Bakery', people.second.id);

    await journey.approve(card);
    await journey.shows(card, 'Published');
    await hands.click({ message: journey.now(card) }, 'post_duplicate');
    await work.until('A second copy', () => hands.view()?.callbackId === 'compose_write');
    await hands.closeView();
  });

  test('leaves out accounts that are gone, and names them', async () => {
    const { people, work, slack, connection } = journey;
    const card = journey.work.card();
    if (card === undefined) throw new Error('There is a card.');
    const gone = { $set: { disconnectedAt: new Date() } };
    await connection.collection('accounts').updateOne({ name: 'Bluebird Bakery', platform: 'facebook' }, gone);
    const hands = slack.as(people.author.id);
    await choose(people.author.id, card, 'duplicate');
    await work.until('The copy', () => textOf(hands.view()).includes('Bluebird Bakery is not connected any more'));
    await hands.closeView();
    await connection.collection('accounts').updateOne({ name: 'Bluebird Bakery', platform: 'facebook' }, { $unset: { disconnectedAt: 1 } });
  });
});

/** Chooses something in the card's menu. */
async function choose(person: string, card: StoredMessage, act: string): Promise<void> {
  const options = JSON.stringify(journey.now(card).blocks).match(new RegExp(`"${act}:[^"]+"`));
  await journey.work.click(person, journey.now(card), 'review_more', { value: String(JSON.parse(options?.[0] ?? '""')) });
}
