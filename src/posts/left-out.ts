import { listOf, say } from '../language/index.js';
import { fileInSentence } from './file-title.js';
import type { Draft } from './post.js';

/** The files of a draft or a revision that an account does not get, by their place from 0. */
export function leftOut({ files, overrides = [] }: Pick<Draft, 'files' | 'overrides'>, account: string): number[] {
  const without = overrides.find((override) => override.account === account)?.without ?? [];
  return files.flatMap(({ slackFile }, position) => (without.includes(slackFile) ? [position] : []));
}

/** `Without picture 2 and video 3`; nothing where no file is left out. */
export function withoutWords(draft: Pick<Draft, 'files'>, positions: readonly number[]): string[] {
  return positions.length === 0 ? [] : [say('content.without', { files: filesAt(draft, positions) })];
}

/** Files of a draft or a revision within a sentence, by their place from 0: `picture 2 and video 3`. */
export function filesAt({ files }: Pick<Draft, 'files'>, positions: readonly number[]): string {
  return listOf(positions.map((position) => fileInSentence(files[position] ?? {}, position)));
}
