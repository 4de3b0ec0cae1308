/** A number of places; whoever finds none waits for one, in the order they came. */
export interface Slots {
  /** Resolves to the call that gives the place back; calling it twice does nothing. */
  take(): Promise<() => void>;
}

/** Makes so many places. */
export function createSlots(most: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const place = () => {
    let mine = true;
    return () => {
      if (!mine) return;
      mine = false;
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next();
    };
  };
  return {
    take: async () => {
      if (taken < most) taken += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return place();
    },
  };
}
