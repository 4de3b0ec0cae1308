import type { Connection } from 'mongoose';

/** The lanes of processes that are dead can be claimed now. Call it only where no owner lives: a live one would still believe its lease. */
export async function endLeases(connection: Connection): Promise<void> {
  await connection.collection('lanes').updateMany({}, { $set: { leaseUntil: new Date(0), runnableAt: new Date() } });
}

/** Lets the time pass that Copydesk waits before it looks or tries again: what it waits for is due now, and every send's deadline is over. */
export async function hasten(connection: Connection, posts: readonly string[]): Promise<void> {
  const publications = connection.collection('publications');
  const now = new Date();
  const over = { deadlineAt: new Date(now.getTime() - 61_000) };
  const attempts = { $map: { input: '$$this.attempts', in: { $mergeObjects: ['$$this', over] } } };
  await publications.updateMany({ post: { $in: posts }, state: 'unknown', nextAt: { $gt: now } }, [
    { $set: { nextAt: now, acts: { $map: { input: '$acts', in: { $mergeObjects: ['$$this', { attempts }] } } } } },
  ]);
  await publications.updateMany(
    { post: { $in: posts }, state: { $in: ['queued', 'processing'] }, nextAt: { $gt: now } },
    { $set: { nextAt: now } },
  );
  await connection.collection('lanes').updateMany({ leaseUntil: { $lte: now } }, { $set: { runnableAt: now, closedUntil: new Date(0) } });
}

/** Hastens until nothing of these posts moves by itself any more, an unknown one having been looked for twice; false when that does not happen in time, or `signal` ends the wait. */
export async function settle(connection: Connection, posts: readonly string[], withinMs: number, signal?: AbortSignal): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end && signal?.aborted !== true; ) {
    const moving = await connection.collection('publications').countDocuments({
      post: { $in: posts },
      $or: [
        { nextAt: { $exists: true }, state: { $ne: 'unknown' } },
        { nextAt: { $exists: true }, finds: { $lt: ENOUGH_FINDS } },
        { state: { $in: ['queued', 'staging', 'processing', 'ready', 'publishing'] } },
      ],
    });
    if (moving === 0) return true;
    await hasten(connection, posts);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const ENOUGH_FINDS = 2;
