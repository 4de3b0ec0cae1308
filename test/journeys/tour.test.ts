import { afterEach, expect, test } from '@jest/globals';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { runTour } from '../../src/playground/tour.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let playground: Playground;

afterEach(async () => {
  await playground.close();
  await database.drop();
});

test.each(['http', 'socket'] as const)(
  'with Slack over %s, the tour ends with one post on each of four platforms, linked on the card',
  async (mode) => {
    database = await openTestDatabase(`tour_${mode}`);
    playground = await startPlayground({ mode, mongodbUri: database.uri });
    const steps: string[] = [];
    const { published } = await runTour(playground, (line) => steps.push(line));

    const { ledger } = playground.meta;
    expect(ledger.map(({ platform }) => platform).sort()).toEqual(['facebook', 'instagram']);
    const { linkedin, x } = playground;
    const permalinks = [ledger, linkedin.ledger, x.ledger].flatMap((each) => each.map(({ permalink }) => permalink));
    expect(permalinks).toHaveLength(4);
    expect(published.map(({ permalink }) => permalink).sort()).toEqual([...permalinks].sort());
    expect(x.ledger.map(({ text }) => text)).toEqual(['The terrace is open again. First coffee on us until Friday.']);
    expect(ledger.map(({ media }) => media.map(({ altText }) => altText))).toEqual([
      ['Chairs and tables on a terrace in the morning sun', 'The harbour seen from the terrace'],
      ['Chairs and tables on a terrace in the morning sun', 'The harbour seen from the terrace'],
    ]);
    const cards = playground.slack
      .messages(playground.slack.channels.review)
      .filter(({ blocks }) => JSON.stringify(blocks).includes('review_edit'));
    expect(cards).toHaveLength(1);
    for (const permalink of permalinks) expect(JSON.stringify(cards[0]?.blocks)).toContain(permalink);
    expect(playground.slack.calls.filter(({ answer }) => JSON.stringify(answer ?? null).includes('invalid'))).toEqual([]);
  },
);
