import { useEffect, useState } from 'react';
import type { SliceName, Slices } from '../page/contract.js';

/** Everything as this person sees it, kept current; undefined until it has all arrived. `isConnected` is false while the playground is away. */
export function useLive(person: string): { slices: Slices | undefined; isConnected: boolean } {
  const [known, setKnown] = useState<{ person: string; slices: Partial<Slices> }>({ person, slices: {} });
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource(`/api/live?as=${encodeURIComponent(person)}`);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const slice = JSON.parse(data) as unknown;
        setKnown((before) => ({ person, slices: { ...(before.person === person ? before.slices : {}), [name]: slice } }));
      });
    }
    return () => source.close();
  }, [person]);
  const isWhole = known.person === person && NAMES.every((name) => name in known.slices);
  return { slices: isWhole ? (known.slices as Slices) : undefined, isConnected };
}

const NAMES: readonly SliceName[] = ['workspace', 'messages', 'view', 'home', 'social', 'log', 'inside', 'troubles', 'scenes'];
