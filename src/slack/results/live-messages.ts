import { listOf, say } from '../../language/index.js';
import type { LiveChange, Publication } from '../../publishing/index.js';
import type { Notice } from '../../workspaces/index.js';
import { escaped, mention } from '../blocks.js';
import { type CardState, labelOf } from './card-state.js';
import { sentences, troubleSentence } from './sentences.js';

/** What became of changes of what is live, those asked for together in one: for the thread, and for the author unless all is as they asked. */
export function liveMessages(
  state: Pick<CardState, 'post' | 'publications' | 'accounts'>,
  thread: string,
): (Pick<Notice, 'subject' | 'person' | 'occasion' | 'topic'> & { readonly kind: 'live change'; readonly text: string })[] {
  return askedTogether(state.publications).flatMap(({ key, all }) => {
    const [first] = all;
    const done = all.filter(({ change }) => change.state === 'done');
    const failed = all.filter(({ change }) => change.state === 'failed');
    if (first === undefined || done.length + failed.length === 0 || all.some(({ change }) => change.state === 'waits')) return [];
    const { kind, by } = first.change;
    const nameOf = ({ publication }: Asked) => escaped(labelOf(state, publication.account));
    const words = [
      ...(done.length === 0 ? [] : [doneWords(first.change, done.map(nameOf))]),
      ...failed.map((each) => sentences(failedWords(kind, nameOf(each)), troubleSentence(each.change.trouble))),
    ].join('\n');
    const message = { subject: state.post.id, kind: 'live change' as const, person: thread, occasion: key, text: words };
    if (by === state.post.author && failed.length === 0) return [message];
    const toAuthor = [say('told.yourPost', { words }), ...(failed.length === 0 ? [] : [say('told.cardTriesAgain')])].join('\n');
    return [message, { ...message, person: state.post.author, topic: 'posts', text: toAuthor }];
  });
}

function doneWords({ kind, by }: LiveChange, names: readonly string[]): string {
  const accounts = listOf(names, 'list');
  return kind === 'delete' ? say('told.liveDeleted', { person: mention(by), accounts }) : say('told.liveChanged', { accounts });
}

function failedWords(kind: LiveChange['kind'], account: string): string {
  return kind === 'delete' ? say('told.liveNotDeleted', { account }) : say('told.liveNotChanged', { account });
}

interface Asked {
  readonly publication: Publication;
  readonly change: LiveChange;
}

function askedTogether(publications: readonly Publication[]): { readonly key: string; readonly all: Asked[] }[] {
  const groups = new Map<string, Asked[]>();
  for (const publication of publications) {
    for (const change of publication.liveChanges ?? []) {
      if (change.state === 'given up') continue;
      const key = `${change.kind}.${change.at.getTime()}`;
      groups.set(key, [...(groups.get(key) ?? []), { publication, change }]);
    }
  }
  return [...groups].map(([key, all]) => ({ key, all }));
}
