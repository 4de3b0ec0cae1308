import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end and returns its standard output. Throws an Error with one line saying why it failed. */
export async function run(program: string, args: string[], { timeoutMs, cwd, env }: RunOptions): Promise<string> {
  try {
    const { stdout } = await execute(program, args, {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 16 * 1024 * 1024,
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
    });
    return stdout;
  } catch (cause) {
    throw new Error(`${program} ${reason(cause, timeoutMs)}`, { cause });
  }
}

/** How long the program may take, where it runs, and what is added to its environment. */
export interface RunOptions {
  timeoutMs: number;
  cwd?: string;
  env?: Record<string, string>;
}

const execute = promisify(execFile);

function reason(cause: unknown, timeoutMs: number): string {
  const failure = cause as { code?: unknown; killed?: boolean; signal?: string; stderr?: string };
  if (failure.code === 'ENOENT') return 'is not installed';
  if (failure.killed) return `was stopped after ${timeoutMs / 1000} s`;
  const lastLine = failure.stderr?.trim().split('\n').at(-1);
  if (lastLine) return `said: ${lastLine}`;
  return failure.signal ? `ended by ${failure.signal}` : `ended with ${String(failure.code)}`;
}
