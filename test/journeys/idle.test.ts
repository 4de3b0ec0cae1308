import { expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { startJourney } from '../support/journey.js';
import { publicationOf } from '../support/posts.js';

const SECONDS = 10;

/** Every command that any connection made from now on sends, but for the driver's own heartbeats. */
function commandsFromNowOn(): string[] {
  const sent: string[] = [];
  const create = mongoose.createConnection.bind(mongoose) as (...input: unknown[]) => mongoose.Connection;
  jest.spyOn(mongoose, 'createConnection').mockImplementation(((uri: string, options: object) => {
    const connection = create(uri, { ...options, monitorCommands: true });
    void connection.asPromise().then(() => {
      connection.getClient().on('commandStarted', ({ commandName, command }) => {
        sent.push(`${commandName} ${command[commandName]}`);
      });
    });
    return connection;
  }) as typeof mongoose.createConnection);
  return sent;
}

/** What is sent within so many seconds, from between two rings of the ticker on. */
async function within(seconds: number, sent: string[]): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 5_000 - ((Date.now() + 2_500) % 5_000)));
  sent.length = 0;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return [...sent];
}

test('an idle instance asks the database at most once a second, the time and the ticker included, however many posts wait', async () => {
  const sent = commandsFromNowOn();
  const journey = await startJourney('idle', { pages: ['Bluebird Coffee'] });
  try {
    await journey.review({ text: 'Not looked at yet', accounts: ['Bluebird Coffee'] });
    const later = new Date(Date.now() + 7 * 86_400_000);
    const waiting = Array.from({ length: 1_000 }, (_, nth) => publicationOf({ account: `A${nth}`, dueAt: later, nextAt: later }));
    const rows = waiting.map(({ id, ...publication }) => ({ _id: id as never, ...publication }));
    await journey.connection.collection('publications').insertMany(rows);
    const counts: string[][] = [];
    // A second look only where the first met the last work on the card, or a slow reading of the time that was repeated.
    while (counts.length < 2 && (counts.at(-1)?.length ?? SECONDS + 1) > SECONDS) counts.push(await within(SECONDS, sent));
    const [last = []] = counts.slice(-1);
    expect(last.length > SECONDS ? last : []).toEqual([]);
    expect(last.length).toBeGreaterThan(SECONDS / 2);
  } finally {
    await journey.close();
  }
}, 60_000);
