import { say } from '../../language/index.js';
import { type Brand, holderOf, mayPerson, type Reader } from '../../workspaces/index.js';
import type { ComposeDeps } from './deps.js';
import type { Writer } from './load-write.js';
import { NotReadyError } from './refused.js';

/** A brand to write for, among all those the person may write for. */
export interface WritingBrand extends Reader {
  readonly brand: Brand;
}

/**
 * The brand `wanted` where the person may write for it; else the first of theirs that is set up, so that nobody is stopped by one that is archived or
 * no longer theirs. Throws `NotAllowedError`, `PeopleUnavailableError`.
 */
export async function writingBrand(deps: ComposeDeps, writer: Writer, wanted?: string): Promise<WritingBrand> {
  const [holder, accounts] = await Promise.all([holderOf(deps, { ...writer, right: 'compose' }), deps.accounts.accounts(writer.workspace)]);
  const { brands } = holder;
  const hasAccounts = ({ id }: Brand) => accounts.some(({ brand }) => brand === id);
  const brand =
    brands.find(({ id }) => id === wanted) ??
    brands.find((each) => each.reviewChannel !== undefined && hasAccounts(each)) ??
    brands.find(({ reviewChannel }) => reviewChannel !== undefined) ??
    brands[0];
  return { ...holder, brand };
}

/** Throws {@link NotReadyError} where nobody can write yet: the brand has no review channel, or the workspace no accounts. */
export async function assertReady(deps: ComposeDeps, { person, workspace, brand, groups }: WritingBrand): Promise<void> {
  const manages = workspace.setUpBy === undefined || mayPerson(person, 'manage', { workspace, brand, groups }).allowed;
  if (brand.reviewChannel === undefined) {
    throw new NotReadyError(say(manages ? 'compose.notReady.noChannel' : 'compose.notReady.noChannelAskAdmin'));
  }
  const accounts = await deps.accounts.accounts(workspace.id);
  if (accounts.length === 0) {
    throw new NotReadyError(say(manages ? 'compose.notReady.noAccount' : 'compose.notReady.noAccountAskAdmin'));
  }
}
