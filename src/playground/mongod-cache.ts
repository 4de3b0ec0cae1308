import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a downloaded mongod is kept between runs. */
export function cachedMongod(): string {
  return join(cacheFolder(), 'mongod');
}

/** The folder of this checkout, the one that holds `package.json`, wherever the compiled file lies. */
export function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('No package.json above the playground.');
    folder = dirname(folder);
  }
  return folder;
}

/**
 * Gives `fetch` a scratch folder, keeps the mongod whose path it returns, and returns where it is kept. The file appears
 * under its name whole or not at all, so two processes may do this at once.
 */
export async function keepMongod(fetch: (scratch: string) => Promise<string>): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder(), 'download-'));
  try {
    const whole = join(scratch, 'mongod-whole');
    await copyFile(await fetch(scratch), whole);
    await chmod(whole, 0o755);
    await rename(whole, cachedMongod());
    return cachedMongod();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  return join(packageFolder(), 'node_modules', '.cache', 'copydesk');
}
