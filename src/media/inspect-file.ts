import { inspectDocument, isDocument } from './inspect-document.js';
import { type Inspected, inspectPicture } from './inspect-picture.js';

/** Looks at the bytes alone, never at a name. Throws `MediaRefusedError` for everything but a picture as {@link inspectPicture} takes it, or a PDF. */
export async function inspectFile(bytes: Uint8Array): Promise<Inspected> {
  return isDocument(bytes) ? inspectDocument(bytes) : await inspectPicture(bytes);
}
