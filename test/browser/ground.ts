import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { startChromium } from '../../src/playground/page/browser/chromium.js';
import { type Look, openWindow, type Window } from '../../src/playground/page/browser/window.js';
import { type Page, startPage } from '../../src/playground/page/index.js';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { createWork, type Work } from '../../src/playground/work.js';
import { openTestDatabase } from '../support/mongo.js';

/** A playground of its own with its page, and a browser to look at it. */
export interface Ground {
  readonly playground: Playground;
  readonly work: Work;
  readonly page: Page;
  /** Opens a window as this person; the ground closes it. */
  window(person: string, look?: Look): Promise<Window>;
  /** Runs a journey; when it fails, what every open window shows and the log are left in `build/browser-failures`. */
  journey(name: string, steps: () => Promise<void>): Promise<void>;
  /** Takes back every trouble. */
  mend(): Promise<void>;
  /** Errors of the page's own script so far. */
  readonly scriptErrors: readonly string[];
  close(): Promise<void>;
}

/** Starts everything. With `connected`, the review channel is set and Ada's two Pages with Instagram are connected. */
export async function startGround(options: { readonly connected?: boolean } = {}): Promise<Ground> {
  const database = await openTestDatabase('browser');
  const playground = await startPlayground({ mongodbUri: database.uri });
  const page = await startPage({ playground, port: 0, say: () => {} });
  const browser: Browser = await startChromium();
  const work = createWork(playground);
  if (options.connected !== false) {
    const { admin } = playground.slack.people;
    await work.setUp(admin.id);
    await work.connect(admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']);
  }
  const windows: Window[] = [];
  const scriptErrors: string[] = [];
  return {
    playground,
    work,
    page,
    scriptErrors,
    window: async (person, look) => {
      const window = await openWindow(browser, page.url, person, look);
      window.tab.on('pageerror', (error) => scriptErrors.push(error.message));
      windows.push(window);
      return window;
    },
    journey: async (name, steps) => {
      try {
        await steps();
      } catch (error) {
        await leaveBehind(name, windows, playground);
        throw error;
      } finally {
        await Promise.all(windows.splice(0).map((window) => window.close()));
      }
    },
    mend: async () => {
      await fetch(`${page.url}/api/trouble`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"id":""}' });
    },
    close: async () => {
      await browser.close();
      await page.close();
      await playground.close();
      await database.drop();
    },
  };
}

async function leaveBehind(name: string, windows: readonly Window[], { slack, meta }: Playground): Promise<void> {
  const folder = `build/browser-failures/${name.replaceAll(/\W+/g, '-')}`;
  await mkdir(folder, { recursive: true });
  const log = {
    deliveries: slack.deliveries.slice(-60),
    calls: slack.calls.slice(-60),
    meta: meta.requests.slice(-60),
    ledger: meta.ledger,
  };
  await writeFile(`${folder}/log.json`, JSON.stringify(log, null, 2));
  await Promise.all(windows.map(({ tab }, index) => tab.screenshot({ path: `${folder}/window-${index + 1}.png` }).catch(() => {})));
}
