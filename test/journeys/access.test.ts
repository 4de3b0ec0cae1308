import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../src/playground/browser.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;
let admin: string;

beforeAll(async () => {
  journey = await startJourney('access', { pages: ['Bluebird Coffee'] });
  admin = journey.people.admin.id;
}, 60_000);

afterAll(() => journey.close());

test('disconnecting says which post it stops, blocks it on its card, and connecting again lets it go out once', async () => {
  const { author } = journey.people;
  const card = await journey.review({ text: 'Waiting for its turn', accounts: ['Bluebird Coffee'] });
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 32 } } });
  await journey.approve(card);
  await journey.shows(card, 'Next try');

  const since = journey.slack.ephemerals(admin).length;
  await journey.slack.as(admin).command('/connect');
  const list = await journey.told(admin, 'Working', since);
  expect(textOf(list)).toContain('1 post waits to go out there and stops until you connect again: “Waiting for its turn”');
  const page = await journey.connection.collection('accounts').findOne({ platform: 'facebook' });
  await journey.slack.as(admin).click({ message: list }, `accounts_disconnect:${String(page?._id)}`);
  const done = await journey.told(admin, 'Disconnected Bluebird Coffee on Facebook and @bluebird.coffee on Instagram', since);
  expect(textOf(done)).toContain('ended the access too.');
  await journey.shows(card, 'blocked', 'Bluebird Coffee was disconnected. Connect it again, and this post goes on.', 'result_reconnect');
  await journey.hears(author.id, 'Bluebird Coffee was disconnected.');
  journey.shift(65_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(journey.live('Waiting for its turn')).toEqual([]);
  const left = await journey.connection.collection('accounts').find({}).toArray();
  expect(JSON.stringify(left)).not.toMatch(/"token":\s*["{]/);

  await journey.work.connect(admin, 'ada', ['Bluebird Coffee']);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('Waiting for its turn')).toHaveLength(1);
});

test("another person's access is replaced only after a question; then posts go out with it, even when the first login ends", async () => {
  const { owner } = journey.people;
  const browser = createBrowser();
  const dialog = await browser.submit(await browser.get(await journey.work.connectLink(owner.id)));
  await browser.get(await journey.meta.consent(dialog.location ?? '', { person: 'cleo', action: 'accept' }));
  const message = await journey.hears(owner.id, 'choose which of 130 Pages');
  const hands = journey.slack.as(owner.id);
  await hands.click({ message }, 'accounts_choose_pages');
  await journey.work.until('The Pages', () => hands.view()?.callbackId === 'accounts_choose_pages');
  await hands.suggest('accounts_pages', 'bluebird');
  const [page] = journey.meta.pages('cleo');
  hands.fill({ accounts_pages: [page?.id ?? ''] });
  await hands.submit();
  const question = hands.view();
  expect(textOf(question)).toContain('Someone else connected these accounts.');
  expect(JSON.stringify(question)).toContain(admin);
  await hands.submit();
  expect(textOf(hands.view())).toContain('access renewed');

  journey.meta.expireToken('ada', 'password_changed');
  const card = await journey.review({
    text: "With Cleo's access",
    accounts: ['Bluebird Coffee', 'bluebird.coffee'],
    files: [await journey.picture(journey.people.author.id)],
  });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  expect(
    journey
      .live("With Cleo's access")
      .map(({ platform }) => platform)
      .sort(),
  ).toEqual(['facebook', 'instagram']);

  journey.meta.dropPageRole('cleo', page?.id ?? '');
  const next = await journey.review({ text: 'After the role is gone', accounts: ['Bluebird Coffee'] });
  await journey.approve(next);
  await journey.shows(next, 'blocked', 'has no role on the Page any more', 'result_reconnect');
  await journey.work.connect(owner.id, 'ada', ['Bluebird Coffee']);
  await journey.shows(next, 'Published', 'open it');
  expect(journey.live('After the role is gone')).toHaveLength(1);
});

test('removing the app on facebook.com blocks what waits; data deletion ends with a page that says so', async () => {
  const card = await journey.review({ text: 'After the removal', accounts: ['Bluebird Coffee'] });
  const removal = await post('/webhooks/meta/deauthorize', journey.meta.deauthorize('ada'));
  expect(removal.status).toBe(200);
  await journey.approve(card);
  await journey.shows(card, 'blocked', 'result_reconnect');
  expect((await post('/webhooks/meta/deauthorize', 'forged.request')).status).toBe(400);

  await journey.work.connect(journey.people.owner.id, 'ada', ['Bluebird Coffee']);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('After the removal')).toHaveLength(1);

  const deletion = (await (await post('/webhooks/meta/data-deletion', journey.meta.signedRequest('ada'))).json()) as {
    url: string;
    confirmation_code: string;
  };
  const page = await createBrowser().get(deletion.url);
  expect([page.status, page.html.includes('Your data is deleted'), page.html.includes(deletion.confirmation_code)]).toEqual([
    200,
    true,
    true,
  ]);
  expect(await journey.connection.collection('grants').countDocuments({ 'person.name': 'Ada Marsh' })).toBe(0);
});

function post(path: string, signedRequest: string): Promise<Response> {
  return fetch(`${journey.url}${path}`, { method: 'POST', body: new URLSearchParams({ signed_request: signedRequest }) });
}
