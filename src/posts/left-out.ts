import { fileTitle } from './file-title.js';
import type { Draft } from './post.js';

/** The files of a draft or a revision that an account does not get, by their place from 0. */
export function leftOut({ files, overrides = [] }: Pick<Draft, 'files' | 'overrides'>, account: string): number[] {
  const without = overrides.find((override) => override.account === account)?.without ?? [];
  return files.flatMap(({ slackFile }, position) => (without.includes(slackFile) ? [position] : []));
}

/** `Without picture 2 and video 3`; nothing where no file is left out. */
export function withoutWords({ files }: Pick<Draft, 'files'>, positions: readonly number[]): string[] {
  if (positions.length === 0) return [];
  const titles = positions.map((position) => fileTitle(files[position] ?? {}, position).toLowerCase());
  return [`Without ${new Intl.ListFormat('en').format(titles)}`];
}
