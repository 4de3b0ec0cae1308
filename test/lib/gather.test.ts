import { describe, expect, test } from '@jest/globals';
import { createGather } from '../../src/lib/gather.js';
import { createSlots } from '../../src/lib/slots.js';

/** A gather whose batches end when the test says so. */
function held(most = 100) {
  const batches: { items: readonly number[]; end: (error?: Error) => void }[] = [];
  const ask = createGather<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, end: (error) => (error === undefined ? resolve(items.map((item) => `${item}!`)) : reject(error)) });
      }),
    { most },
  );
  const nth = async (index: number) => {
    for (;;) {
      const batch = batches[index];
      if (batch !== undefined) return batch;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ask, nth, batches };
}

describe('what is asked together', () => {
  test('goes out as one, what is asked meanwhile as the next, and everybody gets their own outcome', async () => {
    const { ask, nth, batches } = held();
    const first = [ask(1), ask(2)];
    expect((await nth(0)).items).toEqual([1, 2]);
    const later = [ask(3), ask(4), ask(5)];
    expect(batches).toHaveLength(1);
    batches[0]?.end();
    expect(await Promise.all(first)).toEqual(['1!', '2!']);
    expect((await nth(1)).items).toEqual([3, 4, 5]);
    batches[1]?.end();
    expect(await Promise.all(later)).toEqual(['3!', '4!', '5!']);
  });

  test('is never more than fits', async () => {
    const { ask, nth, batches } = held(2);
    const all = [1, 2, 3].map((item) => ask(item));
    expect((await nth(0)).items).toEqual([1, 2]);
    batches[0]?.end();
    expect((await nth(1)).items).toEqual([3]);
    batches[1]?.end();
    expect(await Promise.all(all)).toEqual(['1!', '2!', '3!']);
  });

  test('fails together, and what comes after does not', async () => {
    const { ask, nth, batches } = held();
    const failing = Promise.allSettled([ask(1), ask(2)]);
    (await nth(0)).end(new Error('No.'));
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = ask(3);
    await nth(1);
    batches[1]?.end();
    expect(await next).toBe('3!');
  });
});

describe('places', () => {
  test('are had in turn, and one that is given back twice is free once', async () => {
    const slots = createSlots(1);
    const order: string[] = [];
    const leave = await slots.take();
    const second = slots.take().then((free) => {
      order.push('second');
      return free;
    });
    const third = slots.take().then(() => order.push('third'));
    leave();
    leave();
    const free = await second;
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['second']);
    free();
    await third;
    expect(order).toEqual(['second', 'third']);
  });
});
