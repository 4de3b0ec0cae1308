import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import { authorizeManager } from '../workspaces/index.js';
import type { Account } from './account.js';
import { candidateKey, type PendingChoice } from './choice.js';
import type { AccountsDeps } from './deps.js';

/** The choice was made already, is too old, or is somebody else's. The message is a sentence for the person. */
export class ChoiceGoneError extends RefusedError {
  override readonly name = 'ChoiceGoneError';

  constructor() {
    super(say('grant.refused.choiceGone'));
  }
}

/** A choice with what is connected already. */
export interface OpenChoice {
  readonly choice: PendingChoice;
  /** Accounts that this workspace knows among the candidates, by `candidateKey`; disconnected ones are left out. */
  readonly connected: ReadonlyMap<string, Account>;
}

/** The choice as its person sees it. Throws {@link ChoiceGoneError}, also for anybody else. */
export async function openChoice(
  deps: Pick<AccountsDeps, 'choices' | 'accounts' | 'clock'>,
  input: { readonly workspace: string; readonly person: string; readonly choice: string },
): Promise<OpenChoice> {
  const choice = await deps.choices.choice(input.workspace, input.person, input.choice, deps.clock.now());
  if (choice === undefined) throw new ChoiceGoneError();
  const keys = choice.candidates.map(({ platform, account }) => ({ platform, platformId: account.platformId }));
  const known = await deps.accounts.accountsByPlatformId(input.workspace, keys);
  const connected = known.filter(({ disconnectedAt }) => disconnectedAt === undefined);
  return { choice, connected: new Map(connected.map((account) => [candidateKey(account), account])) };
}

/** {@link openChoice}, where the person may also manage accounts now. Throws `NotAllowedError` too. */
export async function openChoiceToManage(
  deps: AccountsDeps,
  input: { readonly workspace: string; readonly person: string; readonly choice: string },
): Promise<OpenChoice> {
  const open = await openChoice(deps, input);
  await authorizeManager(deps, { workspace: input.workspace, brand: open.choice.brand, person: input.person });
  return open;
}
