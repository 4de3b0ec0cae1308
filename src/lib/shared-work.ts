/** Work under way, by key: whoever asks for what is under way shares it. */
export interface SharedWork {
  /** Resolves with the work of that key, which is begun unless it is under way. */
  once(key: string, work: () => Promise<void>): Promise<void>;
  /** How much is under way. */
  size(): number;
  /** Resolves when all that is under way now is over, however it ends. */
  over(): Promise<unknown>;
}

/** Makes one, with nothing under way. */
export function createSharedWork(): SharedWork {
  const running = new Map<string, Promise<void>>();
  return {
    once: (key, work) => {
      const known = running.get(key);
      if (known !== undefined) return known;
      const begun = work().finally(() => running.delete(key));
      running.set(key, begun);
      return begun;
    },
    size: () => running.size,
    over: () => Promise.allSettled(running.values()),
  };
}
