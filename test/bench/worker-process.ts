import type { Done, WorkerSettings } from './workers.js';

/** What a process under measurement does with the bench's words. */
export interface WorkerLife {
  start(): Promise<void>;
  end(): Promise<void>;
}

/** What the bench told this process. */
export function workerSettings(): WorkerSettings {
  return JSON.parse(process.env.WORKER ?? '{}') as WorkerSettings;
}

/** Tells the bench that this process is ready, starts when it is told to, and ends when the bench lets go or is gone. */
export function live({ start, end }: WorkerLife): void {
  process.on('message', (word) => {
    if (word === 'start') void start().then(() => process.send?.('running'));
  });
  process.once('disconnect', () => void end().finally(() => process.exit(0)));
  process.send?.('connected');
}

/** Tells the bench what was done, a few times a second. */
export function reporter(): (done: Done) => void {
  const waiting: Done[] = [];
  const tell = () => {
    const done = waiting.splice(0);
    if (process.connected) process.send?.(done);
  };
  return (done) => {
    if (waiting.length === 0) setTimeout(tell, REPORT_MS);
    waiting.push(done);
  };
}

const REPORT_MS = 50;
