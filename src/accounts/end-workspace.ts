import { say } from '../language/index.js';
import { PlatformError } from '../platforms/errors.js';
import type { HistoryStore } from '../workspaces/index.js';
import type { Grant } from './account.js';
import { type AccountsDeps, connectorContext, connectorName } from './deps.js';
import type { GrantTokens } from './ports.js';

/** What ending every consent of a workspace rests on. */
export type EndWorkspaceDeps = Pick<
  AccountsDeps,
  'accounts' | 'grants' | 'everywhere' | 'publications' | 'connectors' | 'transaction' | 'clock' | 'log'
> & { readonly history: Pick<HistoryStore, 'add'> };

/**
 * Ends every consent of a workspace that Copydesk was removed from: at the platform, unless a live grant of that person rests on it elsewhere, and
 * then here, tokens wiped. What waits for those accounts is blocked until they are connected again. A platform that does not answer keeps its grant
 * for another try; false says that there is one.
 */
export async function endGrantsOf(deps: EndWorkspaceDeps, workspace: string): Promise<boolean> {
  let isOver = true;
  for (const grant of await deps.grants.grants(workspace)) {
    const outcome = await revokeAtPlatform(deps, grant);
    if (outcome === 'again') isOver = false;
    else await endHere(deps, grant);
    deps.log.info({ workspace, grant: grant.id, outcome }, 'a consent of a removed workspace');
  }
  return isOver;
}

/** `again`: the platform did not answer, or not now. Whatever else it says, the token gives no right any more or cannot be taken back by us. */
async function revokeAtPlatform(deps: EndWorkspaceDeps, grant: Grant): Promise<'revoked' | 'kept' | 'refused' | 'again'> {
  const others = await deps.everywhere.grantsOfPerson(grant.family, grant.person.platformId);
  if (others.some(({ id, revokedAt }) => id !== grant.id && revokedAt === undefined)) return 'kept';
  const tokens = await readableTokens(deps, grant);
  const connector = deps.connectors.get(grant.family)?.connector;
  if (tokens === undefined || connector === undefined) return 'refused';
  try {
    await connector.revoke(connectorContext(deps), tokens.token, tokens.refreshToken);
    return 'revoked';
  } catch (err) {
    if (err instanceof PlatformError && NOT_NOW.has(err.kind)) return 'again';
    deps.log.warn({ workspace: grant.workspace, grant: grant.id, err }, 'a consent could not be revoked at the platform');
    return 'refused';
  }
}

async function endHere(deps: EndWorkspaceDeps, { workspace, id, family }: Grant): Promise<void> {
  const at = deps.clock.now();
  const accounts = await deps.transaction(async (tx) => {
    const served = await deps.accounts.accountsOfGrant(workspace, id, tx);
    await deps.accounts.disconnectAccounts(
      workspace,
      served.map((account) => account.id),
      at,
      tx,
    );
    for (const { id: account, name } of served) {
      const sentence = say('grant.disconnectedByRemoval', { account: name });
      await deps.publications.block(workspace, [account], sentence, tx);
    }
    await deps.grants.endGrant(workspace, id, at, tx);
    return served;
  });
  const detail = say('grant.givenBack', { connector: connectorName(deps, family) });
  await deps.history.add(
    accounts.map(({ id: account, brand }) => ({
      id: ['account disconnected', brand, 'copydesk', account, at.getTime()].join(':'),
      workspace,
      brand,
      account,
      at,
      act: 'account disconnected' as const,
      from: 'copydesk' as const,
      detail,
    })),
  );
}

async function readableTokens({ grants, log }: EndWorkspaceDeps, { workspace, id }: Grant): Promise<GrantTokens | undefined> {
  try {
    return await grants.grantTokens(workspace, id);
  } catch (err) {
    log.error({ workspace, grant: id, err }, 'a token does not open');
    return undefined;
  }
}

const NOT_NOW: ReadonlySet<string> = new Set(['transient', 'rate_limited', 'unknown_outcome']);
