import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** Starts a headless Chromium: `CHROMIUM_BIN`, else one on PATH, else Debian's package where it may be installed. Throws one message that names each way. */
export async function startChromium(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: await findChromium(), args: [...args, '--disable-dev-shm-usage'] });
}

async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_BIN;
  if (named !== undefined && existsSync(named)) return named;
  const found = onPath();
  if (found !== undefined) return found;
  const refused = await installed();
  const fresh = onPath();
  if (fresh !== undefined) return fresh;
  throw new Error(
    `No Chromium was found. CHROMIUM_BIN: ${named ?? 'not set'}. On PATH: none of ${NAMES.join(', ')}. apt-get install chromium: ${refused ?? 'no such program came of it'}.`,
  );
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Installs Debian's package; resolves with why it could not. */
async function installed(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'needs root';
  const run = promisify(execFile);
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : String(error);
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
