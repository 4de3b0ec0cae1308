/** Random choices that a seed repeats. */
export interface Random {
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  chance(of: number): boolean;
  pick<T>(among: readonly T[]): T;
  /** At least `least` of them, in their order. */
  some<T>(among: readonly T[], least: number): T[];
}

/** mulberry32: small, and the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    chance: (of) => next() < of,
    pick: (among) => {
      const picked = among[between(0, among.length - 1)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    some: (among, least) => {
      const left = between(least, among.length);
      const order = among.map((each) => ({ each, by: next() })).sort((a, b) => a.by - b.by);
      const taken = new Set(order.slice(0, left).map(({ each }) => each));
      return among.filter((each) => taken.has(each));
    },
  };
}
