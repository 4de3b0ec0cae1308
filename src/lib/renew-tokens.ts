import type { Clock } from './clock.js';
import type { Log } from './log.js';
import type { Secret } from './secret.js';

/** What a renewal is made of. `Claim` is what the tokens belong to, as the claim left it; `Renewed` is the new pair. */
export interface Renewal<Claim, Renewed> {
  /** What is renewed, in a word for the log, and whose it is. */
  readonly what: string;
  readonly ids: Readonly<Record<string, string>>;
  /** For how long the claim keeps others out: longer than `refresh` may take and the store after it. */
  readonly claimMs: number;
  /** Undefined when another process has it, or it has changed since it was read. */
  claim(until: Date): Promise<{ readonly claim: Claim; readonly refreshToken: Secret } | undefined>;
  /** Asks for a new pair, which uses the old refresh token up. */
  refresh(refreshToken: Secret, claim: Claim): Promise<Renewed>;
  /** What `refresh` threw is logged already. */
  afterFailure(claim: Claim, error: unknown): Promise<void>;
  /** False when something newer stands there. */
  keep(claim: Claim, renewed: Renewed): Promise<boolean>;
}

/**
 * Renews tokens once over all processes, because only one of them gets the claim. The new pair is stored before anybody uses it. A claim whose process
 * died is tried once more with the old refresh token: where that is spent, the refusal ends it. Resolves when it is over, or at once when another
 * process has it.
 */
export async function renewTokens<Claim, Renewed>(deps: RenewDeps, renewal: Renewal<Claim, Renewed>): Promise<void> {
  const claimed = await renewal.claim(new Date(deps.clock.now().getTime() + renewal.claimMs));
  if (claimed === undefined) return;
  const { claim, refreshToken } = claimed;
  let renewed: Renewed;
  try {
    renewed = await renewal.refresh(refreshToken, claim);
  } catch (err) {
    deps.log.warn({ ...renewal.ids, err }, `a ${renewal.what} could not be renewed`);
    return renewal.afterFailure(claim, err);
  }
  await store(deps, renewal, () => renewal.keep(claim, renewed));
}

/** The only copy of the new pair is here: it is stored even if MongoDB has to be asked more than once. */
async function store(
  deps: RenewDeps,
  { what, ids }: Pick<Renewal<unknown, unknown>, 'what' | 'ids'>,
  keep: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      if (await keep()) deps.log.info(ids, `a ${what} was renewed`);
      else deps.log.warn(ids, `a renewed ${what} came too late and was dropped`);
      return;
    } catch (err) {
      if (tries === STORE_TRIES) throw err;
      deps.log.warn({ ...ids, err }, `a renewed ${what} could not be stored yet`);
      await deps.clock.wait(STORE_PAUSE_MS);
    }
  }
}

interface RenewDeps {
  readonly clock: Clock;
  readonly log: Log;
}

const STORE_TRIES = 5;
const STORE_PAUSE_MS = 2_000;
