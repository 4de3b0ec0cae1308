import type { LiveChange, Publication } from '../../publishing/index.js';
import type { Notice } from '../../workspaces/index.js';
import { escaped, mention } from '../blocks.js';
import { type CardState, labelOf } from './card-state.js';

/** What became of changes of what is live, those asked for together in one: for the thread, and for the author unless all is as they asked. */
export function liveMessages(
  state: Pick<CardState, 'post' | 'publications' | 'accounts'>,
  thread: string,
): (Pick<Notice, 'subject' | 'kind' | 'person' | 'occasion' | 'topic'> & { readonly text: string })[] {
  return askedTogether(state.publications).flatMap(({ key, all }) => {
    const [first] = all;
    const done = all.filter(({ change }) => change.state === 'done');
    const failed = all.filter(({ change }) => change.state === 'failed');
    if (first === undefined || done.length + failed.length === 0 || all.some(({ change }) => change.state === 'waits')) return [];
    const { kind, by } = first.change;
    const names = (some: readonly Asked[]) => some.map(({ publication }) => escaped(labelOf(state, publication.account))).join(', ');
    const words = [
      ...(done.length === 0
        ? []
        : [`${kind === 'delete' ? `Deleted by ${mention(by)}` : 'The text was changed where it is live'}: ${names(done)}.`]),
      ...failed.map(
        (each) =>
          `${kind === 'delete' ? 'It could not be deleted' : 'Its text could not be changed'}: ${names([each])}. ${escaped(each.change.trouble?.sentence ?? '')}`,
      ),
    ].join('\n');
    const message = { subject: state.post.id, kind: 'live change', person: thread, occasion: key, text: words };
    if (by === state.post.author && failed.length === 0) return [message];
    const mends = failed.length === 0 ? '' : '\nThe card in the review channel has the button to try again.';
    return [message, { ...message, person: state.post.author, topic: 'posts', text: `Your post: ${words}${mends}` }];
  });
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
