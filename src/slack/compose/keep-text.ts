import { type Draft, type NewFile, startDraft } from '../../posts/index.js';
import { NotAllowedError } from '../../workspaces/index.js';
import type { ComposeDeps } from './deps.js';
import type { Writer } from './load-write.js';

/** Keeps a text, and files that go with it, as a new draft of the first brand. Throws `NotAllowedError`. */
export async function keepText(
  deps: ComposeDeps,
  { workspace, person }: Writer,
  text: string,
  files: readonly NewFile[] = [],
): Promise<Draft> {
  const [brand] = await deps.workspaces.brands(workspace);
  if (brand === undefined)
    throw new NotAllowedError('Copydesk is not set up in this workspace any more. Ask an admin to install it again.');
  return startDraft(deps, { workspace, person, draft: deps.ids.id() }, { brand: brand.id, accounts: [], text, files });
}
