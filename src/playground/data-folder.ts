import { mkdir, open, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { LinkedInKept } from './linkedin/types.js';
import type { MetaKept } from './meta/types.js';
import type { SlackKept } from './slack/types.js';
import type { XKept } from './x/types.js';

/** A folder in which one playground keeps its data between runs; no other playground uses it until `leave`. */
export interface DataFolder {
  readonly path: string;
  /** Where the database lies; the folder exists. */
  readonly database: string;
  /** What was kept last, or undefined where nothing was. What another version kept is set aside, which is said, and does not count. */
  read(): Promise<Kept | undefined>;
  /** Replaces what was kept, whole or not at all. */
  write(kept: Kept): Promise<void>;
  /** Throws away everything in it. */
  clear(): Promise<void>;
  leave(): Promise<void>;
}

/** All of a playground but its database. */
export interface Kept {
  readonly secrets: Secrets;
  /** The ports it listened on, by what listens there. */
  readonly ports: Readonly<Record<string, number>>;
  /** How far Copydesk's clock is ahead, in ms. */
  readonly aheadMs: number;
  readonly slack: SlackKept;
  readonly meta: MetaKept;
  readonly linkedin: LinkedInKept;
  readonly x: XKept;
}

/** What Copydesk is let in with, and what it seals with. */
export type Secrets = Readonly<Record<'signing' | 'bot' | 'app' | 'meta' | 'linkedin' | 'x' | 'key', string>>;

/** Takes the first folder under `root` that no running playground has: `playground`, then `playground-2` and so on, which is said. */
export async function openDataFolder({ root, say }: { readonly root: string; readonly say: (line: string) => void }): Promise<DataFolder> {
  for (let number = 1; ; number += 1) {
    const path = join(root, number === 1 ? 'playground' : `playground-${number}`);
    await mkdir(path, { recursive: true });
    const owner = await take(path);
    if (owner === undefined) return folderAt(path, say);
    say(`A playground runs already with what is kept in ${path} (process ${owner}), so this one keeps its own.`);
  }
}

/** What a folder's database is called where the server is not the playground's own. */
export function databaseNameOf({ path }: Pick<DataFolder, 'path'>): string {
  return `copydesk-${basename(path)}`;
}

/** Raise it whenever what a stand-in knows, or what this file writes, changes its shape. */
const VERSION = 1;
const LOCK = 'taken-by';
const STATE = 'state';
const DATABASE = 'database';

async function folderAt(path: string, say: (line: string) => void): Promise<DataFolder> {
  const clear = async () => {
    for (const name of [STATE, DATABASE]) await rm(join(path, name), { recursive: true, force: true });
    await mkdir(join(path, DATABASE), { recursive: true });
  };
  const setAside = async () => {
    const aside = join(path, `aside-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}`);
    await mkdir(aside);
    for (const name of [STATE, DATABASE]) await rename(join(path, name), join(aside, name));
    await clear();
    say(`What was kept is of another version of the playground. It is in ${aside} now, and this one begins anew.`);
  };
  await mkdir(join(path, DATABASE), { recursive: true });
  return {
    path,
    database: join(path, DATABASE),
    read: async () => {
      const bytes = await readFile(join(path, STATE)).catch(() => undefined);
      // A database without the keys to it is of no use.
      if (bytes === undefined) return void (await clear());
      const kept = readable(bytes);
      if (kept === undefined) await setAside();
      return kept;
    },
    write: async (kept) => {
      const fresh = join(path, `${STATE}.new`);
      const file = await open(fresh, 'w');
      await file.writeFile(serialize({ version: VERSION, ...kept }));
      await file.sync();
      await file.close();
      await rename(fresh, join(path, STATE));
    },
    clear,
    leave: () => unlink(join(path, LOCK)),
  };
}

function readable(bytes: Buffer): Kept | undefined {
  try {
    const { version, ...kept } = deserialize(bytes) as { version: number } & Kept;
    return version === VERSION ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a folder for this process; resolves with the running process that has it, or undefined. */
async function take(path: string): Promise<number | undefined> {
  const lock = join(path, LOCK);
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (owner > 0 && isAlive(owner)) return owner;
    await rm(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
