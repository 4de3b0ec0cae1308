import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDataFolder } from './data-folder.js';
import { packageFolder } from './mongod-cache.js';
import { startPage } from './page/index.js';
import { startPlayground } from './playground.js';
import { runTour } from './tour.js';

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { tour: flag, open: flag, fresh: flag } });
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  if (values.tour) await tour();
  else await play();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** Plays the tour once over HTTP and once over Socket Mode. */
async function tour(): Promise<void> {
  for (const mode of ['http', 'socket'] as const) {
    say(`\nThe tour, with Slack over ${mode === 'http' ? 'HTTP' : 'Socket Mode'}`);
    const playground = await startPlayground({ mode, say });
    try {
      const { published } = await runTour(playground, say);
      say('Published, as the platforms keep it:');
      for (const { platform, id, permalink } of published) say(`  ${platform}  ${id}  ${permalink}`);
    } finally {
      await playground.close();
    }
  }
  say('\nThe tour is complete: one post on each of Facebook, Instagram, LinkedIn and X each time.');
  process.exit(0);
}

/** Runs the playground until Ctrl-C and says where to click. It goes on from where the last one stopped; `--fresh` begins anew. */
async function play(): Promise<void> {
  const folder = await openDataFolder({ root: join(packageFolder(), '.copydesk'), say });
  if (values.fresh) await folder.clear();
  const start = () => startPlayground({ say, folder, aside: true });
  let playground = await start();
  const startOver = async () => {
    await playground.close();
    await folder.clear();
    playground = await start();
    return playground;
  };
  const page = await startPage({ playground, say, startOver });
  say(`Copydesk    ${playground.url}`);
  say(`Slack       ${playground.slack.url}`);
  say(`Meta        ${playground.meta.url}`);
  say(`LinkedIn    ${playground.linkedin.url}`);
  say(`X           ${playground.x.url}`);
  say(`MongoDB     ${playground.mongod.uri} (${playground.mongod.how})`);
  say(`Kept in     ${folder.path} (--fresh begins anew)`);
  say(`\nOpen ${page.url} and click through. Press Ctrl-C to stop.`);
  if (values.open) openInBrowser(page.url);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    say('Stopping.');
    await page.close();
    await playground.close();
    await folder.leave();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

/** Opens an address in the person's browser; where there is none, the address was said anyway. */
function openInBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
