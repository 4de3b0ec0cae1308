import { say } from '../language/index.js';
import type { Tx } from '../lib/transaction.js';
import { authorize, NotAllowedError } from '../workspaces/index.js';
import type { Account, Grant } from './account.js';
import { type ChoiceTokens, offered, type PendingChoice } from './choice.js';
import { ChoiceGoneError, openChoiceToManage } from './choose.js';
import { planConnection } from './connection-plan.js';
import { type AccountsDeps, connectorOf } from './deps.js';
import type { GrantTokens } from './ports.js';
import { firstRenewal } from './renewal.js';

/** Nothing that is offered was chosen. The message is a sentence for the person. */
export class NothingChosenError extends Error {
  override readonly name = 'NothingChosenError';

  constructor() {
    super(say('grant.refused.nothingChosen'));
  }
}

/** Somebody else connected some of these; the person has to agree to replacing their access. */
export class ReplacesOthersError extends Error {
  override readonly name = 'ReplacesOthersError';
  readonly accounts: readonly Account[];

  constructor(accounts: readonly Account[]) {
    super(say('grant.refused.replacesOthers'));
    this.accounts = accounts;
  }
}

/** What became of a choice. */
export interface Connected {
  readonly brand: string;
  /** Newly connected, or connected again after a disconnect. */
  readonly added: readonly Account[];
  /** Connected before, and given fresh access under the same id. */
  readonly refreshed: readonly Account[];
  /** Connected before, and no longer within reach: marked broken. */
  readonly lost: readonly Account[];
}

/**
 * Takes the choice, once, and connects what was chosen: a Page with its Instagram account, as two accounts. What waited for lack of access
 * goes on by itself. Throws {@link ChoiceGoneError}, {@link NothingChosenError}, {@link ReplacesOthersError} unless `replace`, or `NotAllowedError`.
 */
export async function connectAccounts(
  deps: AccountsDeps,
  input: {
    readonly workspace: string;
    readonly person: string;
    readonly choice: string;
    /** `platformId`s of the chosen candidates. */
    readonly chosen: readonly string[];
    readonly replace: boolean;
  },
): Promise<Connected> {
  const { choice, connected: known } = await openChoiceToManage(deps, input);
  const possible = new Set(offered(choice).map(({ account }) => account.platformId));
  const chosen = new Set(input.chosen.filter((id) => possible.has(id)));
  if (chosen.size === 0) throw new NothingChosenError();
  const managed = await managedBrands(deps, input, new Set([choice.brand, ...[...known.values()].map(({ brand }) => brand)]));
  const connected = await deps.transaction((tx) => connectWithin(deps, { ...input, chosen, managed }, tx));
  const ids = [...connected.added, ...connected.refreshed].map(({ id }) => id);
  await deps.publications.wake(ids);
  deps.log.info({ workspace: input.workspace, family: choice.family, accounts: ids, lost: connected.lost.length }, 'accounts connected');
  return connected;
}

async function connectWithin(
  deps: AccountsDeps,
  input: {
    readonly workspace: string;
    readonly person: string;
    readonly choice: string;
    readonly chosen: ReadonlySet<string>;
    readonly replace: boolean;
    /** The brands this person manages, as far as it matters here. */
    readonly managed: ReadonlySet<string>;
  },
  tx: Tx,
): Promise<Connected> {
  const { workspace, chosen } = input;
  const now = deps.clock.now();
  const taken = await deps.choices.take(workspace, input.person, input.choice, now, tx);
  if (taken === undefined) throw new ChoiceGoneError();
  const { choice, tokens } = taken;
  if (!(await deps.workspaces.touchBrand(workspace, choice.brand, tx))) throw new ChoiceGoneError();
  const consented = await consentedGrant(deps, choice, tx);
  const keys = choice.candidates.map(({ platform, account }) => ({ platform, platformId: account.platformId }));
  const known = await deps.accounts.accountsByPlatformId(workspace, keys, tx);
  const ofGrant = await deps.accounts.accountsOfGrant(workspace, consented.id, tx);
  const plan = planConnection({ choice, tokens, chosen, grant: consented, known, ofGrant, now, newId: () => deps.ids.id() });
  const outside = plan.replaced.find(({ brand }) => !input.managed.has(brand));
  if (outside !== undefined) throw new NotAllowedError(say('grant.refused.brandNotManaged', { account: outside.name }));
  if (plan.replaced.length > 0 && !input.replace) throw new ReplacesOthersError(plan.replaced);
  await assertNothingWaitsElsewhere(deps, choice, known, plan.save, tx);

  const grant = withRenewal(deps, consented, tokens, [...ofGrant, ...plan.save.map(({ account }) => account)]);
  await deps.grants.saveGrant(grant, grantTokens(tokens), tx);
  for (const { account, token } of plan.save) {
    await deps.accounts.saveAccount(account, { grantVersion: grant.version, ...(token === undefined ? {} : { token }) }, tx);
  }
  await deps.accounts.renewAccounts(workspace, grant.id, grant.version, tx);
  const saved = plan.save.map(({ account }) => account);
  for (const { account, sentence } of plan.lost) {
    await deps.accounts.breakAccounts(workspace, [account.id], { sentence, at: now }, tx);
    await deps.publications.block(workspace, [account.id], sentence, tx);
  }
  await endEmptyGrants(
    deps,
    workspace,
    known.map((account) => account.grant).filter((id) => id !== grant.id),
    now,
    tx,
  );
  await deps.publications.unblock(
    workspace,
    saved.map(({ id }) => id),
    tx,
  );
  return {
    brand: choice.brand,
    added: plan.save.filter(({ refreshed }) => !refreshed).map(({ account }) => account),
    refreshed: plan.save.filter(({ refreshed }) => refreshed).map(({ account }) => account),
    lost: plan.lost.map(({ account }) => account),
  };
}

/** Those of these brands that this person manages now. */
async function managedBrands(
  deps: AccountsDeps,
  { workspace, person }: { readonly workspace: string; readonly person: string },
  brands: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const answers = [...brands].map(async (brand) =>
    authorize(deps, { workspace, brand, person, right: 'manage' }).then(
      () => [brand],
      (error: unknown) => {
        if (error instanceof NotAllowedError) return [];
        throw error;
      },
    ),
  );
  return new Set((await Promise.all(answers)).flat());
}

/** An account that was disconnected comes into the brand it is connected to, unless posts of the brand it was in still wait on it. */
async function assertNothingWaitsElsewhere(
  deps: AccountsDeps,
  { workspace }: PendingChoice,
  known: readonly Account[],
  save: readonly { readonly account: Account }[],
  tx: Tx,
): Promise<void> {
  for (const { account } of save) {
    const before = known.find(({ id }) => id === account.id);
    if (before === undefined || before.brand === account.brand) continue;
    const waiting = await deps.publications.unfinished(workspace, { brand: before.brand, accounts: [account.id] }, tx);
    if (waiting.length > 0) throw new NotAllowedError(say('grant.refused.postsElsewhere', { account: account.name }));
  }
}

async function consentedGrant(deps: AccountsDeps, choice: PendingChoice, tx: Tx): Promise<Grant> {
  const { workspace, family, grantee, person, scopes, grantExpiresAt, refreshExpiresAt } = choice;
  const before = await deps.grants.grantOf(workspace, family, grantee.platformId, tx);
  return {
    id: before?.id ?? deps.ids.id(),
    workspace,
    family,
    person: grantee,
    connectedBy: person,
    scopes,
    version: (before?.version ?? 0) + 1,
    issuedAt: deps.clock.now(),
    ...(grantExpiresAt === undefined ? {} : { expiresAt: grantExpiresAt }),
    ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt }),
  };
}

/** Where no account uses the grant's own token, its end ends nothing. */
function withRenewal(deps: AccountsDeps, grant: Grant, { refreshToken }: ChoiceTokens, accounts: readonly Account[]): Grant {
  if (!accounts.some(({ tokenFrom }) => tokenFrom === grant.id)) return grant;
  const byItself = refreshToken !== undefined && connectorOf(deps, grant.family).refresh !== undefined;
  const renewal = firstRenewal(deps.clock.now(), { byItself, ...(grant.expiresAt === undefined ? {} : { expiresAt: grant.expiresAt }) });
  return { ...grant, ...(renewal === undefined ? {} : { renewal }) };
}

function grantTokens({ token, refreshToken }: ChoiceTokens): GrantTokens {
  return { token, ...(refreshToken === undefined ? {} : { refreshToken }) };
}

/** Grants whose last account moved to another grant: their tokens serve nothing any more. */
async function endEmptyGrants(deps: AccountsDeps, workspace: string, grants: readonly string[], at: Date, tx: Tx): Promise<void> {
  for (const grant of new Set(grants)) {
    const left = await deps.accounts.accountsOfGrant(workspace, grant, tx);
    if (left.length === 0) await deps.grants.endGrant(workspace, grant, at, tx);
  }
}
