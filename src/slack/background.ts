import type { Log } from '../lib/log.js';

/** Work that goes on after its answer has left, so that a stop can wait for it. */
export interface Background {
  /** Keeps count of `work` until it ends; a failure nobody handled is logged. */
  track(work: Promise<unknown>): void;
  /** Resolves when nothing runs any more, or after `limitMs`; to how much is still running. */
  settled(limitMs: number): Promise<number>;
}

/** An empty {@link Background}. */
export function createBackground(log: Log): Background {
  const running = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      const tracked = work
        .catch((err: unknown) => log.error({ err }, 'work after the answer failed'))
        .finally(() => running.delete(tracked));
      running.add(tracked);
    },
    settled: async (limitMs) => {
      let timer: NodeJS.Timeout | undefined;
      let over = false;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          over = true;
          resolve();
        }, limitMs);
      });
      while (running.size > 0 && !over) await Promise.race([Promise.all(running), limit]);
      clearTimeout(timer);
      return running.size;
    },
  };
}
