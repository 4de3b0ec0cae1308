import type { ServerResponse } from 'node:http';
import type { SliceName, Slices } from './contract.js';

/** Open event streams, one per browser window, each as one person. */
export interface Live {
  /** Streams to a window until it goes away. */
  join(person: string, response: ServerResponse): void;
  /** Something may have changed: every window is soon sent the slices that did. */
  changed(): void;
  close(): void;
}

/** `slicesFor` draws everything as one person sees it. */
export function createLive(slicesFor: (person: string) => Promise<Slices>): Live {
  const windows = new Set<Window>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const sendAll = async () => {
    const people = new Set([...windows].map(({ person }) => person));
    for (const each of people) {
      const slices = await slicesFor(each);
      for (const window of windows) if (window.person === each) send(window, slices);
    }
  };
  const live: Live = {
    join(person, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
      response.write('retry: 500\n\n');
      const window: Window = { person, response, sent: new Map() };
      windows.add(window);
      response.on('close', () => windows.delete(window));
      live.changed();
    },
    changed() {
      timer ??= setTimeout(() => {
        timer = undefined;
        running = running.then(sendAll).catch(() => {});
      }, TOGETHER_MS);
    },
    close() {
      clearTimeout(timer);
      for (const { response } of windows) response.end();
    },
  };
  return live;
}

interface Window {
  /** Short name. */
  readonly person: string;
  readonly response: ServerResponse;
  /** What each slice was when it was sent last. */
  readonly sent: Map<string, string>;
}

function send({ response, sent }: Window, slices: Slices): void {
  for (const name of Object.keys(slices) as SliceName[]) {
    const data = JSON.stringify(slices[name]);
    if (sent.get(name) === data) continue;
    sent.set(name, data);
    response.write(`event: ${name}\ndata: ${data}\n\n`);
  }
}

/** Changes this close together are sent as one. */
const TOGETHER_MS = 25;
