import { allOf, type Trouble } from './trouble.js';

/** What can go wrong with Slack. */
export const SLACK_TROUBLES: readonly Trouble[] = [
  {
    id: 'slack-slow',
    place: 'slack',
    group: 'Slack',
    title: 'Slack is slow',
    expect: 'Every request to Slack takes two seconds. Modals and cards come late, and nothing is lost.',
    kind: 'switch',
    start: ({ slack }) => slack.fault({ method: '*', before: 'slow:2000' }),
  },
  {
    id: 'slack-down',
    place: 'slack',
    group: 'Slack',
    title: 'Slack answers nothing but errors',
    expect: 'No modal opens and no card changes, and posts go out all the same. Take this back and the cards catch up.',
    kind: 'switch',
    start: ({ slack }) => slack.fault({ method: '*', before: 'http_500' }),
  },
  {
    id: 'slack-rate-limited',
    place: 'slack',
    group: 'Slack',
    title: 'Slack limits how often cards may change',
    expect: 'Each change is refused with “try again in three seconds”. Cards come later, and nothing is lost.',
    kind: 'switch',
    start: ({ slack }) => slack.fault({ method: 'chat.update', before: 'rate_limited:3' }),
  },
  {
    id: 'slack-failing',
    place: 'slack',
    group: 'Slack',
    title: 'Slack does not show cards',
    expect: 'Messages cannot be posted or changed. Posts go out all the same; take this back and the cards catch up.',
    kind: 'switch',
    start: ({ slack }) => allOf(['chat.postMessage', 'chat.update'].map((method) => slack.fault({ method, before: 'http_500' }))),
  },
  {
    id: 'bot-removed',
    place: 'slack',
    group: 'Slack',
    title: 'Copydesk is removed from the review channel',
    expect: 'The next card has no place to go. The admin hears of it; take this back and the card appears.',
    kind: 'switch',
    start: ({ slack }) => {
      void slack.removeBot(slack.channels.review);
      return () => void slack.inviteBot(slack.channels.review);
    },
    goesOn: ({ slack }) => {
      const isMember = slack
        .conversations(slack.people.owner.id)
        .some(({ id, botIsMember }) => id === slack.channels.review && botIsMember);
      return isMember ? undefined : () => void slack.inviteBot(slack.channels.review);
    },
  },
];
