import { z } from 'zod';
import { PayloadError } from '../listener.js';

/** The ids a compose modal carries in `private_metadata`. */
export interface ComposeMetadata {
  readonly draft: string;
  /** The draft's version that the modal shows; 0 before anything was kept. */
  readonly version: number;
  readonly brand: string;
}

/** Writes `private_metadata`. */
export function writeMetadata({ draft, version, brand }: ComposeMetadata): string {
  return JSON.stringify({ draft, version, brand });
}

/** Reads `private_metadata`. Throws `PayloadError` when it is not ours. */
export function readMetadata(text: string): ComposeMetadata {
  const read = z.preprocess(parsed, metadata).safeParse(text);
  if (!read.success) throw new PayloadError('The modal carries no draft.', { cause: read.error });
  return read.data;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

const metadata = z.object({ draft: z.string().min(1), version: z.int().min(0), brand: z.string().min(1) });
