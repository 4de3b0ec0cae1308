import { LRUCache } from 'lru-cache';

/** Remembers signed requests, so that an exact copy is dropped. Best effort: one process, the latest ten thousand. */
export interface Replays {
  /** True when this signature and timestamp were seen before. */
  seen(signature: string, timestamp: string): boolean;
}

/** An empty memory that keeps a request for as long as its signature is taken: five minutes either side of its timestamp. */
export function createReplays(): Replays {
  const recent = new LRUCache<string, true>({ max: 10_000, ttl: KEEP_MS });
  return {
    seen: (signature, timestamp) => {
      const key = `${timestamp}:${signature}`;
      if (recent.has(key)) return true;
      recent.set(key, true);
      return false;
    },
  };
}

const KEEP_MS = 10 * 60_000;
