import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own, so that it shares no event loop with what asks it. */
export interface Server {
  /** Origin. */
  readonly url: string;
  /** What its process has used of the CPU so far, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** What a server's process tells the bench. */
export type ServerMessage = { readonly kind: 'ready'; readonly port: number } | { readonly kind: 'cpu'; readonly ms: number };

/** Starts Copydesk, as it is built. Its environment is `env` alone. */
export function startCopydesk(env: Readonly<Record<string, string>>, profileDir?: string): Promise<Server> {
  return startServer('./copydesk-server.js', env, profileDir);
}

/** Starts Copydesk with a Facebook that takes no time. Its environment is `env` alone. */
export function startClickServer(env: Readonly<Record<string, string>>, profileDir?: string): Promise<Server> {
  return startServer('./click-server.js', env, profileDir);
}

/** Starts a Bolt app with one listener, the anchor. Its environment is `env` alone. */
export function startBolt(listener: 'publish' | 'approve', env: Readonly<Record<string, string>>, profileDir?: string): Promise<Server> {
  return startServer('./bolt-server.js', { ...env, LISTENER: listener }, profileDir);
}

async function startServer(file: string, env: Readonly<Record<string, string>>, profileDir?: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...env },
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const { port } = await told(child, 'ready');
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: async () => {
      const answer = told(child, 'cpu');
      child.send('cpu');
      return (await answer).ms;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** The child's next message of this kind. Throws when the child ends first. */
function told<Kind extends ServerMessage['kind']>(child: ChildProcess, kind: Kind): Promise<Extract<ServerMessage, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      const said = message as ServerMessage;
      if (said.kind !== kind) return;
      forget();
      resolve(said as Extract<ServerMessage, { kind: Kind }>);
    };
    const ended = (code: number | null) => {
      forget();
      reject(new Error(`A server under test ended with ${code ?? 'a signal'}.`));
    };
    const forget = () => child.off('message', take).off('exit', ended);
    child.on('message', take).on('exit', ended);
  });
}
