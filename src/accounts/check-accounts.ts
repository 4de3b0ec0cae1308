import { say } from '../language/index.js';
import { PlatformError } from '../platforms/errors.js';
import type { Account } from './account.js';
import { type AccountsDeps, connectorContext, connectorName } from './deps.js';
import { accessEnd, nextCheckAt } from './health.js';
import type { AccountReader, HeldToken } from './ports.js';
import { remind, tellBroken } from './remind.js';

/** What looking at accounts rests on; `access` looks into a refusal before an account is called broken. */
export interface CheckDeps extends AccountsDeps {
  readonly access: Pick<AccountReader, 'markBroken'>;
}

/**
 * Looks at every account whose turn it is, once a day each and once over all processes: asks the platform whether its token works, and reminds of its
 * end. What was found broken, here or anywhere else, is told. An account that nothing can be learned of is looked at again in an hour, and stays as it is.
 */
export async function checkAccounts(deps: CheckDeps): Promise<void> {
  const due = await deps.everywhere.accountsToCheck(deps.clock.now(), MANY);
  for (const account of due) {
    try {
      const claimed = await deps.accounts.claimCheck(account, new Date(deps.clock.now().getTime() + CLAIM_MS));
      if (claimed !== undefined) await look(deps, claimed);
    } catch (err) {
      deps.log.warn({ workspace: account.workspace, account: account.id, err, loop: 'accounts' }, 'an account could not be looked at');
    }
  }
}

/** Throws where people cannot be told: the claim lapses then, and somebody looks again. */
async function look(deps: CheckDeps, account: Account): Promise<void> {
  if (account.health.state === 'broken') {
    await tellBroken(deps, account, account.health);
    return deps.accounts.keepCheck(account, {});
  }
  const now = deps.clock.now();
  const learned = await ask(deps, account);
  if (learned === 'broken') return;
  const checked = learned === 'nothing' ? account : { ...account, ...learned };
  const { accessEndsAt, checkedAt } = checked;
  const grant = await deps.grants.grant(account.workspace, account.grant);
  const endsAt = accessEnd(checked, grant);
  if (endsAt !== undefined) await remind(deps, checked, endsAt);
  const daily = nextCheckAt(endsAt, now);
  const soon = new Date(now.getTime() + AGAIN_MS);
  await deps.accounts.keepCheck(account, {
    ...(checkedAt === undefined ? {} : { checkedAt }),
    ...(accessEndsAt === undefined ? {} : { accessEndsAt }),
    nextAt: learned === 'nothing' && soon < daily ? soon : daily,
  });
}

type Learned = 'nothing' | 'broken' | Pick<Account, 'checkedAt' | 'accessEndsAt'>;

/** Where the platform has nothing to ask, renewing the token shows that it works. */
async function ask(deps: CheckDeps, account: Account): Promise<Learned> {
  const held = await readable(deps, account);
  const connector = held === undefined ? undefined : deps.connectors.get(held.grant.family)?.connector;
  if (held === undefined) return 'nothing';
  if (connector?.check === undefined) return {};
  try {
    const standing = await connector.check(connectorContext(deps), held.token, account.platform);
    const at = deps.clock.now();
    if (standing.state === 'active') {
      return { checkedAt: at, ...(standing.accessEndsAt === undefined ? {} : { accessEndsAt: standing.accessEndsAt }) };
    }
    const sentence = standing.sentence ?? say('grant.notAccepted', { connector: connectorName(deps, held.grant.family) });
    return await deps.access
      .markBroken(account.workspace, account.id, { sentence, at, grantVersion: held.grantVersion })
      .then((outcome): Learned => (outcome === 'broken' ? 'broken' : { checkedAt: at }));
  } catch (err) {
    if (!(err instanceof PlatformError)) throw err;
    deps.log.info({ workspace: account.workspace, account: account.id, err }, 'the platform did not say how a token stands');
    return 'nothing';
  }
}

/** A token that does not open says nothing about the access. */
async function readable(deps: CheckDeps, { workspace, id }: Account): Promise<HeldToken | undefined> {
  try {
    return await deps.accounts.accountToken(workspace, id);
  } catch (err) {
    deps.log.error({ workspace, account: id, err }, 'a token does not open');
    return undefined;
  }
}

/** Longer than a connector may take (30 s), and Slack after it. */
const CLAIM_MS = 2 * 60_000;
const AGAIN_MS = 60 * 60_000;
const MANY = 20;
