import type { ItemKind, LibraryItem, Signature } from './item.js';

/** What making content reads of the library. */
export interface LibraryReader {
  /** Those of the brand's labels that have these ids. */
  labels(workspace: string, brand: string, ids: readonly string[]): Promise<ItemOf<'label'>[]>;
  signatures(workspace: string, accounts: readonly string[]): Promise<Signature[]>;
}

/** Stored templates, snippets, labels and signatures. */
export interface LibraryStore extends LibraryReader {
  /** A brand's, by name. */
  items<K extends ItemKind>(workspace: string, brand: string, kind: K): Promise<ItemOf<K>[]>;
  /** Labels of these brands whose name holds the words, by name. */
  findLabels(workspace: string, brands: readonly string[], words: string, limit: number): Promise<ItemOf<'label'>[]>;
  item(workspace: string, id: string): Promise<LibraryItem | undefined>;
  /** Inserts it, or puts it in the place of the one with its id. Throws `DuplicateError` when another one has its name. */
  save(item: LibraryItem): Promise<void>;
  /** False when it is gone. */
  remove(workspace: string, id: string): Promise<boolean>;
  saveSignature(signature: Signature): Promise<void>;
  removeSignature(workspace: string, account: string): Promise<void>;
}

/** An item of a kind. */
export type ItemOf<K extends ItemKind> = Extract<LibraryItem, { readonly kind: K }>;
