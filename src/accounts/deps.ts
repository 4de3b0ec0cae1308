import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import type { Log } from '../lib/log.js';
import type { Transaction } from '../lib/transaction.js';
import type { Connector, ConnectorContext, Noun } from '../platforms/connector.js';
import type { FamilyId } from '../platforms/platform.js';
import type { RightsDeps } from '../workspaces/index.js';
import { ConnectError } from './connect-error.js';
import type {
  AccountPublications,
  AccountStore,
  AccountsEverywhere,
  AccountsNotifier,
  ChoiceStore,
  ConnectorEntry,
  DeletionStore,
  GrantStore,
  TicketStore,
} from './ports.js';

/** Everything the use-cases of this room rest on. */
export interface AccountsDeps extends RightsDeps {
  readonly accounts: AccountStore;
  readonly grants: GrantStore;
  readonly tickets: TicketStore;
  readonly choices: ChoiceStore;
  readonly deletions: DeletionStore;
  readonly everywhere: AccountsEverywhere;
  readonly publications: AccountPublications;
  readonly notifier: AccountsNotifier;
  readonly connectors: ReadonlyMap<FamilyId, ConnectorEntry>;
  readonly transaction: Transaction;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Origin that browsers reach us at, without a final slash. */
  readonly publicUrl: string;
}

/** What renewing tokens rests on. */
export type RenewalDeps = Pick<
  AccountsDeps,
  'accounts' | 'grants' | 'everywhere' | 'publications' | 'connectors' | 'transaction' | 'clock' | 'log'
>;

/** The connector of a family that is set up. Throws {@link ConnectError} `not set up`. */
export function connectorOf(deps: Pick<AccountsDeps, 'connectors'>, family: FamilyId): Connector {
  const entry = deps.connectors.get(family);
  if (entry?.connector === undefined) throw new ConnectError('not set up', { connector: connectorName(deps, family) });
  return entry.connector;
}

/** The family as people write it. */
export function connectorName(deps: Pick<AccountsDeps, 'connectors'>, family: FamilyId): string {
  return deps.connectors.get(family)?.name ?? family;
}

/** What people call the accounts of a family. */
export function nounOf(deps: Pick<AccountsDeps, 'connectors'>, family: FamilyId): Noun {
  return deps.connectors.get(family)?.connector?.noun ?? 'account';
}

/** What one call of a connector may use: at most 30 s. */
export function connectorContext(deps: Pick<AccountsDeps, 'clock' | 'log'>): ConnectorContext {
  return { signal: AbortSignal.timeout(30_000), log: deps.log, now: deps.clock.now() };
}
