import type { MetaFault } from '../../meta/types.js';
import { ALWAYS, allOf, once, type Trouble } from './trouble.js';

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
  return () => allOf(undo)();
};

/** What can go wrong with Facebook and Instagram. */
export const META_TROUBLES: readonly Trouble[] = [
  once({
    id: 'token-expired',
    place: 'meta',
    group: 'Access',
    title: 'Let the access to Meta expire',
    expect: 'The next post is blocked. Its card offers Reconnect, and the post goes out by itself once someone has reconnected.',
    act: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'expired');
    },
  }),
  once({
    id: 'token-revoked',
    place: 'meta',
    group: 'Access',
    title: 'Remove the app on Facebook',
    expect: 'As if the person who connected took the access back. The next post is blocked until someone connects again.',
    act: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'revoked');
    },
  }),
  once({
    id: 'password-changed',
    place: 'meta',
    group: 'Access',
    title: 'Change the password on Facebook',
    expect: 'Facebook ends every session. The next post is blocked and asks to reconnect.',
    act: ({ meta: standIn }) => {
      for (const { id } of standIn.people) standIn.expireToken(id, 'password_changed');
    },
  }),
  {
    id: 'meta-down',
    place: 'meta',
    group: 'Publishing',
    title: 'Meta is down',
    expect: 'Nothing goes out. Copydesk tries again by itself for a while; take this back and the post is published.',
    kind: 'switch',
    start: meta({ match: /^\w+ \/v/, times: ALWAYS, when: 'before', how: 'http_500' }),
  },
  {
    id: 'meta-slow',
    place: 'meta',
    group: 'Publishing',
    title: 'Meta takes four seconds',
    expect: 'Everything works, slowly. The card says that it is publishing.',
    kind: 'switch',
    start: meta({ match: /^\w+ \/v/, times: ALWAYS, when: 'before', how: { slow: 4000 } }),
  },
  {
    id: 'facebook-answer-lost',
    place: 'meta',
    group: 'Publishing',
    title: 'Facebook accepts, and the answer is lost',
    expect:
      'The next Facebook post is live, but Copydesk does not hear of it. It looks for the post and finds it, and never sends it twice.',
    kind: 'once',
    start: meta({ match: 'feed', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'instagram-answer-lost',
    place: 'meta',
    group: 'Publishing',
    title: 'Instagram accepts, and the answer is lost',
    expect: 'The same for the next Instagram post.',
    kind: 'once',
    start: meta({ match: 'media_publish', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'answer-lost-and-hidden',
    place: 'meta',
    group: 'Publishing',
    title: 'Facebook’s answer is lost, and looking fails too',
    expect: 'The card says that the post may be live, and offers It is live and Publish again.',
    kind: 'switch',
    start: answerLostAndHidden,
  },
  once({
    id: 'instagram-refuses',
    place: 'meta',
    group: 'Publishing',
    title: 'Instagram cannot use the next picture',
    expect: 'Facebook gets the post, Instagram does not. The card names the reason and offers Retry for Instagram only.',
    act: ({ meta: standIn }) => {
      standIn.failNextContainer(2207004);
    },
  }),
  {
    id: 'facebook-refuses',
    place: 'meta',
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
    id: 'comment-refused',
    place: 'meta',
    group: 'Publishing',
    title: 'Facebook or Instagram refuses the next first comment',
    expect: 'The post stays published, with its link. The card says why the comment failed, and offers Retry and Skip the comment.',
    kind: 'once',
    start: meta({
      match: 'comment',
      times: 1,
      when: 'before',
      how: { graph: { status: 400, code: 368, message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed' } },
    }),
  },
  {
    id: 'comment-answer-lost',
    place: 'meta',
    group: 'Publishing',
    title: 'A first comment is added, and the answer is lost',
    expect: 'The card says that the comment may be there. Copydesk looks and finds it, and sends neither it nor the post again.',
    kind: 'once',
    start: meta({ match: 'comment', times: 1, when: 'after', how: 'reset' }),
  },
  {
    id: 'rate-limited',
    place: 'meta',
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
];

function meta(...rules: MetaFault[]): Trouble['start'] {
  return ({ meta: standIn }) => allOf(rules.map((rule) => standIn.fault(rule)));
}
