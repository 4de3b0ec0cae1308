import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../src/playground/browser.js';
import { hasAction } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('first_run');
}, 60_000);

afterAll(() => journey.close());

test('before anything is set up each command says what to do next, and a text that was typed is kept for later', async () => {
  const { author, admin } = journey.people;
  await journey.slack.as(author.id).command('/publish', 'My very first post');
  await journey.told(author.id, 'There is no review channel yet.');
  await journey.told(author.id, 'Your text is kept. Go on with it later by /publish drafts.');
  await journey.slack.as(author.id).openHome();
  await journey.work.until('Home', () => journey.slack.as(author.id).home());
  await journey.slack.as(author.id).click('home', 'home_write');
  await journey.work.until('Why not, on Home', () =>
    textOf(journey.slack.as(author.id).view()).includes('There is no review channel yet.'),
  );
  await journey.slack.as(author.id).closeView();

  await journey.work.setUp(admin.id);
  await journey.slack.as(author.id).command('/publish');
  await journey.told(author.id, 'No account is connected yet. Ask a Slack admin to connect one with /connect.');
  await journey.slack.as(author.id).command('/connect');
  const list = await journey.told(author.id, 'No accounts are connected yet.');
  expect(hasAction(list.blocks, 'accounts_connect')).toBe(false);

  await consentAndChooseOnHome(admin.id);
  const hands = journey.slack.as(author.id);
  await hands.command('/publish', 'drafts');
  const drafts = await journey.told(author.id, 'Your drafts');
  await hands.click({ message: drafts }, 'compose_resume_draft');
  await journey.work.until('The form', () => hands.view()?.callbackId === 'compose_write');
  const page = await journey.connection.collection('accounts').findOne({ platform: 'facebook' });
  hands.fill({ compose_accounts: [String(page?._id)] });
  await journey.work.submit(author.id);
  await journey.work.until('The check', () => hands.view()?.callbackId === 'compose_check');
  const card = await journey.work.sendForReview(author.id);
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('My very first post')).toHaveLength(1);
  const metrics = await (await fetch(`${journey.url}/metrics`)).text();
  expect(metrics).toContain('copydesk_publications_total{platform="facebook",outcome="published"} 1');
  expect(metrics).toContain('copydesk_publications{standing="due"} 0');
  expect(metrics).toContain('copydesk_lateness_seconds_count 1');
});

/** Gives Meta consent and goes back to Home, where the choice waits, too. */
async function consentAndChooseOnHome(person: string): Promise<void> {
  const hands = journey.slack.as(person);
  await hands.openHome();
  await journey.work.until('Home', () => textOf(hands.home()).includes('Connect accounts'));
  const browser = createBrowser();
  const dialog = await browser.submit(await browser.get(await journey.work.connectLink(person)));
  await browser.get(await journey.meta.consent(dialog.location ?? '', { person: 'ada', action: 'accept' }));
  await journey.work.until('The choice on Home', () => textOf(hands.home()).includes('choose your Pages within five minutes'));
  await hands.click('home', 'accounts_choose_pages');
  await journey.work.until('The Pages', () => hands.view()?.callbackId === 'accounts_choose_pages');
  const page = journey.meta.pages('ada').find(({ name }) => name === 'Bluebird Coffee');
  hands.fill({ 'accounts_pages:0': [page?.id ?? ''] });
  await journey.work.submit(person);
  await journey.work.until('What was connected', () => textOf(hands.home()).includes('Connect an account~ Done'));
}

test('help names every command with an example, and a word of help inside a text is text', async () => {
  const { second } = journey.people;
  await journey.slack.as(second.id).command('/publish', 'help');
  const help = textOf(await journey.told(second.id, 'How to use Copydesk'));
  for (const command of ['/publish drafts', '/publish settings', '/publish help', '/connect']) expect(help).toContain(command);
  await journey.slack.as(second.id).command('/publish', 'help wanted');
  await journey.work.until('The form', () => journey.slack.as(second.id).view()?.callbackId === 'compose_write');
  expect(JSON.stringify(journey.slack.as(second.id).view()?.state.values)).toContain('help wanted');
});

test('a review channel that Copydesk is not in is refused in the settings, and the old one stays', async () => {
  const { admin } = journey.people;
  const hands = journey.slack.as(admin.id);
  const before = hands.view()?.id;
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings' && hands.view()?.id !== before);
  hands.fill({ settings_review_channel: journey.slack.channels.unjoined });
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {}).join()).toContain(
    'Copydesk is not in this channel. Type /invite @Copydesk there, then save again.',
  );
  const brand = await journey.connection.collection('brands').findOne({});
  expect(brand?.reviewChannel).toBe(journey.slack.channels.review);
});
