import { LRUCache } from 'lru-cache';
import type { BotToken } from '../workspaces/index.js';

/** Reads of bot tokens that are shared for a second: every request and every card asks for one. A token that was replaced meanwhile is refused by Slack, and nothing is concluded from that. */
export function createRecentTokens(
  read: (workspace: string) => Promise<BotToken | undefined>,
): (workspace: string) => Promise<BotToken | undefined> {
  const reads = new LRUCache<string, Promise<BotToken | undefined>>({ max: 1_000, ttl: 1_000 });
  return async (workspace) => {
    const kept = reads.get(workspace);
    if (kept !== undefined) return kept;
    const reading = read(workspace);
    reads.set(workspace, reading);
    reading.then(
      (token) => token === undefined && reads.delete(workspace),
      () => reads.delete(workspace),
    );
    return reading;
  };
}
