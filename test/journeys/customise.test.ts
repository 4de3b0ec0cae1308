import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectFamily } from '../support/connect-family.js';
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

test('a file that one account does not get is left out there alone, also after an edit, and the card says so', async () => {
  const { work, people, slack } = journey;
  const author = people.author.id;
  const files = [await journey.picture(author), await journey.picture(author, { width: 1600 })];
  await work.compose(author, { text: 'Two pictures', accounts: ['Bluebird Coffee', 'bluebird.coffee'], files });
  expect(textOf(slack.as(author).view())).toContain('Picture 2 is too wide for Instagram');
  await work.customise(author, 'Instagram', 'Two pictures', files.slice(0, 1));
  await work.until('It left out', () => textOf(slack.as(author).view()).includes('Without picture 2.'));
  const card = await work.sendForReview(author);
  await journey.shows(card, 'Only for Instagram', 'Without picture 2');
  await work.edit(author, card, {});
  await work.until('It still left out', () => textOf(slack.as(author).view()).includes('Without picture 2.'));
  await work.submit(author);
  await journey.shows(card, 'Changed post for review', 'Without picture 2');

  await journey.approve(card);
  const pictures = (platform: 'facebook' | 'instagram') => journey.live('Two pictures', platform).map(({ media }) => media.length);
  await work.until('Both posts', () => pictures('facebook').length + pictures('instagram').length === 2);
  expect([pictures('facebook'), pictures('instagram')]).toEqual([[2], [1]]);
});

describe('organisations that a text mentions on LinkedIn', () => {
  test('are found by the end of their address, must stand in the text, are reviewed, and become mentions by their exact name', async () => {
    const { work, people, slack, linkedin } = journey;
    const author = people.author.id;
    const hands = slack.as(author);
    await connectFamily(journey, work, 'linkedin');
    await work.compose(author, { text: 'With @Market Stall 7 and Bluebird (Bakery)', accounts: ['LinkedIn: Bluebird Coffee'] });
    await hands.click('view', 'compose_customise');
    await work.until('The screen for one account', () => hands.view()?.callbackId === 'compose_customise');

    const values: string[] = [];
    for (const [words, name] of [
      ['https://www.linkedin.com/company/market-stall-7/', 'Market Stall 7'],
      ['bakery', 'Bluebird (Bakery)'],
      ['market-stall-8', 'Market Stall 8'],
      ['nobody-has-this', undefined],
    ] as const) {
      const { answer } = await hands.suggest('compose_mention', words);
      const { options } = answer as { options: { value: string; text: { text: string } }[] };
      expect(options.map(({ text }) => text.text)).toEqual(name === undefined ? [] : [name]);
      values.push(...options.map(({ value }) => value));
      hands.fill({ compose_mention: values });
    }
    await hands.submit();
    expect(Object.values(hands.view()?.errors ?? {}).join()).toContain('The mention of Market Stall 8 does not stand in the text');
    hands.fill({ compose_mention: values.slice(0, 2) });
    await work.submit(author);
    await work.until('The check', () => textOf(hands.view()).includes('Mentions: Market Stall 7, Bluebird (Bakery)'));

    const card = await work.sendForReview(author);
    await journey.shows(card, 'Mentions: Market Stall 7, Bluebird (Bakery)');
    linkedin.fault({ match: 'posts', when: 'after', how: 'reset' });
    await journey.approve(card);
    await journey.shows(card, 'may be live');
    journey.moveClock(30_000);
    await journey.shows(card, 'Published', 'open it');
    expect(linkedin.ledger.map(({ text, mentions }) => ({ text, mentions: mentions.map(({ name }) => name) }))).toEqual([
      { text: 'With Market Stall 7 and Bluebird (Bakery)', mentions: ['Market Stall 7', 'Bluebird (Bakery)'] },
    ]);
  });
});

test('a post on a person’s own LinkedIn profile, which nobody can look up, is settled by the duplicate that Publish again is refused as', async () => {
  const { linkedin, people, work } = journey;
  const text = 'Said once on my own profile';
  const card = await journey.review({ text, accounts: ['LinkedIn: Ada Marsh'] });
  linkedin.fault({ match: 'posts', when: 'after', how: 'reset' });
  await journey.approve(card);
  await journey.shows(card, 'may be live');
  journey.moveClock(30_000);
  await work.click(people.author.id, await journey.shows(card, 'result_publish_again'), 'result_publish_again');
  const entries = () => linkedin.ledger.filter((entry) => entry.text === text);
  await journey.shows(card, 'Published', entries()[0]?.permalink ?? 'its link');
  expect(entries()).toHaveLength(1);
});
