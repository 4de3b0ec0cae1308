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

describe('the library', () => {
  test('keeps snippets, labels, campaigns, templates and signatures; they are written with, reviewed as they go out, and frozen', async () => {
    const { people, work, slack } = journey;
    const keeper = slack.as(people.approver.id);
    await keeper.command('/publish', 'library');
    await shelf(people.approver.id, 'snippet');
    await make(people.approver.id, { library_name: 'Tags', library_text: '#bread #fresh' });
    await shelf(people.approver.id, 'label');
    await make(people.approver.id, { library_name: 'Spring', library_campaign: 'spring sale', 'library_source:facebook': 'fb' });
    await shelf(people.approver.id, 'signature');
    const { answer } = await keeper.suggest('library_signature_account', 'coffee');
    const account = JSON.stringify(answer).match(/"value":"([^"]+)"/)?.[1] ?? '';
    await keeper.click('view', 'library_signature_account', { select: account });
    await work.until('The signature', () => keeper.view()?.callbackId === 'library_signature');
    keeper.fill({ library_text: 'Your bakers' });
    await work.submit(people.approver.id);
    await work.until('Its row', () => textOf(keeper.view()).includes('Your bakers'));
    await shelf(people.approver.id, 'template');
    const label = await idOf('label');
    await make(people.approver.id, {
      library_name: 'Launch',
      library_text: 'New: {{product}} for {{price}}. https://bluebird.example.com/new?a=1#top',
      library_accounts: [account],
      library_labels: [label],
    });
    await keeper.closeView();

    const author = slack.as(people.author.id);
    await work.write(people.author.id, { text: 'Good morning.', accounts: ['Bluebird Bakery'] });
    await author.click('view', 'compose_start_template');
    await work.until('The blanks', () => textOf(author.view()).includes('{{price}}'));
    author.fill({ 'compose_blank:product': 'Rye {loaf}', 'compose_blank:price': '€3' });
    await work.submit(people.author.id);
    const written = 'Good morning.\n\nNew: Rye {loaf} for €3. https://bluebird.example.com/new?a=1#top';
    const shows = (words: string) => author.view()?.callbackId === 'compose_write' && JSON.stringify(author.view()?.blocks).includes(words);
    await work.until('The text', () => shows('for €3'));
    const snippet = await idOf('snippet');
    for (let twice = 0; twice < 2; twice += 1) {
      const before = author.view()?.hash;
      await author.click('view', 'compose_snippet', { select: snippet });
      await work.until('The snippet', () => author.view()?.hash !== before && shows('#bread #fresh'));
    }
    await work.submit(people.author.id);
    await work.until('The check', () => author.view()?.callbackId === 'compose_check');
    const sent = `${written.replace('a=1', 'a=1&utm_source=fb&utm_medium=social&utm_campaign=spring%20sale')}\n\n#bread #fresh`;
    expect(textOf(author.view())).toContain(sent);
    const card = await work.sendForReview(people.author.id);
    await journey.shows(card, '*Labels* Spring', 'Text as it goes out', 'Your bakers');

    await findAndDuplicate(people.second.id, 'Rye {loaf}');

    await keeper.command('/publish', 'library');
    await shelf(people.approver.id, 'label');
    await keeper.click('view', `library_edit:${label}`);
    await work.until('The label', () => keeper.view()?.callbackId === 'library_item');
    await keeper.click('view', 'library_delete');
    await work.until('That it is gone', () => textOf(keeper.view()).includes('The label is deleted.'));
    await keeper.closeView();
    await work.until(
      'The shelf without it',
      () => keeper.view()?.callbackId === 'library' && !textOf(keeper.view()).includes('spring sale'),
    );
    await keeper.closeView();

    await journey.approve(card);
    await journey.shows(card, 'Published');
    expect([journey.live(sent).length, journey.live(`${sent}\n\nYour bakers`).length]).toEqual([1, 1]);
  });

  test('is closed to authors where a brand names its approvers', async () => {
    const { people, connection } = journey;
    const nobody = { people: [], groups: [] };
    const roles = { admins: nobody, approvers: { people: [people.approver.id], groups: [] }, authors: nobody, unreviewed: nobody };
    await connection.collection('brands').updateOne({}, { $set: { roles } });
    const { answer } = await journey.slack.as(people.author.id).command('/publish', 'library');
    expect(JSON.stringify(answer)).toContain('Only approvers of this brand');
    await connection.collection('brands').updateOne({}, { $unset: { roles: 1 } });
  });

  test('that is only looked into leaves no draft behind', async () => {
    const { people, work, slack } = journey;
    const drafts = () => journey.connection.collection('drafts').countDocuments({ state: 'open', person: people.second.id });
    const hands = slack.as(people.second.id);
    const before = await drafts();
    await work.write(people.second.id, { text: '', accounts: ['Bluebird Bakery'] });
    await hands.click('view', 'compose_start_template');
    await work.until('The step', () => hands.view()?.callbackId === 'compose_template');
    await hands.closeView();
    await work.until('The first screen, drawn anew', () => JSON.parse(hands.view()?.privateMetadata ?? '{}').version === 1);
    await hands.closeView();
    expect(await drafts()).toBe(before);
  });
});

/** Finds a post on Home by its label alone, opens it, and copies it in the modal's place. */
async function findAndDuplicate(person: string, words: string): Promise<void> {
  const { work, slack } = journey;
  const hands = slack.as(person);
  await hands.openHome();
  await work.until('Home', () => JSON.stringify(hands.home()?.blocks ?? []).includes('home_find'));
  await hands.click('home', 'home_find');
  await work.until('The search', () => hands.view()?.callbackId === 'home_find');
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {})).toEqual(['Write a word, or choose a label.']);
  await hands.suggest('home_label', 'spr');
  hands.fill({ home_label: await idOf('label') });
  await hands.submit();
  expect(textOf(hands.view())).toContain(words);
  await hands.click('view', 'home_open_post');
  await work.until('The post', () => hands.view()?.callbackId === 'home_post');
  await hands.click('view', 'post_duplicate');
  await work.until('The copy', () => hands.view()?.callbackId === 'compose_write' && JSON.stringify(hands.view()?.blocks).includes(words));
  await hands.click('view', 'compose_start_template');
  await work.until('The step on top', () => hands.view()?.callbackId === 'compose_template');
  while (hands.view() !== undefined) await hands.closeView();
}

/** Shows another shelf of the library that is open. */
async function shelf(person: string, which: string): Promise<void> {
  const hands = journey.slack.as(person);
  await journey.work.until('The library', () => hands.view()?.callbackId === 'library');
  await hands.click('view', 'library_shelf', { select: which });
  await journey.work.until('The shelf', () => JSON.parse(hands.view()?.privateMetadata ?? '{}').shelf === which);
}

/** Makes something on the shelf that is open. */
async function make(person: string, values: Record<string, string | string[]>): Promise<void> {
  const hands = journey.slack.as(person);
  await hands.click('view', 'library_new');
  await journey.work.until('The form', () => hands.view()?.callbackId === 'library_item');
  hands.fill(values);
  await journey.work.submit(person);
  await journey.work.until('Its row', () => textOf(hands.view()).includes(String(values.library_name)));
}

/** The one of its kind in the library. */
async function idOf(kind: string): Promise<string> {
  return String((await journey.connection.collection('library').findOne({ kind }))?._id);
}

/** Chooses something in the card's menu. */
async function choose(person: string, card: StoredMessage, act: string): Promise<void> {
  const options = JSON.stringify(journey.now(card).blocks).match(new RegExp(`"${act}:[^"]+"`));
  await journey.work.click(person, journey.now(card), 'review_more', { value: String(JSON.parse(options?.[0] ?? '""')) });
}
