import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BrowserPage, createBrowser } from '../../src/playground/browser.js';
import type { ConsentChoice } from '../../src/playground/meta/types.js';
import { hasAction, linkIn } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;
let admin: string;

beforeAll(async () => {
  journey = await startJourney('oauth');
  admin = journey.people.admin.id;
  await journey.work.setUp(admin);
}, 60_000);

afterAll(() => journey.close());

/** From the link to Meta's dialog, in a browser of its own. */
async function toDialog(link: string) {
  const browser = createBrowser();
  const dialog = await browser.submit(await browser.get(link));
  return { browser, dialog: dialog.location ?? '' };
}

/** From a fresh link over the dialog to the page that Copydesk shows at the end. */
async function consent(choice: Partial<ConsentChoice> = {}): Promise<BrowserPage> {
  const { browser, dialog } = await toDialog(await journey.work.connectLink(admin));
  return browser.get(await journey.meta.consent(dialog, { person: 'ada', action: 'accept', ...choice }));
}

function says(page: BrowserPage, status: number, ...sentences: readonly string[]): void {
  expect({ status: page.status, missing: sentences.filter((each) => !page.html.includes(each)), html: page.html }).toEqual({
    status,
    missing: [],
    html: page.html,
  });
  expect(page.html).toContain('Back to Slack');
}

async function accountsStored(): Promise<number> {
  return journey.connection.collection('accounts').countDocuments({});
}

describe('each way in which connecting goes no further has its own page and a way on', () => {
  test('the consent was cancelled', async () => {
    says(await consent({ action: 'cancel' }), 200, 'Nothing was connected', 'You did not give Copydesk access', 'Try again');
  });

  test('a permission was left out; Try again leads back to the dialog', async () => {
    const page = await consent({ decline: ['instagram_content_publish'] });
    says(page, 403, 'A permission is missing', 'Copydesk needs every permission it asks for', 'Try again');
    const again = /href="([^"]*\/oauth\/meta\/start[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const { browser, dialog } = await toDialog(again);
    const done = await browser.get(await journey.meta.consent(dialog, { person: 'ada', action: 'accept' }));
    says(done, 200, 'Now choose your Pages in Slack', `/app_redirect?app=${journey.slack.bot.appId}&amp;team=${journey.slack.team.id}`);
  });

  test('the login has no Page', async () => {
    says(await consent({ person: 'ben' }), 404, 'There is nothing to connect', 'Try again');
  });

  test('the state was forged, or is missing', async () => {
    const { browser } = await toDialog(await journey.work.connectLink(admin));
    says(
      await browser.get(`${journey.url}/oauth/meta/callback?code=x&state=forged`),
      400,
      'We do not know this link',
      'Copydesk did not make this link',
    );
    says(await browser.get(`${journey.url}/oauth/meta/callback?code=x`), 400, 'We do not know this link');
    says(await browser.get(`${journey.url}/oauth/meta/start?ticket=forged`), 400, 'We do not know this link');
  });

  test('the link was used already, and so was the way back; a new link comes by Slack, to its owner', async () => {
    const link = await journey.work.connectLink(admin);
    const { browser, dialog } = await toDialog(link);
    const back = await journey.meta.consent(dialog, { person: 'ada', action: 'accept' });
    says(await browser.get(back), 200, 'Now choose your Pages in Slack');
    says(await browser.get(back), 410, 'This link was used already');
    const used = await createBrowser().get(link);
    says(used, 410, 'This link was used already', 'Send me a new link in Slack');
    const heard = journey.slack.directMessages(admin).length;
    says(await browser.submit(used), 200, 'Look in Slack');
    const message = await journey.hears(admin, 'Here is a new link to connect', heard);
    expect((await createBrowser().get(linkIn(message, '/oauth/meta/start') ?? '')).status).toBe(200);
  });

  test('the link is older than ten minutes, before the dialog and after it', async () => {
    const link = await journey.work.connectLink(admin);
    const { browser, dialog } = await toDialog(await journey.work.connectLink(admin));
    const back = await journey.meta.consent(dialog, { person: 'ada', action: 'accept' });
    journey.shift(11 * 60_000);
    says(await createBrowser().get(link), 410, 'This link has expired', 'older than ten minutes', 'Send me a new link in Slack');
    says(await browser.get(back), 410, 'This link has expired');
    journey.shift(0);
  });

  test("somebody else's browser comes back", async () => {
    const { browser, dialog } = await toDialog(await journey.work.connectLink(admin));
    const back = await journey.meta.consent(dialog, { person: 'ada', action: 'accept' });
    says(await createBrowser().get(back), 403, 'This link is not yours', 'belongs to someone else');
    says(await browser.get(back), 200, 'Now choose your Pages in Slack');
  });

  test('Meta is down, whichever request it fails', async () => {
    for (const match of ['token', 'accounts'] as const) {
      for (const how of ['http_500', 'reset'] as const) {
        const undo = journey.meta.fault({ match, when: 'before', how, times: 20 });
        says(await consent(), 503, 'No answer from the other side', 'did not answer, so nothing was connected', 'Try again');
        undo();
      }
    }
    expect(await accountsStored()).toBe(0);
  });
});

test('a choice that was left for more than five minutes, or is made by somebody else, connects nothing', async () => {
  const { owner } = journey.people;
  const heard = journey.slack.directMessages(admin).length;
  says(await consent(), 200, 'Now choose your Pages in Slack');
  const message = await journey.work.until('The question', () =>
    journey.slack
      .directMessages(admin)
      .slice(heard)
      .find(({ blocks }) => hasAction(blocks, 'accounts_choose_pages')),
  );
  journey.shift(6 * 60_000);
  await journey.slack.as(admin).click({ message }, 'accounts_choose_pages');
  await journey.work.until('The reason', () => textOf(journey.slack.as(admin).view()).includes('This choice is no longer open'));
  expect(hasAction(journey.slack.as(admin).view()?.blocks ?? [], 'accounts_connect')).toBe(true);
  journey.shift(0);
  expect(journey.slack.directMessages(owner.id)).toEqual([]);
  expect(await accountsStored()).toBe(0);
});
