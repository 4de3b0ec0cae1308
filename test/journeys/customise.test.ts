import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('customise', { pages: ['Bluebird Coffee'] });
});

afterAll(async () => {
  await journey.close();
});

describe('a text of its own for one account', () => {
  test('is reviewed as such, published there and nowhere else, and comes back for editing', async () => {
    const { work, people } = journey;
    const author = people.author.id;
    await work.compose(author, {
      text: 'For all',
      accounts: ['Bluebird Coffee', 'bluebird.coffee'],
      files: [await journey.picture(author)],
    });
    await work.customise(author, 'Instagram', 'For Instagram #bread');
    const card = await work.sendForReview(author);
    expect(textOf(card)).toContain('Only for Instagram');
    await journey.shows(card, 'For all', 'For Instagram #bread');

    await journey.approve(card);
    await work.until(
      'Both posts',
      () => journey.live('For all', 'facebook').length + journey.live('For Instagram #bread', 'instagram').length === 2,
    );
    expect(journey.live('For all', 'instagram')).toEqual([]);
    expect(journey.live('For Instagram #bread', 'facebook')).toEqual([]);
  });

  test('that is taken back leaves the text of all', async () => {
    const { work, people, slack } = journey;
    const author = people.author.id;
    await work.compose(author, {
      text: 'Second for all',
      accounts: ['Bluebird Coffee', 'bluebird.coffee'],
      files: [await journey.picture(author)],
    });
    await work.customise(author, 'Instagram', 'Second own words');
    const card = await work.sendForReview(author);
    await work.edit(author, card, {});
    await work.until('The own text', () => JSON.stringify(slack.as(author).view()?.blocks).includes('Second own words'));
    await work.customise(author, 'Instagram', 'Second for all');
    await work.submit(author);
    await journey.shows(card, 'Changed post for review', 'Second for all');
    expect(textOf(journey.now(card))).not.toContain('Second own words');
  });
});
