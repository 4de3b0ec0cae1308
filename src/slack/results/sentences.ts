import { say } from '../../language/index.js';
import type { Publication, Trouble } from '../../publishing/index.js';
import { escaped, moment } from '../blocks.js';

/** Sentences one after another, without those that have nothing to say. */
export function sentences(...all: readonly string[]): string {
  return all.filter((each) => each !== '').join(' ');
}

/** What went wrong, as mrkdwn; empty where nothing did. */
export function troubleSentence(trouble: Trouble | undefined): string {
  return escaped(trouble?.sentence ?? '');
}

/** What went wrong, with the platform's own code of it. */
export function troubleWithCode(trouble: Trouble | undefined): string {
  return sentences(troubleSentence(trouble), trouble?.code === undefined ? '' : say('row.code', { code: escaped(trouble.code) }));
}

/** When it is tried again; empty where that is not known. */
export function nextTry({ nextAt }: Pick<Publication, 'nextAt'>): string {
  return nextAt === undefined ? '' : say('row.nextTry', { at: moment(nextAt) });
}

/** When Copydesk looks again whether it is there; empty where that is not known. */
export function looksAgain({ nextAt }: Pick<Publication, 'nextAt'>): string {
  return nextAt === undefined ? '' : say('row.looksAgain', { at: moment(nextAt) });
}
