import { say } from '../language/index.js';
import type { Secret } from '../lib/secret.js';
import type { Account, Grant } from './account.js';
import { type ChoiceCandidate, type ChoiceTokens, candidateKey, type PendingChoice } from './choice.js';
import { firstCheckAt } from './health.js';

/** What connecting will change. */
export interface ConnectionPlan {
  /** Accounts to store, an account before those that use its token. */
  readonly save: readonly { readonly account: Account; readonly token?: Secret; readonly refreshed: boolean }[];
  /** Accounts of the same grant that it no longer reaches, each with why. */
  readonly lost: readonly { readonly account: Account; readonly sentence: string }[];
  /** Accounts that somebody else connected and that would now rest on this person's grant. */
  readonly replaced: readonly Account[];
}

/** What a plan is made from. */
export interface PlanInput {
  readonly choice: PendingChoice;
  readonly tokens: ChoiceTokens;
  /** `platformId`s that the person chose. */
  readonly chosen: ReadonlySet<string>;
  readonly grant: Grant;
  /** Accounts of the workspace among the candidates, disconnected ones too. */
  readonly known: readonly Account[];
  /** Connected accounts that the grant serves so far. */
  readonly ofGrant: readonly Account[];
  readonly now: Date;
  newId(): string;
}

/**
 * Chosen accounts are connected, or refreshed in place under their old id; so are those this person connected with the same grant before.
 * What the grant reached before and no longer does is lost. Pure but for new ids.
 */
export function planConnection(input: PlanInput): ConnectionPlan {
  const known = new Map(input.known.map((account) => [candidateKey(account), account]));
  const fit = input.choice.candidates.filter(({ unfit }) => unfit === undefined);
  const wanted = fit.filter((candidate) => isWanted(input, candidate, known.get(keyOf(candidate))));
  const ids = new Map(wanted.map((candidate) => [keyOf(candidate), known.get(keyOf(candidate))?.id ?? input.newId()]));
  const save = [...wanted.filter(({ parent }) => parent === undefined), ...wanted.filter(({ parent }) => parent !== undefined)].map(
    (candidate) => saved(input, candidate, ids, known.get(keyOf(candidate))),
  );
  return {
    save,
    lost: lostAccounts(input, new Set(fit.map(keyOf))),
    replaced: wanted.flatMap((candidate) => {
      const account = known.get(keyOf(candidate));
      return account !== undefined && isConnected(account) && account.connectedBy !== input.choice.person ? [account] : [];
    }),
  };
}

function isWanted({ chosen, choice, grant }: PlanInput, candidate: ChoiceCandidate, account: Account | undefined): boolean {
  if (chosen.has(candidate.parent ?? candidate.account.platformId)) return true;
  return account !== undefined && isConnected(account) && account.grant === grant.id && account.connectedBy === choice.person;
}

function saved(
  { choice, tokens, grant, now }: PlanInput,
  candidate: ChoiceCandidate,
  ids: ReadonlyMap<string, string>,
  before: Account | undefined,
): ConnectionPlan['save'][number] {
  const refreshed = before !== undefined && isConnected(before);
  const parent = choice.candidates.find(({ account, parent: its }) => its === undefined && account.platformId === candidate.parent);
  const token = tokens.accounts.get(keyOf(candidate));
  const tokenFrom = parent !== undefined ? ids.get(keyOf(parent)) : token === undefined ? grant.id : undefined;
  const account: Account = {
    ...candidate.account,
    id: ids.get(keyOf(candidate)) ?? '',
    workspace: choice.workspace,
    brand: refreshed ? before.brand : choice.brand,
    platform: candidate.platform,
    grant: grant.id,
    ...(tokenFrom === undefined ? {} : { tokenFrom }),
    health: { state: 'good' },
    connectedBy: choice.person,
    connectedAt: refreshed ? before.connectedAt : now,
    checkAt: firstCheckAt(ids.get(keyOf(candidate)) ?? '', now),
  };
  return { account, refreshed, ...(token === undefined ? {} : { token }) };
}

function lostAccounts({ choice, ofGrant }: PlanInput, reached: ReadonlySet<string>): ConnectionPlan['lost'] {
  return ofGrant
    .filter((account) => !reached.has(candidateKey(account)))
    .map((account) => {
      const unfit = choice.candidates.find((candidate) => keyOf(candidate) === candidateKey(account))?.unfit;
      return {
        account,
        sentence: unfit ?? say('grant.leftOut', { account: account.name }),
      };
    });
}

function isConnected({ disconnectedAt }: Account): boolean {
  return disconnectedAt === undefined;
}

function keyOf({ platform, account }: ChoiceCandidate): string {
  return candidateKey({ platform, platformId: account.platformId });
}
