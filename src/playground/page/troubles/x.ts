import type { Playground } from '../../playground.js';
import type { ProblemFault, XFault } from '../../x/types.js';
import { ALWAYS, once, type Trouble } from './trouble.js';

const API = /^\w+ \/2\//;

/** What can go wrong with X. */
export const X_TROUBLES: readonly Trouble[] = [
  once({
    id: 'x-expired',
    place: 'x',
    group: 'Access',
    title: 'Let the access to X expire',
    expect:
      'X ends the access before its time. One that is older than ten minutes is renewed when the next post goes out, and nobody notices; for a newer one the card offers Reconnect.',
    act: (playground) => endAccess(playground, 'expired'),
  }),
  once({
    id: 'x-revoked',
    place: 'x',
    group: 'Access',
    title: 'Remove the app on X',
    expect: 'As if the person who connected took the access back. The next post is blocked until someone connects again.',
    act: (playground) => endAccess(playground, 'revoked'),
  }),
  {
    id: 'x-down',
    place: 'x',
    group: 'Publishing',
    title: 'X is down',
    expect:
      'A post with a picture waits and is tried again; take this back and it goes out. Words alone go in one request, so they may be live for all Copydesk knows: the card says so.',
    kind: 'switch',
    start: x({ match: API, times: ALWAYS, when: 'before', how: 'http_500' }),
  },
  {
    id: 'x-slow',
    place: 'x',
    group: 'Publishing',
    title: 'X takes four seconds',
    expect: 'Everything works, slowly. The parts of a thread appear one after the other.',
    kind: 'switch',
    start: x({ match: API, times: ALWAYS, when: 'before', how: { slow: 4000 } }),
  },
  {
    id: 'x-answer-lost',
    place: 'x',
    group: 'Publishing',
    title: 'X accepts, and the answer is lost',
    expect: 'The next post is live, but Copydesk does not hear of it. It looks for the post and finds it, and never sends it twice.',
    kind: 'once',
    start: x({ match: 'create_post', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'x-thread-breaks',
    place: 'x',
    group: 'Publishing',
    title: 'The second part of a thread is refused',
    expect: 'Write more than 280 characters for X. One part is out, the card says which, and Retry goes on where the thread broke off.',
    kind: 'once',
    start: x({
      match: 'create_post',
      skip: 1,
      times: 1,
      when: 'before',
      how: { problem: { status: 403, detail: 'You are not permitted to perform this action.' } },
    }),
  },
  {
    id: 'x-video-refused',
    place: 'x',
    group: 'Publishing',
    title: 'X cannot work on a video',
    expect: 'Post a video, or a GIF. It is uploaded, X works on it and gives up, and the card says how to export it instead.',
    kind: 'switch',
    start: ({ x: standIn }) => {
      standIn.processing({ polls: 2, error: { code: 1, name: 'InvalidMedia', message: 'file is invalid' } });
      return () => standIn.processing({ polls: 0 });
    },
  },
  refuses({
    id: 'x-credits',
    title: 'The credits at X are used up',
    expect: 'X refuses the post. The card says who can mend it, and offers Retry for when credits have been added.',
    answer: {
      status: 402,
      title: 'CreditsDepleted',
      type: 'credits',
      detail: 'Your enrolled account does not have any credits to fulfill this request.',
    },
  }),
  refuses({
    id: 'x-duplicate',
    title: 'X says that the words were posted already',
    expect: 'The card asks for other words, and offers Edit.',
    answer: { status: 403, title: 'Forbidden', detail: 'You are not allowed to create a Tweet with duplicate content.' },
  }),
  refuses({
    id: 'x-rate-limited',
    title: 'Too many requests to X',
    expect: 'The post waits for up to a quarter of an hour, and the card says until when.',
    answer: { status: 429, title: 'Too Many Requests', detail: 'Too Many Requests' },
  }),
];

function x(rule: XFault): Trouble['start'] {
  return ({ x: standIn }) => standIn.fault(rule);
}

function endAccess({ x: standIn }: Playground, how: 'expired' | 'revoked'): void {
  for (const { id } of standIn.people) standIn.expireToken(id, how);
}

/** The next post is refused with this answer. */
function refuses({ answer, ...words }: Pick<Trouble, 'id' | 'title' | 'expect'> & { answer: ProblemFault }): Trouble {
  return {
    ...words,
    place: 'x',
    group: 'Publishing',
    kind: 'once',
    start: x({ match: 'create_post', times: 1, when: 'before', how: { problem: answer } }),
  };
}
