import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../src/playground/browser.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

const HOUR = 60 * 60_000;
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('rotation', { installs: { rotation: true }, overrides: { tickEvery: '* * * * * *' } });
}, 60_000);

afterAll(() => journey.close());

test('a bot token that ends after twelve hours is renewed ahead and never missed; where Slack renews it no more that is told, and an install mends it', async () => {
  const { slack, work, people } = journey;
  await install();
  await work.setUp(people.admin.id);
  const help = async () => {
    const before = slack.ephemerals(people.author.id).length;
    const { answer } = await slack.as(people.author.id).command('/publish', 'help');
    await work.until(
      'An answer',
      () => JSON.stringify(answer).includes('not set up') || slack.ephemerals(people.author.id).length > before,
    );
    return `${JSON.stringify(answer)}${textOf(slack.ephemerals(people.author.id).slice(before).at(-1))}`;
  };
  const version = async () => (await journey.connection.collection('installations').findOne({}))?.version;
  const reaches = async (wanted: number) => {
    while ((await version()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  expect(await version()).toBe(1);
  journey.shift(10 * HOUR + 60_000);
  await reaches(2);
  journey.shift(13 * HOUR);
  expect(await help()).toContain('How to use Copydesk');

  const undo = slack.fault({ method: 'oauth.v2.access', before: 'error:invalid_refresh_token' });
  journey.shift(21 * HOUR);
  await work.until('The warning', () => slack.messages(slack.channels.review).some(({ text }) => text.includes('no longer renews')));
  expect(await help()).toContain('How to use Copydesk');
  journey.shift(48 * HOUR);
  while ((await journey.connection.collection('workspaces').findOne({}))?.uninstalledAt === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // What was read of a workspace is good for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await help()).toContain('not set up');
  undo();
  await install();
  expect(await help()).toContain('How to use Copydesk');
}, 60_000);

async function install(): Promise<void> {
  const browser = createBrowser();
  const begun = await browser.submit(await browser.get(`${journey.url}/slack/install`));
  const allowed = await browser.submit(await browser.get(begun.location ?? ''));
  expect((await browser.get(allowed.location ?? '')).html).toContain('Copydesk is in Kestrel Coffee');
}
