import type { MetaFault } from '../meta/types.js';
import type { Playground } from '../playground.js';
import { CLOCK_MOVES } from './clock-moves.js';
import type { TroubleState } from './contract.js';

/** Everything that can go wrong on purpose, and what is wrong now. */
export interface Troubles {
  states(): TroubleState[];
  /** Turns one on or off; one that acts once is done again. An empty id takes everything back. Throws when there is none with this id. */
  toggle(id: string): void;
}

/** The troubles of this playground. */
export function createTroubles(playground: Playground): Troubles {
  const on = new Map<string, () => void>();
  const mend = (id: string) => {
    on.get(id)?.();
    return on.delete(id);
  };
  return {
    states: () => TROUBLES.map(({ start: _start, ...trouble }) => ({ ...trouble, isOn: on.has(trouble.id) })),
    toggle(id) {
      if (id === '') {
        for (const each of [...on.keys()]) mend(each);
        return;
      }
      const trouble = TROUBLES.find((each) => each.id === id);
      if (trouble === undefined) throw new Error(`There is no trouble called ${id}.`);
      if (mend(id)) return;
      const undo = trouble.start(playground);
      if (trouble.kind === 'switch') on.set(id, undo);
    },
  };
}

interface Trouble extends Omit<TroubleState, 'isOn'> {
  /** Begins it; the function returned takes it back. */
  start(playground: Playground): () => void;
}

const ALWAYS = Number.POSITIVE_INFINITY;

function meta(...rules: MetaFault[]): Trouble['start'] {
  return ({ meta: standIn }) => {
    const undo = rules.map((rule) => standIn.fault(rule));
    return () => {
      for (const each of undo) each();
    };
  };
}

const nothingToUndo = () => {};

/** Looking works until the post is out, and fails from then on. */
const answerLostAndHidden: Trouble['start'] = ({ meta: standIn }) => {
  const from = standIn.requests.length;
  const undo = [standIn.fault({ match: 'feed', times: ALWAYS, when: 'after', how: 'reset' })];
  const stop = standIn.onChange(() => {
    if (!standIn.requests.slice(from).some(({ operation }) => operation === 'feed')) return;
    stop();
    undo.push(standIn.fault({ match: 'published_posts', times: ALWAYS, when: 'before', how: 'http_500' }));
  });
  undo.push(stop);
  return () => {
    for (const each of undo) each();
  };
};

const moved = CLOCK_MOVES.map(
  ({ byMs, ...move }): Trouble => ({
    ...move,
    group: 'Move the clock',
    done: 'Done. The time above is the new one.',
    kind: 'once',
    start: (playground) => {
      playground.moveClock(byMs(Date.now() + playground.aheadMs()));
      return nothingToUndo;
    },
  }),
);

const TROUBLES: readonly Trouble[] = [
  ...moved,
  {
    id: 'token-expired',
    group: 'Access to Meta',
    title: 'Let the access expire',
    expect: 'The next post is blocked. Its card offers Reconnect, and the post goes out by itself once someone has reconnected.',
    kind: 'once',
    start: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'expired');
      return nothingToUndo;
    },
  },
  {
    id: 'token-revoked',
    group: 'Access to Meta',
    title: 'Remove the app on Facebook',
    expect: 'As if the person who connected took the access back. The next post is blocked until someone connects again.',
    kind: 'once',
    start: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'revoked');
      return nothingToUndo;
    },
  },
  {
    id: 'password-changed',
    group: 'Access to Meta',
    title: 'Change the password on Facebook',
    expect: 'Facebook ends every session. The next post is blocked and asks to reconnect.',
    kind: 'once',
    start: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'password_changed');
      return nothingToUndo;
    },
  },
  {
    id: 'meta-down',
    group: 'Publishing',
    title: 'Meta is down',
    expect: 'Nothing goes out. Copydesk tries again by itself for a while; take this back and the post is published.',
    kind: 'switch',
    start: meta({ match: /^\w+ \/v/, times: ALWAYS, when: 'before', how: 'http_500' }),
  },
  {
    id: 'meta-slow',
    group: 'Publishing',
    title: 'Meta takes four seconds',
    expect: 'Everything works, slowly. The card says that it is publishing.',
    kind: 'switch',
    start: meta({ match: /^\w+ \/v/, times: ALWAYS, when: 'before', how: { slow: 4000 } }),
  },
  {
    id: 'facebook-answer-lost',
    group: 'Publishing',
    title: 'Facebook accepts, and the answer is lost',
    expect:
      'The next Facebook post is live, but Copydesk does not hear of it. It looks for the post and finds it, and never sends it twice.',
    kind: 'once',
    start: meta({ match: 'feed', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'instagram-answer-lost',
    group: 'Publishing',
    title: 'Instagram accepts, and the answer is lost',
    expect: 'The same for the next Instagram post.',
    kind: 'once',
    start: meta({ match: 'media_publish', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'answer-lost-and-hidden',
    group: 'Publishing',
    title: 'Facebook’s answer is lost, and looking fails too',
    expect: 'The card says that the post may be live, and offers It is live and Publish again.',
    kind: 'switch',
    start: answerLostAndHidden,
  },
  {
    id: 'instagram-refuses',
    group: 'Publishing',
    title: 'Instagram cannot use the next picture',
    expect: 'Facebook gets the post, Instagram does not. The card names the reason and offers Retry for Instagram only.',
    kind: 'once',
    start: ({ meta: standIn }) => {
      standIn.failNextContainer(2207004);
      return nothingToUndo;
    },
  },
  {
    id: 'facebook-refuses',
    group: 'Publishing',
    title: 'Facebook refuses the next post',
    expect: 'The card says that it failed and why, and offers Retry.',
    kind: 'once',
    start: meta({
      match: 'feed',
      times: 1,
      when: 'before',
      how: { graph: { status: 400, code: 368, message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed' } },
    }),
  },
  {
    id: 'rate-limited',
    group: 'Publishing',
    title: 'Too many requests to Facebook',
    expect: 'The post waits, and the card says until when.',
    kind: 'once',
    start: meta({
      match: 'feed',
      times: 1,
      when: 'before',
      how: { graph: { status: 400, code: 32, message: '(#32) Page request limit reached' } },
    }),
  },
  {
    id: 'slack-slow',
    group: 'Slack',
    title: 'Slack is slow',
    expect: 'Every request to Slack takes two seconds. Modals and cards come late, and nothing is lost.',
    kind: 'switch',
    start: ({ slack }) => slack.fault({ method: '*', before: 'slow:2000' }),
  },
  {
    id: 'slack-failing',
    group: 'Slack',
    title: 'Slack does not show cards',
    expect: 'Messages cannot be posted or changed. Posts go out all the same; take this back and the cards catch up.',
    kind: 'switch',
    start: ({ slack }) => {
      const undo = ['chat.postMessage', 'chat.update'].map((method) => slack.fault({ method, before: 'http_500' }));
      return () => {
        for (const each of undo) each();
      };
    },
  },
  {
    id: 'bot-removed',
    group: 'Slack',
    title: 'Copydesk is removed from the review channel',
    expect: 'The next card has no place to go. The admin hears of it; take this back and the card appears.',
    kind: 'switch',
    start: ({ slack }) => {
      void slack.removeBot(slack.channels.review);
      return () => void slack.inviteBot(slack.channels.review);
    },
  },
];
