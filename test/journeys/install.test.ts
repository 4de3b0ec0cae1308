import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, type BrowserPage, createBrowser } from '../../src/playground/browser.js';
import type { SlackStandIn } from '../../src/playground/slack/types.js';
import { createWork, type Work } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;
let harbour: SlackStandIn;
let there: Work;

beforeAll(async () => {
  journey = await startJourney('install', { installs: { rotation: false } });
  if (journey.second === undefined) throw new Error('There is no second workspace.');
  harbour = journey.second;
  there = createWork({ ...journey, slack: harbour });
}, 60_000);

afterAll(() => journey.close());

test('two workspaces install one Copydesk, publish side by side, and one that removes it leaves the other unharmed', async () => {
  const here = journey.work;
  await journey.slack.as(journey.people.author.id).command('/publish');
  expect(journey.slack.deliveries.at(-1)?.answer).toMatchObject({ text: expect.stringContaining('not set up in this workspace') });

  expect(await install(journey.slack)).toContain('Copydesk is in Kestrel Coffee');
  expect(await install(harbour)).toContain('Copydesk is in Harbour Books');
  await here.setUp(journey.people.admin.id);
  await here.connect(journey.people.admin.id, 'ada', ['Bluebird Coffee']);
  await there.setUp(harbour.people.admin.id);
  await there.connect(harbour.people.admin.id, 'ada', ['Bluebird Bakery']);

  const publish = async (work: Work, slack: SlackStandIn, text: string, account: string) => {
    await work.compose(slack.people.author.id, { text, accounts: [account] });
    const card = await work.sendForReview(slack.people.author.id);
    await work.click(slack.people.approver.id, card, 'review_approve');
    await work.until('The post', () => journey.live(text).length === 1);
    await work.until('The card', () => textOf(now(slack, card)).includes('Published'));
  };
  await publish(here, journey.slack, 'From Kestrel', 'Bluebird Coffee');
  await publish(there, harbour, 'From Harbour', 'Bluebird Bakery');
  expect(textOf(there.card())).not.toContain('From Kestrel');

  harbour.revokeBotToken('account_inactive');
  await harbour.event('tokens_revoked', { tokens: { oauth: [], bot: [harbour.bot.userId] } });
  await harbour.event('app_uninstalled', {});
  await harbour.as(harbour.people.author.id).command('/publish');
  expect(harbour.deliveries.at(-1)?.answer).toMatchObject({ text: expect.stringContaining('not set up in this workspace') });
  await publish(here, journey.slack, 'Kestrel goes on', 'Bluebird Coffee');

  expect(await install(harbour)).toContain('Copydesk is in Harbour Books');
  await harbour.as(harbour.people.author.id).command('/publish', 'help');
  await there.until('The help', () => textOf(harbour.ephemerals(harbour.people.author.id).at(-1)).includes('How to use Copydesk'));
  expect(textOf(harbour.ephemerals(harbour.people.author.id).at(-1))).not.toContain('not set up');
});

test('the install page says what comes next; whoever cancels, comes back late, twice or in another browser is told and can begin anew', async () => {
  const { url } = journey;
  const browser = createBrowser();
  const begin = async (): Promise<string> => {
    const page = await browser.get(`${url}/slack/install`);
    expect([page.status, page.html.includes('Add to Slack')]).toEqual([200, true]);
    return (await browser.submit(page)).location ?? '';
  };
  const says = (page: BrowserPage) => `${page.status} ${/<h1>(.*?)<\/h1>/.exec(page.html)?.[1]}`;
  const allow = async (authorize: string): Promise<string> => (await browser.submit(await browser.get(authorize))).location ?? '';

  const asked = await browser.get(await begin());
  const cancel = /<a href="([^"]+)">Cancel/.exec(asked.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const cancelled = await browser.get(cancel);
  expect(says(cancelled)).toBe('200 Nothing was installed');
  expect((await browser.submit(cancelled)).location).toContain('/oauth/v2/authorize');

  const back = await allow(await begin());
  expect(says(await createBrowser().get(back))).toBe('403 This was begun in another browser');
  expect(says(await browser.get(back))).toBe('200 Copydesk is in Kestrel Coffee');
  expect(says(await browser.get(back))).toBe('410 This link was used already');

  const late = await allow(await begin());
  journey.shift(11 * 60_000);
  expect(says(await browser.get(late))).toBe('410 This took too long');
  journey.shift(0);

  expect(says(await browser.get(`${url}/slack/oauth_redirect`))).toBe('400 We do not know this link');
  expect(says(await browser.get(`${url}/slack/oauth_redirect?code=x&state=y`))).toBe('400 We do not know this link');

  const forged = new URL(await allow(await begin()));
  forged.searchParams.set('code', 'another');
  expect(says(await browser.get(forged.href))).toBe('410 Slack did not take this any more');

  const unanswered = await allow(await begin());
  journey.slack.fault({ method: 'oauth.v2.access', times: 1, before: 'http_500' });
  expect(says(await browser.get(unanswered))).toBe('503 Slack cannot be reached');

  const foreign = await fetch(`${url}/slack/install`, { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
});

/** Installs Copydesk in this workspace, as its admin; resolves to the last page's words. */
async function install(slack: SlackStandIn, browser: Browser = createBrowser()): Promise<string> {
  const begun = await browser.submit(await browser.get(`${journey.url}/slack/install`));
  const consent = await browser.get(`${begun.location}&team=${slack.team.id}`);
  const allowed = await browser.submit(consent);
  return (await browser.get(allowed.location ?? '')).html;
}

function now(slack: SlackStandIn, card: { readonly channel: string; readonly ts: string }) {
  return slack.messages(card.channel).find(({ ts }) => ts === card.ts);
}
