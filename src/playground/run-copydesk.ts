import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type App, createApp, type Overrides } from '../app.js';
import { readConfig } from '../config.js';
import { variables } from '../config-variables.js';
import { serverClock } from '../lib/clock.js';

/** A Copydesk that can be started and ended, again and again. */
export interface Runner {
  /** `starting` until it takes requests. */
  state(): 'running' | 'starting' | 'stopped';
  start(): Promise<void>;
  /** Lets it finish what it is doing. */
  stop(): Promise<void>;
  /** Ends it where it stands, as a power cut would. */
  kill(): Promise<void>;
  /** Puts its clock ahead of the machine's. */
  setAhead(ms: number): void;
}

/** Runs Copydesk in this process, which is quicker; nothing in it can be killed, so `kill` stops it. */
export function runHere(env: NodeJS.ProcessEnv, overrides: Overrides | undefined): Runner {
  const clock = serverClock();
  let app: App | undefined;
  let isRunning = false;
  const stop = async () => {
    await app?.stop();
    app = undefined;
    isRunning = false;
  };
  return {
    state: () => (isRunning ? 'running' : app === undefined ? 'stopped' : 'starting'),
    start: async () => {
      app ??= await createApp(readConfig(env), { clock, allowLoopback: true, ...overrides });
      await app.start();
      isRunning = true;
    },
    stop,
    kill: stop,
    setAhead: (ms) => clock.move(ms - clock.aheadMs()),
  };
}

/** Runs Copydesk as a process of its own; `onChange` is called when it ends by itself too. What it logs goes to this process's output. */
export function runAside(env: NodeJS.ProcessEnv, onChange: () => void): Runner {
  let child: ChildProcess | undefined;
  let isRunning = false;
  let aheadMs = 0;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ending = child;
    if (ending === undefined) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  return {
    state: () => (child === undefined ? 'stopped' : isRunning ? 'running' : 'starting'),
    start: async () => {
      if (child !== undefined) return;
      const [entry, execArgv] = entryOf();
      const started = fork(entry, [String(aheadMs)], { env: { ...surroundings(), ...env }, execArgv });
      child = started;
      started.once('exit', () => {
        child = undefined;
        isRunning = false;
        onChange();
      });
      await new Promise<void>((resolve, reject) => {
        started.once('message', () => resolve());
        started.once('exit', () => reject(new Error('Copydesk did not start; what it said is in the terminal.')));
      });
      isRunning = true;
      onChange();
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    setAhead: (ms) => {
      aheadMs = ms;
      child?.send(ms);
    },
  };
}

/** This process's environment without what would configure a Copydesk: the playground's own is another one. */
function surroundings(): NodeJS.ProcessEnv {
  const configures = new Set(['NODE_OPTIONS', ...Object.keys(variables.shape)]);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !configures.has(name)));
}

/** The child's entry beside this file: compiled, or, in a test, as it was written. */
function entryOf(): [string, string[]] {
  const { url } = import.meta;
  if (url.endsWith('.js')) return [fileURLToPath(new URL('copydesk.js', url)), ['--enable-source-maps']];
  return [fileURLToPath(new URL('copydesk.ts', url)), ['--import', new URL('../../test/support/typescript.mjs', url).href]];
}
