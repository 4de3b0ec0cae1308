import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Order, Word } from './child.js';

/** Copydesk in processes of their own that can be killed and frozen. */
export interface Children {
  /** Starts one: a process that stands by with everything loaded is taken, and the next is made ready. */
  start(env: Readonly<Record<string, string>>): Promise<Child>;
  close(): Promise<void>;
}

/** One such process. */
export interface Child {
  /** Has it die or freeze at the n-th of these gates that it passes from now on; of any gate, where none is named. */
  arm(how: 'kill' | 'freeze', n: number, ...at: readonly string[]): Promise<void>;
  /** Resolves once it is frozen. */
  frozen(withinMs: number): Promise<void>;
  /** Freezes it now, wherever it is. */
  freeze(): void;
  thaw(): void;
  kill(): void;
  /** Stops as on SIGTERM. */
  stop(): Promise<void>;
  readonly alive: boolean;
  /** Resolves once it is gone. */
  readonly gone: Promise<unknown>;
}

/** `patienceMs` caps how long a request to a platform waits for its answer. */
export async function createChildren({ patienceMs }: { readonly patienceMs: number }): Promise<Children> {
  const file = join(ROOT, `build/proofs/child-${process.pid}.mjs`);
  await run(process.execPath, ['--input-type=module', '--eval', BUNDLE, join(ROOT, 'test/proofs/child.ts'), file], { cwd: ROOT });
  const running = new Set<ChildProcess>();
  const spawned = (): ChildProcess => {
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '' },
      // node-cron says on standard output that it was frozen.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const standBy = () => {
    const child = spawned();
    return { child, loaded: word(child, 'loaded', PATIENCE_MS) };
  };
  let next = standBy();
  return {
    start: async (env) => {
      const { child, loaded } = next;
      next = standBy();
      await loaded;
      send(child, { do: 'go', env, patienceMs });
      await word(child, 'started', PATIENCE_MS);
      return childOf(child);
    },
    close: async () => {
      await next.loaded.catch(() => {});
      const gone = [...running].map((child) => once(child, 'exit'));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(gone);
      await rm(file, { force: true });
    },
  };
}

function childOf(child: ChildProcess): Child {
  const gone = once(child, 'exit');
  let frozen: Promise<void> = Promise.resolve();
  return {
    arm: async (how, n, ...at) => {
      send(child, { do: 'arm', how, n, at });
      await word(child, 'armed', 10_000);
      frozen = how === 'freeze' ? word(child, 'frozen', 60_000) : frozen;
      frozen.catch(() => {});
    },
    frozen: async (withinMs) => {
      await within(frozen, withinMs, 'It did not freeze');
      const end = performance.now() + 2_000;
      while (child.pid !== undefined && performance.now() < end && !(await isStopped(child.pid)))
        await new Promise((r) => setTimeout(r, 10));
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      send(child, { do: 'stop' });
      await word(child, 'stopped', 30_000);
      child.kill('SIGKILL');
      await gone;
    },
    get alive() {
      return child.signalCode === null && child.exitCode === null;
    },
    gone,
  };
}

function send(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order, () => {});
}

/** Resolves when the child says it; throws when it ends before, or takes too long. */
function word(child: ChildProcess, wanted: Word, withinMs: number): Promise<void> {
  const heard = new Promise<void>((resolve, reject) => {
    child.on('message', function listen(said: Word) {
      if (said !== wanted) return;
      child.off('message', listen);
      resolve();
    });
    child.once('exit', () => reject(new Error(`The process ended before it was ${wanted}.`)));
  });
  return within(heard, withinMs, `The process was not ${wanted}`);
}

async function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms} ms.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Where the system tells; elsewhere the word of the process has to do. */
async function isStopped(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat === undefined || /\) T /.test(stat);
}

/** In a process of its own: esbuild refuses the globals of a test runner's sandbox. */
const BUNDLE = `
  import { buildSync } from 'esbuild';
  const [entry, outfile] = process.argv.slice(-2);
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', sourcemap: 'inline' });`;
const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A start takes two seconds; on a machine with much else to do, far more. */
const PATIENCE_MS = 100_000;
