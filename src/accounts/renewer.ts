import { say } from '../language/index.js';
import { atMost } from '../lib/at-most.js';
import { createSharedWork } from '../lib/shared-work.js';
import type { Grant } from './account.js';
import { connectorName, type RenewalDeps } from './deps.js';
import { endAccess, renewGrant } from './renew-grant.js';
import { isBeingRenewed, isRenewalDue } from './renewal.js';

/** What this process does to keep tokens alive. */
export interface Renewer {
  /** Begins whatever is due in any workspace and does not wait for it; the tick calls it. */
  tick(): Promise<void>;
  /** Renews the grant as it was read, due or not, and resolves when this or another process is done with it. Throws nothing of a platform's. */
  renew(grant: Grant): Promise<void>;
  /** Begins nothing new and waits at most `withinMs`: a process that ends between the platform's answer and the store loses the access. */
  stop(withinMs: number): Promise<void>;
}

/** Makes a renewer; any number of processes have one each. */
export function createRenewer(deps: RenewalDeps): Renewer {
  const renewing = createSharedWork();
  let stopped = false;
  const once = (grant: Grant, work: () => Promise<void>) => renewing.once(grant.id, work);

  return {
    tick: async () => {
      const free = AT_ONCE - renewing.size();
      if (stopped || free <= 0) return;
      for (const grant of await deps.everywhere.grantsToRenew(deps.clock.now(), free)) {
        once(grant, () => takeUp(deps, grant)).catch((err: unknown) => {
          deps.log.error({ grant: grant.id, err, loop: 'tokens' }, 'renewing a token failed');
        });
      }
    },
    renew: (grant) => (stopped ? Promise.resolve() : once(grant, () => renewOrAwait(deps, grant))),
    stop: async (withinMs) => {
      stopped = true;
      await atMost(withinMs, renewing.over());
    },
  };
}

/** What is due: a try, or the end of a token that only its person can give anew. */
async function takeUp(deps: RenewalDeps, grant: Grant): Promise<void> {
  if (grant.renewal?.by === 'itself') return renewGrant(deps, grant);
  await endAccess(deps, grant, say('grant.ranOut', { connector: connectorName(deps, grant.family) }));
}

/** Another process may have it already: then its end is waited for, or its death, after which this one tries. */
async function renewOrAwait(deps: RenewalDeps, wanted: Grant): Promise<void> {
  await renewGrant(deps, wanted);
  for (;;) {
    const grant = await deps.grants.grant(wanted.workspace, wanted.id);
    if (grant === undefined || grant.version !== wanted.version) return;
    if (isBeingRenewed(grant, deps.clock.now())) await deps.clock.wait(POLL_MS);
    else if (grant.renewal?.busy === true && isRenewalDue(grant, deps.clock.now())) await renewGrant(deps, grant);
    else return;
  }
}

const AT_ONCE = 20;
const POLL_MS = 200;
