import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LANGUAGES, speak } from '../../../src/language/index.js';
import { MARKED, MARKED_TAG, textsIn, unsaid } from '../../support/marked.js';
import { CASES } from './cases.js';
import { startWorld, type World } from './world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld('every word', () => speak(MARKED_TAG, MARKED));
}, 120_000);

afterAll(async () => {
  await world?.close();
  speak('en', LANGUAGES.en);
});

test('every word of the pages in a browser is from the catalogue, or somebody wrote it', async () => {
  const admin = world.people.admin.id;
  const link = await world.work.connectLink(admin);
  const addresses = [
    link,
    '/oauth/meta/start?ticket=none',
    '/oauth/meta/callback?code=1&state=none',
    '/oauth/meta/callback?error=no',
    '/deletion/none',
  ];
  const pages = await Promise.all(addresses.map((address) => fetch(new URL(address, world.url)).then((answer) => answer.text())));
  const texts = pages.flatMap((html) => html.replaceAll(/<style>.*?<\/style>/gs, '').split(/<[^>]*>/));
  expect(texts.filter((text) => text.includes('⟦')).length).toBeGreaterThan(2 * pages.length);
  expect(texts.map((text) => unsaid(text, DATA)).filter((own) => own !== '')).toEqual([]);
  expect(pages.filter((html) => !html.includes('<html lang="ja">'))).toEqual([]);
});

/** Last, because it changes everything. */
test('whatever is pressed, every word that people read is from the catalogue, or somebody wrote it', async () => {
  const { slack, people, ids, posts } = world;
  const sent = new Set<string>();
  for (const post of Object.values(posts)) {
    for (const [name, { send, by = 'admin' }] of Object.entries(CASES)) {
      const forged = send({ ...ids, ...post });
      const payload = `${name} ${JSON.stringify(forged)}`;
      if (sent.has(payload)) continue;
      sent.add(payload);
      await slack.forge(people[by].id, forged);
      await world.idle();
    }
  }
  const shown = [
    ...slack.calls.filter(({ method }) => SHOWING.test(method)).map(({ args }) => args),
    ...slack.deliveries.map(({ answer }) => answer),
    ...Object.values(people).flatMap(({ id }) => slack.ephemerals(id)),
  ];
  const texts = [...new Set(shown.flatMap((each) => textsIn(each)))];
  expect(texts.length).toBeGreaterThan(300);
  expect([...new Set(texts.map((text) => unsaid(text, DATA)).filter((own) => own !== ''))]).toEqual([]);
}, 120_000);

const SHOWING = /^(chat\.|views\.(open|push|update|publish)|files\.)/;

/** What people, Slack and the platforms wrote or are called in this world, and what is the same in every language. */
const DATA = new RegExp(
  [
    'Heron( \\w+)*|Too loud|(Other w|W)ords|Legal|@legal',
    'Bluebird( \\w+)*|@?bluebird\\.?\\w+|Kestrel Coffee',
    'Copydesk|Facebook|Instagram|LinkedIn|\\bX\\b',
    'Europe/\\w+ \\(UTC\\+\\d\\)|https://|copydesk-[\\w-]+\\.json',
  ].join('|'),
  'g',
);
