import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startPage } from './page/index.js';
import { startPlayground } from './playground.js';
import { runTour } from './tour.js';

const { values } = parseArgs({ options: { tour: { type: 'boolean', default: false }, open: { type: 'boolean', default: false } } });
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

/** Runs the playground until Ctrl-C and says where to click. */
async function play(): Promise<void> {
  let playground = await startPlayground({ say });
  const startOver = async () => {
    await playground.close();
    playground = await startPlayground({ say });
    return playground;
  };
  const page = await startPage({ playground, say, startOver });
  say(`Copydesk    ${playground.url}`);
  say(`Slack       ${playground.slack.url}`);
  say(`Meta        ${playground.meta.url}`);
  say(`MongoDB     ${playground.mongod.uri} (${playground.mongod.how})`);
  say(`\nOpen ${page.url} and click through. Press Ctrl-C to stop.`);
  if (values.open) openInBrowser(page.url);
  const stop = async () => {
    say('Stopping.');
    await page.close();
    await playground.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

/** Opens an address in the person's browser; where there is none, the address was said anyway. */
function openInBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
