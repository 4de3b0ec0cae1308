/** `node scripts/clean.mjs dist build` removes these folders of this checkout. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

const checkout = resolve(import.meta.dirname, '..');

for (const folder of process.argv.slice(2)) {
  if (!/^[\w-]+$/.test(folder)) throw new Error(`${folder} is not the name of a folder here.`);
  rmSync(resolve(checkout, folder), { recursive: true, force: true });
}
