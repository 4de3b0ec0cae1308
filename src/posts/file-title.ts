import type { DraftFile } from './post.js';

/** What people call one of a draft's files, by its place from 0: `Picture 1`, `Document 2`, `Video 1`. */
export function fileTitle({ kind }: Pick<DraftFile, 'kind'>, position: number): string {
  return `${kind === 'document' ? 'Document' : kind === 'video' ? 'Video' : 'Picture'} ${position + 1}`;
}
