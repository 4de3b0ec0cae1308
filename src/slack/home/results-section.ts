import { listOf, type Meaning, say } from '../../language/index.js';
import { isPostOut, type ListedPost, type Publication } from '../../publishing/index.js';
import { type Blocks, cut, escaped, section } from '../blocks.js';
import { labelOf } from '../results/card-state.js';
import { postLine, type RowsState } from './lines.js';

/** One post that went out: its words, and where it is live. A part of it is shown as a part. 2 blocks. */
export function resultRow(state: RowsState, listed: ListedPost): Blocks {
  const shown = listed.publications.filter((publication) => publication.state !== 'cancelled');
  const live = shown.filter(isPostOut);
  const links = live.slice(0, SHOWN_LINKS).map(({ account, link }) => {
    const label = escaped(cut(labelOf(state, account), 60));
    return link === undefined ? label : `<${link}|${label.replaceAll('|', ' ')}>`;
  });
  const more = live.length - links.length;
  const places = listOf([...links, ...(more > 0 ? [say('list.more', { count: more })] : [])], 'list');
  return [
    postLine(listed),
    section(
      resultWords(
        shown.map((publication) => (isPostOut(publication) ? 'published' : publication.state)),
        places,
      ),
    ),
  ];
}

function resultWords(states: readonly State[], places: string): string {
  const live = states.filter((at) => at === 'published').length;
  if (live === states.length) return places === '' ? say('home.result.published') : say('home.result.publishedOn', { places });
  if (states.every((at) => at === 'deleted')) return say('home.result.deleted');
  return say('home.result.inPart', {
    live,
    accounts: states.length,
    where: places === '' ? 'unknown' : 'known',
    places,
    others: othersWords(states),
  });
}

function othersWords(states: readonly State[]): string {
  const counts = OTHERS.flatMap(([meaning, of]) => {
    const count = states.filter((state) => of.some((each) => each === state)).length;
    return count === 0 ? [] : [say(meaning, { count })];
  });
  return listOf(counts, 'list');
}

type State = Publication['state'];

const OTHERS = [
  ['home.result.othersDeleted', ['deleted']],
  ['status.trouble.failed', ['failed']],
  ['status.trouble.blocked', ['blocked']],
  ['status.trouble.unknown', ['unknown']],
  ['home.result.othersHeld', ['held']],
  ['home.result.othersOnTheWay', ['queued', 'staging', 'processing', 'ready', 'publishing']],
] as const satisfies readonly (readonly [Meaning, readonly State[]])[];

const SHOWN_LINKS = 8;
