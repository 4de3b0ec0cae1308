import { say } from '../language/index.js';
import type { FamilyId } from '../platforms/platform.js';
import type { Deletion } from './deletion.js';
import { type AccountsDeps, connectorName } from './deps.js';

/**
 * A person took Copydesk's access away at the platform: their tokens are wiped here, in every workspace, and their accounts wait for a reconnect. Word
 * of it that comes late (`at` = when it was sent) leaves alone what they have agreed to since.
 */
export async function handleDeauthorize(
  deps: AccountsDeps,
  input: { readonly family: FamilyId; readonly person: string; readonly at?: Date },
): Promise<void> {
  await deps.everywhere.forgetChoices(input.family, input.person);
  const at = deps.clock.now();
  for (const grant of await deps.everywhere.grantsOfPerson(input.family, input.person)) {
    if (grant.revokedAt !== undefined || isOlder(input.at, grant.issuedAt)) continue;
    const sentence = say('grant.takenAway', { person: grant.person.name });
    await deps.transaction(async (tx) => {
      const accounts = (await deps.accounts.accountsOfGrant(grant.workspace, grant.id, tx)).map(({ id }) => id);
      await deps.accounts.breakAccounts(grant.workspace, accounts, { sentence, at }, tx);
      await deps.publications.block(grant.workspace, accounts, sentence, tx);
      await deps.grants.endGrant(grant.workspace, grant.id, at, tx);
    });
    deps.log.info({ workspace: grant.workspace, grant: grant.id }, 'access was taken away at the platform');
  }
}

/** A platform says that something about a person's consent changed: their accounts are looked at by the next tick. */
export async function checkPerson(
  deps: Pick<AccountsDeps, 'everywhere' | 'clock'>,
  input: { readonly family: FamilyId; readonly person: string },
): Promise<void> {
  await deps.everywhere.checkAccountsOf(input.family, input.person, deps.clock.now());
}

/** Deletes what we hold of a person at a platform: their grants with name and tokens, in every workspace. Resolves to the confirmation code. */
export async function deleteData(
  deps: AccountsDeps,
  input: { readonly family: FamilyId; readonly person: string },
): Promise<{ readonly code: string }> {
  const deletion = { code: deps.ids.id(), family: input.family, person: input.person, requestedAt: deps.clock.now() };
  await deps.deletions.begin(deletion);
  await carryOut(deps, deletion);
  return { code: deletion.code };
}

/** Goes on with deletions that a crash left; the tick calls it. Resolves to how many. */
export async function finishDeletions(deps: AccountsDeps): Promise<number> {
  const begunBefore = new Date(deps.clock.now().getTime() - DELETION_LEFT_MS);
  const unfinished = await deps.deletions.unfinished(begunBefore, 20);
  for (const deletion of unfinished) await carryOut(deps, deletion);
  return unfinished.length;
}

/** A deletion that has not ended after this long was left by a crash. */
export const DELETION_LEFT_MS = 60_000;

/** A deletion for its status page; undefined for an unknown code. */
export async function deletionStatus(
  deps: AccountsDeps,
  code: string,
): Promise<{ readonly deletion: Deletion; readonly connector: string } | undefined> {
  const deletion = await deps.deletions.deletion(code);
  return deletion === undefined ? undefined : { deletion, connector: connectorName(deps, deletion.family) };
}

async function carryOut(deps: AccountsDeps, { code, family, person }: Deletion): Promise<void> {
  if (person !== undefined) {
    await deps.everywhere.forgetChoices(family, person);
    for (const grant of await deps.everywhere.grantsOfPerson(family, person)) {
      const at = deps.clock.now();
      await deps.transaction(async (tx) => {
        const accounts = await deps.accounts.accountsOfGrant(grant.workspace, grant.id, tx);
        await deps.accounts.disconnectAccounts(
          grant.workspace,
          accounts.map(({ id }) => id),
          at,
          tx,
        );
        for (const { id, name } of accounts) {
          await deps.publications.block(grant.workspace, [id], say('grant.disconnected', { account: name }), tx);
        }
        await deps.grants.removeGrant(grant.workspace, grant.id, tx);
      });
    }
  }
  await deps.deletions.finish(code, deps.clock.now());
}

/** Word of a platform is dated by the second, so that of the second in which they agreed counts as newer. */
function isOlder(at: Date | undefined, issuedAt: Date | undefined): boolean {
  return at !== undefined && issuedAt !== undefined && at.getTime() < Math.floor(issuedAt.getTime() / 1_000) * 1_000;
}
