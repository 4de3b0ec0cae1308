import { z } from 'zod';
import { readIds } from '../payloads.js';

/** What the library shows at a time. */
export const SHELVES = ['template', 'snippet', 'label', 'signature'] as const;
export type Shelf = (typeof SHELVES)[number];

/** What a modal of the library is about; `id` is the item that is edited, `account` the one whose signature it is. */
export interface LibraryMetadata {
  readonly brand: string;
  readonly shelf: Shelf;
  readonly id?: string;
  readonly account?: string;
}

/** Writes `private_metadata`. */
export function writeMetadata({ brand, shelf, id, account }: LibraryMetadata): string {
  return JSON.stringify({ brand, shelf, id, account });
}

/** Reads `private_metadata`. Throws `PayloadError` when it is not ours. */
export function readMetadata(text = ''): LibraryMetadata {
  const { id, account, ...rest } = readIds(metadata, text);
  return { ...rest, ...(id === undefined ? {} : { id }), ...(account === undefined ? {} : { account }) };
}

const metadata = z.object({ brand: z.string(), shelf: z.enum(SHELVES), id: z.string().optional(), account: z.string().optional() });
