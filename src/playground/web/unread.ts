import { useCallback, useEffect, useState } from 'react';
import type { SeenMessage } from '../page/contract.js';

/** The newest message this window has shown to this person, by conversation; kept while the window lives. */
export function useSeen(person: string): [Readonly<Record<string, number>>, (conversation: string, ts: number) => void] {
  const key = `seen-${person}`;
  const [seen, set] = useState<Record<string, number>>({});
  useEffect(() => set(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, number>), [key]);
  const setSeen = useCallback(
    (conversation: string, ts: number) =>
      set((before) => {
        if ((before[conversation] ?? 0) >= ts) return before;
        const after = { ...before, [conversation]: ts };
        sessionStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  return [seen, setSeen];
}

/** How many messages of others are newer than what was shown; answers in threads do not count. */
export function unreadIn(messages: readonly SeenMessage[], shown: number, me: string): number {
  return messages.filter(({ ts, user, threadTs }) => user !== me && (threadTs === undefined || threadTs === ts) && Number(ts) > shown)
    .length;
}
