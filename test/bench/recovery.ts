import { setTimeout as sleep } from 'node:timers/promises';
import { LEASE_MS } from '../../src/publishing/index.js';
import type { Bench } from './bench.js';
import { withDrains } from './drain.js';
import { accountIds } from './due-world.js';
import { median, round } from './figures.js';
import { allDone } from './workers.js';

/**
 * Kills a process that works on many accounts and measures the time until another has begun the unsent work of every one of them. The ratio is
 * of the median, over the lease. Throws when something went out twice.
 */
export const benchRecovery: Bench = (options) =>
  withDrains('recovery', options, async (world) => {
    const { rounds = 3, say } = options;
    const runs: { ms: number }[] = [];
    for (let nth = 1; nth <= rounds; nth += 1) {
      await world.clear();
      const accounts = accountIds(ACCOUNTS);
      const at = new Date(Date.now() - 10_000);
      const first = await world.worker('copydesk', { platformMs: PLATFORM_MS });
      const second = await world.worker('copydesk', { platformMs: PLATFORM_MS });
      await world.seed(accounts.flatMap((account) => Array.from({ length: EACH }, () => ({ account, at }))));
      await first.start();
      await allDone([first], ACCOUNTS);
      await second.start();
      await sleep(1_000 + Math.random() * 3_000);
      const killedAt = Date.now();
      await first.kill();
      const taken = await world.mongo.db.collection('publications').distinct('account', { state: 'queued' });
      const firsts = new Map<string, number>();
      for (const end = killedAt + WITHIN_MS; firsts.size < taken.length && Date.now() < end; await sleep(20)) {
        for (const { account, at: sentAt } of second.done) firsts.set(account, Math.min(firsts.get(account) ?? sentAt, sentAt));
      }
      if (firsts.size < taken.length) throw new Error(`Only ${firsts.size} of ${taken.length} accounts were taken over.`);
      const ids = [...first.done, ...second.done].map(({ id }) => id);
      if (new Set(ids).size !== ids.length) throw new Error('Something was sent twice.');
      runs.push({ ms: Math.max(...firsts.values()) - killedAt });
      say(`round ${nth}: ${JSON.stringify({ ...runs.at(-1), accounts: taken.length })}`);
      await second.stop();
    }
    const ms = median(runs.map((run) => run.ms));
    return {
      name: 'recovery',
      ratio: round(ms / LEASE_MS),
      ms,
      worst: Math.max(...runs.map((run) => run.ms)),
      leaseMs: LEASE_MS,
      anchor: { what: 'the lease', ms: LEASE_MS },
      runs,
    };
  });

const WITHIN_MS = 60_000;
const ACCOUNTS = 60;
const EACH = 60;
const PLATFORM_MS = 200;
