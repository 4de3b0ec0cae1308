import { isPostOut, type ListedPost } from '../../publishing/index.js';
import { type Blocks, cut, escaped, section } from '../blocks.js';
import { labelOf } from '../results/card-state.js';
import { postLine, type RowsState } from './lines.js';

/** One post that went out: its words, and where it is live. A part of it is shown as a part. 2 blocks. */
export function resultRow(state: RowsState, listed: ListedPost): Blocks {
  const shown = listed.publications.filter((publication) => publication.state !== 'cancelled');
  const live = shown.filter(isPostOut);
  const title = titleOf(shown.map((publication) => (isPostOut(publication) ? 'published' : publication.state)));
  const links = live.slice(0, SHOWN_LINKS).map(({ account, link }) => {
    const label = escaped(cut(labelOf(state, account), 60));
    return link === undefined ? label : `<${link}|${label.replaceAll('|', ' ')}>`;
  });
  const more = live.length - links.length;
  const where = [...links, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return [postLine(listed), section(where === '' ? title : `${title}: ${where}`)];
}

function titleOf(states: readonly string[]): string {
  const live = states.filter((at) => at === 'published').length;
  if (live === states.length) return 'Published';
  if (states.every((at) => at === 'deleted')) return 'Published, and deleted since';
  return `Published on ${live} of ${states.length} accounts. The others: ${othersWords(states)}`;
}

function othersWords(states: readonly string[]): string {
  const counts = Object.entries(WORDS).flatMap(([word, of]) => {
    const count = states.filter((state) => of.includes(state)).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(', ');
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  deleted: ['deleted'],
  failed: ['failed'],
  blocked: ['blocked'],
  'may be live': ['unknown'],
  held: ['held'],
  'on the way': ['queued', 'staging', 'processing', 'ready', 'publishing'],
};

const SHOWN_LINKS = 8;
