import type { AccountReader } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import type { Ids } from '../../lib/ids.js';
import { RefusedError } from '../../lib/refused-error.js';
import { authorize, type RightsDeps } from '../../workspaces/index.js';
import { DuplicateError } from '../ports.js';
import { blanksIn } from './blanks.js';
import type { LibraryItem, Signature } from './item.js';
import type { LibraryStore } from './store.js';

/** What changing the library needs. */
export interface LibraryDeps extends RightsDeps {
  readonly library: LibraryStore;
  readonly accounts: Pick<AccountReader, 'accountsById'>;
  readonly ids: Ids;
}

/** Who changes the library of which brand. */
export interface Keeper {
  readonly workspace: string;
  readonly brand: string;
  readonly person: string;
}

/** What a person fills in; without an id it is a new one. */
export type ItemInput<T extends LibraryItem = LibraryItem> = T extends LibraryItem
  ? Omit<T, 'id' | 'workspace' | 'brand'> & { readonly id?: string }
  : never;

/** The library was not changed; `message` says why, `field` where. */
export class LibraryRefusedError extends RefusedError {
  override readonly name = 'LibraryRefusedError';
  readonly field: 'name' | 'text' | 'campaign';

  constructor(field: LibraryRefusedError['field'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** The most a brand can have of a kind. */
export const MOST_ITEMS = 90;

/** The most blanks of a template. */
export const MOST_BLANKS = 20;

/** Keeps a template, snippet or label: a new one, or what it is now. Throws {@link LibraryRefusedError}, `NotAllowedError`. */
export async function keepItem(deps: LibraryDeps, keeper: Keeper, input: ItemInput): Promise<LibraryItem> {
  const { workspace, brand } = keeper;
  await authorize(deps, { ...keeper, right: 'curate' });
  const name = input.name.trim();
  if (name === '') throw new LibraryRefusedError('name', say('libraryRefused.noName'));
  if ('text' in input && input.text.trim() === '') throw new LibraryRefusedError('text', say('libraryRefused.noText'));
  if (input.kind === 'template' && blanksIn(input.text).length > MOST_BLANKS)
    throw new LibraryRefusedError('text', say('libraryRefused.tooManyBlanks', { most: MOST_BLANKS }));
  const all = await deps.library.items(workspace, brand, input.kind);
  if (input.id !== undefined && all.every(({ id }) => id !== input.id)) throw new LibraryRefusedError('name', say('libraryRefused.gone'));
  if (input.id === undefined && all.length >= MOST_ITEMS)
    throw new LibraryRefusedError('name', say('libraryRefused.tooMany', { most: MOST_ITEMS }));
  const item: LibraryItem = { ...(await ofTheBrand(deps, keeper, input)), id: input.id ?? deps.ids.id(), workspace, brand, name };
  try {
    await deps.library.save(item);
  } catch (error) {
    if (error instanceof DuplicateError) throw new LibraryRefusedError('name', say('libraryRefused.nameTaken'), { cause: error });
    throw error;
  }
  return item;
}

/** A template without accounts and labels that are not its brand's; anything else as it is. */
async function ofTheBrand(deps: LibraryDeps, { workspace, brand }: Keeper, input: ItemInput): Promise<ItemInput> {
  if (input.kind !== 'template') return input;
  const [accounts, labels] = await Promise.all([
    deps.accounts.accountsById(workspace, input.accounts),
    deps.library.labels(workspace, brand, input.labels),
  ]);
  return {
    ...input,
    accounts: input.accounts.filter((id) => accounts.some((account) => account.id === id && account.brand === brand)),
    labels: input.labels.filter((id) => labels.some((label) => label.id === id)),
  };
}

/** Removes one of the brand's for good; posts keep what they took from it. Throws {@link LibraryRefusedError}, `NotAllowedError`. */
export async function removeItem(deps: LibraryDeps, keeper: Keeper, id: string): Promise<LibraryItem> {
  await authorize(deps, { ...keeper, right: 'curate' });
  const item = await deps.library.item(keeper.workspace, id);
  if (item?.brand !== keeper.brand || !(await deps.library.remove(keeper.workspace, id)))
    throw new LibraryRefusedError('name', say('libraryRefused.gone'));
  return item;
}

/** Sets the signature of one of the brand's accounts; without words it has none. Throws {@link LibraryRefusedError}, `NotAllowedError`. */
export async function keepSignature(
  deps: LibraryDeps,
  keeper: Keeper,
  { account, text }: Pick<Signature, 'account' | 'text'>,
): Promise<void> {
  const { workspace, brand } = keeper;
  await authorize(deps, { ...keeper, right: 'curate' });
  const [found] = await deps.accounts.accountsById(workspace, [account]);
  if (found?.brand !== brand) throw new LibraryRefusedError('text', say('libraryRefused.accountGone'));
  const words = text.trim();
  if (words === '') await deps.library.removeSignature(workspace, account);
  else await deps.library.saveSignature({ workspace, brand, account, text: words });
}
