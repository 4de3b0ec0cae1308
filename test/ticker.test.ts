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
    log,
    '* * * * * *',
  );
  ticker.start();
  await rungTwice;
  const stopped = ticker.stop(10_000);
  end();
  await stopped;
  expect(rung).toEqual({ throwing: 2, hanging: 1 });
  expect(logged.map(({ loop, msg }) => `${loop}: ${msg}`)).toEqual(Array(2).fill('throwing: A turn of the ticker failed.'));
});
