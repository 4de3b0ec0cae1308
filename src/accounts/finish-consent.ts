import { say } from '../language/index.js';
import { sha256 } from '../lib/ids.js';
import { never } from '../lib/never.js';
import type { Secret } from '../lib/secret.js';
import type { AccountCandidate, GrantedToken, Noun } from '../platforms/connector.js';
import { PlatformError } from '../platforms/errors.js';
import type { FamilyId } from '../platforms/platform.js';
import { CHOICE_LIFE_MS, candidateKey, offered, type PendingChoice, unfit } from './choice.js';
import { ConnectError, type ConnectProblem } from './connect-error.js';
import { type AccountsDeps, connectorContext, connectorName, connectorOf, nounOf } from './deps.js';
import { issueLink, redirectUri } from './start-connect.js';
import type { Ticket } from './ticket.js';

/** What the browser brought back from the platform. */
export interface ConsentReturn {
  readonly family: FamilyId;
  readonly state: string;
  /** Absent when this browser did not begin the consent. */
  readonly cookie?: string;
  readonly answer: { readonly kind: 'code'; readonly code: Secret } | { readonly kind: 'cancelled' } | { readonly kind: 'refused' };
}

/** A consent that now waits for its person to choose, in Slack. */
export interface FinishedConsent {
  readonly ticket: Ticket;
  readonly choice: PendingChoice;
  /** What people call what they choose from. */
  readonly noun: Noun;
}

/**
 * Finishes a consent, once: turns the code into tokens, reads every account they reach, keeps both sealed for five minutes, and asks the
 * person in Slack to choose. Throws {@link ConnectError}.
 */
export async function finishConsent(deps: AccountsDeps, input: ConsentReturn): Promise<FinishedConsent> {
  connectorOf(deps, input.family);
  const { ticket, verifier } = await takeConsent(deps, input);
  const { granted, candidates } = await readGrant(deps, ticket, verifier, input.answer);
  const choice = await keepChoice(deps, ticket, granted, candidates);
  const noun = nounOf(deps, ticket.family);
  const reasons = unfit(choice).map(({ account, unfit: reason }) => say('grant.unfit', { account: account.name, reason }));
  if (offered(choice).length === 0) throw await failure(deps, ticket, 'nothing to connect', { reasons });
  try {
    const { workspace, person, family, names } = ticket;
    const connector = connectorName(deps, family);
    const count = offered(choice).length;
    await deps.notifier.accountsToChoose({ workspace, person, family, choice: choice.id, count, connector, noun, brand: names.brand });
  } catch (cause) {
    throw await failure(deps, ticket, 'slack down', { cause });
  }
  return { ticket, choice, noun };
}

async function takeConsent(
  deps: AccountsDeps,
  { family, state, cookie }: ConsentReturn,
): Promise<{ readonly ticket: Ticket; readonly verifier: Secret }> {
  const connector = connectorName(deps, family);
  const stateHash = sha256(state);
  const cookieHash = cookie === undefined ? undefined : sha256(cookie);
  const now = deps.clock.now();
  const finished = cookieHash === undefined ? undefined : await deps.everywhere.finishConsent({ stateHash, cookieHash, family }, now);
  if (finished !== undefined) return finished;
  const known = await deps.everywhere.consent(stateHash, family, now);
  if (known === undefined) throw new ConnectError('unknown link', { connector });
  const details = { connector, workspace: known.ticket.workspace };
  if (known.cookieHash !== cookieHash && known.standing !== 'finished') throw new ConnectError('other browser', details);
  throw new ConnectError(known.standing === 'expired' ? 'stale' : 'used', details);
}

async function readGrant(
  deps: AccountsDeps,
  ticket: Ticket,
  verifier: Secret,
  answer: ConsentReturn['answer'],
): Promise<{ granted: GrantedToken; candidates: AccountCandidate[] }> {
  if (answer.kind === 'cancelled') throw await failure(deps, ticket, 'cancelled');
  if (answer.kind === 'refused') throw await failure(deps, ticket, 'refused');
  const connector = connectorOf(deps, ticket.family);
  try {
    const { code } = answer;
    const granted = await connector.exchange(connectorContext(deps), { code, verifier, redirectUri: redirectUri(deps, ticket.family) });
    const candidates = await connector.accounts(connectorContext(deps), granted.token, granted.scopes);
    return { granted, candidates: onceEach(candidates) };
  } catch (cause) {
    if (!(cause instanceof PlatformError)) throw cause;
    deps.log.warn({ workspace: ticket.workspace, family: ticket.family, err: cause }, 'a consent could not be finished');
    throw await failure(deps, ticket, problemOf(cause), { cause, reasons: [cause.details.sentence] });
  }
}

/** A list that changes while it is read page by page may name an account twice. */
function onceEach(candidates: readonly AccountCandidate[]): AccountCandidate[] {
  return [
    ...new Map(candidates.map((each) => [candidateKey({ platform: each.platform, platformId: each.account.platformId }), each])).values(),
  ];
}

function problemOf({ kind }: PlatformError): ConnectProblem {
  switch (kind) {
    case 'reauth_needed':
      return 'missing permission';
    case 'transient':
    case 'rate_limited':
    case 'unknown_outcome':
      return 'platform down';
    case 'invalid_content':
    case 'duplicate':
    case 'rejected':
      return 'refused';
    default:
      return never(kind);
  }
}

async function keepChoice(
  deps: AccountsDeps,
  { workspace, brand, person, family }: Ticket,
  granted: GrantedToken,
  candidates: readonly AccountCandidate[],
): Promise<PendingChoice> {
  const choice: PendingChoice = {
    id: deps.ids.id(),
    workspace,
    brand,
    person,
    family,
    grantee: granted.person,
    scopes: granted.scopes,
    ...(granted.expiresAt === undefined ? {} : { grantExpiresAt: granted.expiresAt }),
    ...(granted.refreshExpiresAt === undefined ? {} : { refreshExpiresAt: granted.refreshExpiresAt }),
    candidates: candidates.map(({ platform, account, parent, about, unfit: reason }) => ({
      platform,
      account,
      ...(parent === undefined ? {} : { parent }),
      ...(about === undefined ? {} : { about }),
      ...(reason === undefined ? {} : { unfit: reason }),
    })),
    until: new Date(deps.clock.now().getTime() + CHOICE_LIFE_MS),
  };
  if (offered(choice).length === 0) return choice;
  const accounts = new Map(
    candidates.flatMap(({ platform, account, token }) =>
      token === undefined ? [] : [[candidateKey({ platform, platformId: account.platformId }), token] as const],
    ),
  );
  const { token, refreshToken } = granted;
  await deps.choices.put(choice, { token, accounts, ...(refreshToken === undefined ? {} : { refreshToken }) });
  return choice;
}

/** The browser has proven to be its person's, so that it is given a fresh link at once. */
async function failure(
  deps: AccountsDeps,
  ticket: Ticket,
  problem: ConnectProblem,
  more: { readonly reasons?: readonly string[]; readonly cause?: unknown } = {},
): Promise<ConnectError> {
  const retryUrl = await issueLink(deps, { ...ticket, again: true });
  return new ConnectError(problem, { connector: connectorName(deps, ticket.family), workspace: ticket.workspace, retryUrl, ...more });
}
