import type { AccountReader } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import type { Content, Mentionable, PlacedMention } from '../platforms/platform.js';
import type { HttpAnswer, HttpRequest } from '../platforms/request.js';
import { type DraftAccountsDeps, platformOf } from './draft-accounts.js';

/** What looking for organisations to mention needs. */
export interface MentionDeps extends DraftAccountsDeps {
  readonly accounts: AccountReader;
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Organisations that a text of this account can mention: connected ones whose name or username holds the words, and those that the platform finds
 * within `withinMs`. Where the platform gives no answer, the connected ones alone.
 */
export async function findMentionable(
  deps: MentionDeps,
  input: { readonly workspace: string; readonly account: string; readonly words: string; readonly withinMs: number },
): Promise<Mentionable[]> {
  const { workspace, words } = input;
  const connected = await deps.accounts.accounts(workspace);
  const account = connected.find(({ id }) => id === input.account);
  const { mentions } = account === undefined ? {} : platformOf(deps, account.platform);
  if (account === undefined || mentions?.find === undefined) return [];
  const wanted = words.trim().toLowerCase();
  const here = connected
    .filter(({ platform, name, username = '' }) => platform === account.platform && `${name} ${username}`.toLowerCase().includes(wanted))
    .flatMap((each) => mentions.ofAccount(each) ?? []);
  const token = wanted === '' ? undefined : await deps.accounts.accountToken(workspace, account.id).catch(() => undefined);
  if (token === undefined) return here;
  const { http, log } = deps;
  const context = { account, token: token.token, http, log, now: deps.clock.now(), signal: AbortSignal.timeout(input.withinMs) };
  const found = await mentions.find(context, words).catch((error: unknown) => {
    log.warn({ err: error, account: account.id }, 'Organisations to mention could not be looked up.');
    return [];
  });
  return [...here, ...found.filter(({ urn }) => here.every((each) => each.urn !== urn))];
}

/** Where the names of picked organisations stand in a text, `@` before them or not; each at its first place that no longer name takes. */
export function placeMentions(text: string, picked: readonly Mentionable[]): PlacedMention[] {
  const placed: PlacedMention[] = [];
  for (const each of [...picked].sort((a, b) => b.name.length - a.name.length)) {
    const isFree = (index: number) =>
      placed.every((other) => index + each.name.length <= other.index || index >= other.index + other.name.length);
    let index = text.indexOf(each.name);
    while (index >= 0 && !isFree(index)) index = text.indexOf(each.name, index + 1);
    placed.push({ name: each.name, urn: each.urn, index: index < 0 ? text.length : index });
  }
  return placed.sort((a, b) => a.index - b.index);
}

/** The names that a content mentions. */
export function mentionedNames({ options }: Pick<Content, 'options'>): string[] {
  const { mentions } = options;
  return Array.isArray(mentions)
    ? mentions.flatMap(({ name }: { readonly name?: unknown }) => (typeof name === 'string' ? [name] : []))
    : [];
}
