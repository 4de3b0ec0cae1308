import { expect, test } from '@jest/globals';
import { createLog } from '../src/lib/log.js';
import { createTicker } from '../src/ticker.js';

test('a turn that throws is logged and rung again, and one that hangs holds no other up', async () => {
  const logged: Record<string, unknown>[] = [];
  const log = createLog('warn', { write: (line) => void logged.push(JSON.parse(line)) });
  const rung = { throwing: 0, hanging: 0 };
  let end: () => void = () => {};
  const hanging = new Promise<void>((resolve) => {
    end = resolve;
  });
  let twice: () => void = () => {};
  const rungTwice = new Promise<void>((resolve) => {
    twice = resolve;
  });
  const ticker = createTicker(
    [
      {
        name: 'throwing',
        run: async () => {
          rung.throwing += 1;
          if (rung.throwing === 2) twice();
          throw new Error('MongoDB does not answer.');
        },
      },
      {
        name: 'hanging',
        run: () => {
          rung.hanging += 1;
          return hanging;
        },
      },
    ],
    { due: async (asked) => asked.map(() => true), log, every: '* * * * * *' },
  );
  ticker.start();
  await rungTwice;
  const stopped = ticker.stop(10_000);
  end();
  await stopped;
  expect(rung).toEqual({ throwing: 2, hanging: 1 });
  expect(logged.map(({ loop, msg }) => `${loop}: ${msg}`)).toEqual(Array(2).fill('throwing: A turn of the ticker failed.'));
});

test('a turn is run when it is due, or keeps its own time; where nobody can say what is due, all are run', async () => {
  const answers: (() => boolean[])[] = [
    () => [false, true],
    () => {
      throw new Error('MongoDB does not answer.');
    },
  ];
  const rung: string[][] = [];
  const asked: (readonly string[])[] = [];
  const logged: string[] = [];
  const turn = (name: string, when?: string) => ({
    name,
    ...(when === undefined ? {} : { when }),
    run: async () => void rung.at(-1)?.push(name),
  });
  const ticker = createTicker<string>([turn('waits', 'never'), turn('paces itself'), turn('works', 'now')], {
    due: async (conditions) => {
      asked.push(conditions);
      rung.push([]);
      return (answers.shift() ?? (() => []))();
    },
    log: createLog('warn', { write: (line) => void logged.push(JSON.parse(line).msg) }),
    every: '* * * * * *',
  });
  ticker.start();
  for (const end = Date.now() + 5_000; rung.length < 3 && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 20));
  await ticker.stop(1_000);
  expect(rung.slice(0, 2)).toEqual([
    ['paces itself', 'works'],
    ['waits', 'paces itself', 'works'],
  ]);
  expect(asked[0]).toEqual(['never', 'now']);
  expect(logged).toEqual(['The ticker could not ask what is due.']);
});
