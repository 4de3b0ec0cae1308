import type { ServerMessage } from './servers.js';

/** Tells the bench that the server listens, answers what it asks, and calls `end` once the bench lets go or is gone. */
export function serveBench(port: number, end: () => void): void {
  const tell = (message: ServerMessage) => process.send?.(message);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tell({ kind: 'cpu', ms: (user + system) / 1_000 });
  });
  process.once('disconnect', end);
  tell({ kind: 'ready', port });
}
