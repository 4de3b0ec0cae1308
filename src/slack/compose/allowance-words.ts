import { say } from '../../language/index.js';
import type { Draft } from '../../posts/index.js';
import type { Allowance } from '../../publishing/index.js';
import { moment } from '../blocks.js';
import type { ComposeDeps } from './deps.js';

/** How much each account of a draft has used up of its day, in words; accounts of which nobody knows are absent. */
export async function allowanceWords(
  deps: Pick<ComposeDeps, 'allowances'>,
  { workspace, accounts }: Pick<Draft, 'workspace' | 'accounts'>,
): Promise<ReadonlyMap<string, string>> {
  const read = await deps.allowances(workspace, accounts);
  return new Map([...read].map(([account, allowance]) => [account, wordsOf(allowance)]));
}

function wordsOf({ unit, used, limit, resetsAt }: Allowance): string {
  return resetsAt === undefined
    ? say('check.account.allowanceOfDay', { used, limit, unit })
    : say('check.account.allowanceUntilReset', { used, limit, unit, resetsAt: moment(resetsAt) });
}
