import type { Playground } from '../playground.js';
import { bundlePage } from './bundle.js';
import { listenOnLoopback, serverOf } from './http.js';
import { createLive } from './live.js';
import { openRoom } from './room.js';
import { answerTo } from './routes.js';

/** How to start the page. */
export interface PageOptions {
  readonly playground: Playground;
  /** The port wanted on 127.0.0.1; another one is taken when it is in use. Default 4400. */
  readonly port?: number;
  readonly say: (line: string) => void;
  /** Throws everything away and starts a fresh playground; without it the page offers no "Start over". */
  readonly startOver?: () => Promise<Playground>;
}

/** A running page. */
export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page to click through, over a playground that runs. Throws when its script does not compile. */
export async function startPage({ playground, port = 4400, say, startOver }: PageOptions): Promise<Page> {
  const live = createLive((person) => room.slicesFor(person));
  const open = (shown: Playground) => openRoom(shown, { canStartOver: startOver !== undefined, onChange: live.changed });
  let room = await open(playground);
  const again = async () => {
    if (startOver === undefined) throw new Error('This playground cannot start over.');
    await room.leave();
    room = await open(await startOver());
    room.playground.slack.shownAt(url);
    live.changed();
  };
  const server = serverOf(answerTo({ bundle: await bundlePage(), live, room: () => room, startOver: again }));
  const url = `http://127.0.0.1:${await listenOnLoopback(server, port, say)}`;
  room.playground.slack.shownAt(url);
  return {
    url,
    close: async () => {
      live.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await room.leave();
    },
  };
}
