import { say } from '../language/index.js';
import type { DraftFile } from './post.js';

/** What people call one of a draft's files, by its place from 0: `Picture 1`, `Document 2`, `Video 1`. */
export function fileTitle(file: Pick<DraftFile, 'kind'>, position: number): string {
  return say('content.file.title', namedFile(file, position));
}

/** The same within a sentence: `picture 1`. */
export function fileInSentence(file: Pick<DraftFile, 'kind'>, position: number): string {
  return say('content.file.inSentence', namedFile(file, position));
}

/** One of a draft's files as sentences name it. */
export function namedFile({ kind }: Pick<DraftFile, 'kind'>, position: number): { readonly kind: string; readonly number: number } {
  return { kind: kind ?? 'image', number: position + 1 };
}
