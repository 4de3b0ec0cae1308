import { z } from 'zod';
import { readIds } from '../payloads.js';

/** The ids a compose modal carries in `private_metadata`. */
export interface ComposeMetadata {
  readonly draft: string;
  /** The draft's version that the modal shows; 0 before anything was kept. */
  readonly version: number;
  readonly brand: string;
  /** The IANA zone in which times are picked. */
  readonly zone?: string;
  /** The account that is customised. */
  readonly account?: string;
}

/** Writes `private_metadata`. */
export function writeMetadata({ draft, version, brand, zone, account }: ComposeMetadata): string {
  return JSON.stringify({ draft, version, brand, zone, account });
}

/** Reads `private_metadata`. Throws `PayloadError` when it is not ours. */
export function readMetadata(text: string): ComposeMetadata {
  const { zone, account, ...ids } = readIds(metadata, text);
  return { ...ids, ...(zone === undefined ? {} : { zone }), ...(account === undefined ? {} : { account }) };
}

const metadata = z.object({
  draft: z.string().min(1),
  version: z.int().min(0),
  brand: z.string().min(1),
  zone: z.string().optional(),
  account: z.string().optional(),
});
