import { type Draft, overrideOf } from '../../posts/index.js';
import type { Brand } from '../../workspaces/index.js';

/** Whether a first comment is offered: the brand's settings say so, or the draft, or one of its accounts, has one that must not be out of reach. */
export function offersComment(brand: Pick<Brand, 'firstComments'> | undefined, draft: Draft): boolean {
  const hasOwn = draft.accounts.some((account) => overrideOf(draft, account)?.comment !== undefined);
  return brand?.firstComments === true || draft.comment !== undefined || hasOwn;
}
