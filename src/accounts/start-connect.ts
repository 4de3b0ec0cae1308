import { sha256 } from '../lib/ids.js';
import { Secret } from '../lib/secret.js';
import type { FamilyId } from '../platforms/platform.js';
import { authorize, authorizeManager } from '../workspaces/index.js';
import { ConnectError } from './connect-error.js';
import { type AccountsDeps, connectorName, connectorOf } from './deps.js';
import { pkceChallenge } from './pkce.js';
import { CONSENT_LIFE_MS, TICKET_LIFE_MS, type Ticket } from './ticket.js';

/**
 * Makes a link with which this person, and nobody else, can connect accounts to the brand: once, within ten minutes.
 * `again` asks for permissions that were declined before. Throws `NotAllowedError`, or {@link ConnectError} `not set up`.
 */
export async function startConnect(
  deps: AccountsDeps,
  input: {
    readonly workspace: string;
    readonly brand: string;
    readonly person: string;
    readonly family: FamilyId;
    readonly again?: boolean;
  },
): Promise<{ readonly url: string }> {
  connectorOf(deps, input.family);
  await authorizeManager(deps, input);
  const { person, workspace, brand } = await authorize(deps, { ...input, right: 'manage' });
  const names = { workspace: workspace.name, brand: brand.name, person: person.name };
  return { url: await issueLink(deps, { ...input, again: input.again ?? false, names }) };
}

/** What a link stands for, without using it up: link previews open links too. Throws {@link ConnectError} `unknown link`, `stale`, `used` or `not set up`. */
export async function openTicket(deps: AccountsDeps, input: { readonly family: FamilyId; readonly ticket: string }): Promise<Ticket> {
  connectorOf(deps, input.family);
  const connector = connectorName(deps, input.family);
  const ticket = await deps.everywhere.ticket(sha256(input.ticket));
  if (ticket === undefined || ticket.family !== input.family) throw new ConnectError('unknown link', { connector });
  if (ticket.usedAt !== undefined) throw new ConnectError('used', { connector, workspace: ticket.workspace });
  if (ticket.expiresAt <= deps.clock.now()) throw new ConnectError('stale', { connector, workspace: ticket.workspace });
  return ticket;
}

/** A consent under way: where the browser goes, and the cookie it must bring back. */
export interface BegunConsent {
  readonly redirectTo: string;
  readonly cookie: { readonly name: string; readonly value: string };
  readonly lifeMs: number;
}

/**
 * Uses up the link and begins the consent in this browser. A grant serves every brand of its workspace, so that what first comments or deleting
 * need is asked for as soon as one of them has it switched on. Throws as {@link openTicket} does.
 */
export async function beginConsent(
  deps: AccountsDeps,
  input: { readonly family: FamilyId; readonly ticket: string },
): Promise<BegunConsent> {
  const connector = connectorOf(deps, input.family);
  const [state, cookie, verifier] = [deps.ids.unguessable(), deps.ids.unguessable(), deps.ids.unguessable()];
  const now = deps.clock.now();
  const consent = {
    stateHash: sha256(state),
    cookieHash: sha256(cookie),
    verifier: new Secret(verifier),
    expiresAt: new Date(now.getTime() + CONSENT_LIFE_MS),
  };
  const ticket = await deps.everywhere.beginConsent({ id: sha256(input.ticket), family: input.family }, consent, now);
  if (ticket === undefined) {
    const { workspace } = await openTicket(deps, input);
    throw new ConnectError('used', { connector: connectorName(deps, input.family), workspace });
  }
  const brands = await deps.workspaces.brands(ticket.workspace);
  const redirectTo = connector.authorizeUrl({
    state,
    redirectUri: redirectUri(deps, input.family),
    again: ticket.again,
    comments: brands.some(({ firstComments }) => firstComments === true),
    deletions: brands.some(({ asksToDelete }) => asksToDelete === true),
    challenge: pkceChallenge(verifier),
  });
  return { redirectTo, cookie: { name: consentCookie(state), value: cookie }, lifeMs: CONSENT_LIFE_MS };
}

/**
 * Sends the person of a stale or used link a fresh one, privately in Slack, once per link. `link` is the secret of the link or the state of
 * its consent. Resolves to the workspace; undefined when there is nothing to send. Throws what {@link startConnect} and the notifier throw.
 */
export async function sendFreshLink(
  deps: AccountsDeps,
  input: { readonly link: string },
): Promise<{ readonly workspace: string } | undefined> {
  const ticket = await deps.everywhere.replaceTicket(sha256(input.link), deps.clock.now());
  if (ticket === undefined) return undefined;
  const { workspace, brand, person, family, again, names } = ticket;
  const { url } = await startConnect(deps, { workspace, brand, person, family, again });
  await deps.notifier.connectAgain({ workspace, person, url, connector: connectorName(deps, family), brand: names.brand });
  return { workspace };
}

/** The name of the cookie that goes with a state, so that two consents in one browser do not disturb each other. */
export function consentCookie(state: string): string {
  return `copydesk_connect_${sha256(state).slice(0, 16)}`;
}

/** A new link for the person of `ticket`; their rights are asked for again when they choose. */
export async function issueLink(
  deps: Pick<AccountsDeps, 'tickets' | 'ids' | 'clock' | 'publicUrl'>,
  of: Pick<Ticket, 'workspace' | 'brand' | 'person' | 'family' | 'again' | 'names'>,
): Promise<string> {
  const { workspace, brand, person, family, again, names } = of;
  const secret = deps.ids.unguessable();
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + TICKET_LIFE_MS);
  await deps.tickets.issue({ id: sha256(secret), workspace, brand, person, family, again, names, createdAt, expiresAt });
  return `${deps.publicUrl}/oauth/${family}/start?ticket=${secret}`;
}

/** Where the platform sends the browser back to; it is registered there to the letter. */
export function redirectUri(deps: Pick<AccountsDeps, 'publicUrl'>, family: FamilyId): string {
  return `${deps.publicUrl}/oauth/${family}/callback`;
}
