import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One thing that was due: when its send began, and when its outcome was acknowledged. All in ms of the machine's time. */
export interface Done {
  readonly id: string;
  readonly account: string;
  readonly due: number;
  readonly at: number;
  readonly ackAt: number;
}

/** A process under measurement. */
export interface Worker {
  readonly pid: number;
  /** What it has done so far, in order. */
  readonly done: readonly Done[];
  /** Starts its work; resolves once it runs. */
  start(): Promise<void>;
  /** Ends it as it wishes. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** What a process under measurement is told, beside the kind. */
export interface WorkerSettings {
  readonly mongodbUri: string;
  /** How long the platform takes, in ms. */
  readonly platformMs?: number;
  /** How many raw inserts, and how many of them at once. */
  readonly inserts?: number;
  readonly atOnce?: number;
  readonly profileDir?: string;
}

/** `copydesk` is the engine over its real stores with a platform that only takes time; `agenda` runs the jobs of its collection; `inserts` makes majority inserts. */
export type WorkerKind = 'copydesk' | 'agenda' | 'inserts';

/** Starts a process and resolves once it is connected and waits for `start`. */
export async function startWorker(kind: WorkerKind, settings: WorkerSettings): Promise<Worker> {
  const { profileDir, ...told } = settings;
  const child = fork(fileURLToPath(new URL(`./${kind}-worker.js`, import.meta.url)), [], {
    env: { WORKER: JSON.stringify(told) },
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const done: Done[] = [];
  const running = heard(child, 'running');
  running.catch(() => {});
  child.on('message', (message) => {
    if (Array.isArray(message)) done.push(...(message as Done[]));
  });
  await heard(child, 'connected');
  const gone = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    done,
    start: async () => {
      child.send('start');
      await running;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Resolves once so much (of `which`) is done by all of them together, and throws after three minutes. */
export async function allDone(
  workers: readonly Worker[],
  count: number,
  { which = () => true }: { readonly which?: (done: Done) => boolean } = {},
): Promise<Done[]> {
  for (const end = performance.now() + WITHIN_MS; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const done = workers.flatMap((worker) => worker.done.filter(which));
    if (done.length >= count) return done;
    if (performance.now() > end) throw new Error(`Only ${done.length} of ${count} were done within ${WITHIN_MS} ms.`);
  }
}

function heard(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      if (message !== word) return;
      forget();
      resolve();
    };
    const ended = (code: number | null) => {
      forget();
      reject(new Error(`A process under measurement ended with ${code ?? 'a signal'}.`));
    };
    const forget = () => child.off('message', take).off('exit', ended);
    child.on('message', take).on('exit', ended);
  });
}

const WITHIN_MS = 180_000;
