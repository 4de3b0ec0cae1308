import { type Draft, type NewFile, startDraft } from '../../posts/index.js';
import type { ComposeDeps } from './deps.js';
import type { Writer } from './load-write.js';
import { writingBrand } from './writing-brand.js';

/** Keeps a text, and files that go with it, as a new draft of the first brand that the person can write for. Throws `NotAllowedError`. */
export async function keepText(
  deps: ComposeDeps,
  { workspace, person }: Writer,
  text: string,
  files: readonly NewFile[] = [],
): Promise<Draft> {
  const { brand } = await writingBrand(deps, { workspace, person });
  return startDraft(deps, { workspace, person, draft: deps.ids.id() }, { brand: brand.id, accounts: [], text, files });
}
