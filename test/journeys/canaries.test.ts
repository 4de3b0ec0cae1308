import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { runTour } from '../../src/playground/tour.js';
import { createWork } from '../../src/playground/work.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let playground: Playground;
const logged: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase('canaries');
  playground = await startPlayground({
    mongodbUri: database.uri,
    overrides: { log: createLog('trace', { write: (line) => void logged.push(line) }) },
  });
});

afterAll(async () => {
  await playground.close();
  await database.drop();
});

test('no token, secret or code stands in plain text in a collection, a log line, a Slack message or an address, also after failures', async () => {
  const { slack, meta, linkedin, x } = playground;
  await runTour(playground, () => {});
  const work = createWork(playground);
  meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 190, subcode: 463 } } });
  meta.fault({ match: 'photos', when: 'before', how: 'reset', times: 2 });
  linkedin.fault({ match: 'posts', when: 'before', how: 'http_500' });
  x.fault({ match: 'create_post', when: 'before', how: { problem: { status: 403, title: 'Forbidden' } } });
  await work.compose(slack.people.author.id, {
    text: 'A second one',
    accounts: ['Bluebird Bakery', 'LinkedIn: Ada Marsh', 'X: Bluebird Coffee'],
  });
  const card = await work.sendForReview(slack.people.author.id);
  await work.click(slack.people.approver.id, card, 'review_approve');
  await work.until('The trouble', () => JSON.stringify(slack.messages(card.channel)).includes('Reconnect'));
  const shown = () => JSON.stringify(slack.messages(card.channel).find(({ ts }) => ts === card.ts)?.blocks);
  await work.until('The unknown and the failed', () => ['may be live', 'failed.'].every((words) => shown().includes(words)));

  const canaries = secretsOf(playground);
  expect(canaries.length).toBeGreaterThan(8);
  const places: [string, string][] = [
    ['a log line', logged.join('\n')],
    ['a Slack message or view', JSON.stringify(slack.calls.map(({ method, args }) => ({ method, args })))],
    ['an answer to Slack', JSON.stringify(slack.deliveries.map(({ answer }) => answer))],
    ['the metrics', await (await fetch(`${playground.url}/metrics`)).text()],
    [
      'an address of a platform',
      JSON.stringify([meta, linkedin, x].flatMap(({ requests }) => requests.map(({ path, query }) => ({ path, query })))),
    ],
  ];
  for (const { name } of (await database.connection.db?.listCollections().toArray()) ?? []) {
    places.push([`the collection ${name}`, JSON.stringify(await database.connection.collection(name).find({}).toArray())]);
  }
  expect(places.length).toBeGreaterThan(14);
  const leaks = places.flatMap(([place, text]) =>
    canaries.filter(([, secret]) => text.includes(secret)).map(([what]) => `${what} in ${place}`),
  );
  expect(leaks).toEqual([]);
  expect(logged.length).toBeGreaterThan(0);
});

/** Everything secret that went over the wire, as the stand-ins saw it. */
function secretsOf({ env, meta, linkedin, x }: Playground): [string, string][] {
  const names = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'META_APP_SECRET', 'LINKEDIN_CLIENT_SECRET', 'X_CLIENT_SECRET'];
  const fixed = names.map((name): [string, string] => [name, env[name] ?? '']);
  const key: [string, string] = ['an encryption key', (env.ENCRYPTION_KEYS ?? '').split(':')[1] ?? ''];
  const given = Object.entries({ meta, linkedin, x }).flatMap(([family, standIn]) =>
    standIn.secrets().map((secret): [string, string] => [`a token or code of ${family}`, secret]),
  );
  return [...fixed, key, ...given];
}
