import type { ErrorFault, LinkedInFault } from '../../linkedin/types.js';
import type { Playground } from '../../playground.js';
import { ALWAYS, once, type Trouble } from './trouble.js';

const API = /^\w+ \/(rest|v2|dms-uploads)\//;

/** What can go wrong with LinkedIn. */
export const LINKEDIN_TROUBLES: readonly Trouble[] = [
  once({
    id: 'linkedin-expired',
    place: 'linkedin',
    group: 'Access',
    title: 'Let the access to LinkedIn expire',
    expect: 'LinkedIn gives no way to renew it. The next post is blocked, its card offers Reconnect, and then it goes out by itself.',
    act: (playground) => endAccess(playground, 'expired'),
  }),
  once({
    id: 'linkedin-revoked',
    place: 'linkedin',
    group: 'Access',
    title: 'Remove the app on LinkedIn',
    expect: 'As if the person who connected took the access back. The next post is blocked until someone connects again.',
    act: (playground) => endAccess(playground, 'revoked'),
  }),
  {
    id: 'linkedin-down',
    place: 'linkedin',
    group: 'Publishing',
    title: 'LinkedIn is down',
    expect:
      'A post with a picture waits and is tried again; take this back and it goes out. Words alone go in one request, so they may be live for all Copydesk knows: the card says so.',
    kind: 'switch',
    start: linkedin({ match: API, times: ALWAYS, when: 'before', how: 'http_500' }),
  },
  {
    id: 'linkedin-slow',
    place: 'linkedin',
    group: 'Publishing',
    title: 'LinkedIn takes four seconds',
    expect: 'Everything works, slowly. The card says that it is publishing.',
    kind: 'switch',
    start: linkedin({ match: API, times: ALWAYS, when: 'before', how: { slow: 4000 } }),
  },
  {
    id: 'linkedin-answer-lost',
    place: 'linkedin',
    group: 'Publishing',
    title: 'LinkedIn accepts, and the answer is lost',
    expect:
      'The next post is live, but Copydesk does not hear of it. It finds a post of a company page by looking. Nobody may look at a person’s posts, so there the card asks a person.',
    kind: 'once',
    start: linkedin({ match: 'posts', times: 1, when: 'after', how: 'reset' }),
  },
  refuses({
    id: 'linkedin-duplicate',
    title: 'LinkedIn says that the post is there already',
    expect: 'As when somebody posted the same words there a moment ago. The card says so, and nothing is sent again by itself.',
    answer: ({ linkedin: { ledger } }) => ({
      status: 422,
      message: `Content is a duplicate of ${ledger.findLast(({ deletedAt }) => deletedAt === undefined)?.id ?? 'urn:li:share:7390000000000000000'}`,
    }),
  }),
  refuses({
    id: 'linkedin-rate-limited',
    title: 'Too many requests to LinkedIn',
    expect: 'LinkedIn counts by the day. The post waits until midnight UTC, and the card says so.',
    answer: () => ({ status: 429, code: 'TOO_MANY_REQUESTS', message: 'Resource level throttle MEMBER DAY limit for calls is reached' }),
  }),
];

function linkedin(rule: LinkedInFault): Trouble['start'] {
  return ({ linkedin: standIn }) => standIn.fault(rule);
}

function endAccess({ linkedin: standIn }: Playground, how: 'expired' | 'revoked'): void {
  for (const { id } of standIn.people) standIn.expireToken(id, how);
}

/** The next post is refused with this answer. */
function refuses({
  answer,
  ...words
}: Pick<Trouble, 'id' | 'title' | 'expect'> & { answer: (playground: Playground) => ErrorFault }): Trouble {
  return {
    ...words,
    place: 'linkedin',
    group: 'Publishing',
    kind: 'once',
    start: (playground) => playground.linkedin.fault({ match: 'posts', times: 1, when: 'before', how: { error: answer(playground) } }),
  };
}
