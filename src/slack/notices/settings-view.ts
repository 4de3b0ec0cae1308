import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { NoticeMode, NoticeSettings, NoticeTopic } from '../../workspaces/index.js';
import { context, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** What the modal shows; `refused` says why a person sees this one and not the brand's settings. */
export interface NoticeSettingsState {
  readonly settings: NoticeSettings;
  /** The person's own. */
  readonly zone: string;
  readonly refused?: string;
}

/** How one person is told things. */
export function noticeSettingsView({ settings, zone, refused }: NoticeSettingsState): ModalView {
  const { modes, digestAt, quiet } = settings;
  const days = DAYS.filter(({ value }) => quiet?.days.includes(Number(value)) === true);
  return {
    type: 'modal',
    callback_id: VIEWS.notifications,
    title: plain('Notifications', LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      ...(refused === undefined ? [] : [context(`${escaped(refused)} These settings are your own.`)]),
      section(
        `When Copydesk writes to you. Times are in your time zone, ${escaped(zone.replaceAll('_', ' '))}. What it says in a channel is not affected.`,
      ),
      ...TOPICS.map((topic) => modeInput(topic, modes[topic])),
      timeInput(ACTIONS.digestAt, 'Digest at', digestAt, 'One message a day sums up what you chose a digest for.'),
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.quietDays,
        label: plain('Quiet hours begin on', LIMITS.inputLabel),
        hint: plain(
          'What comes in these hours is sent after them, summed up where there is more than one. No day chosen: no quiet hours.',
          LIMITS.inputLabel,
        ),
        element: {
          type: 'checkboxes',
          action_id: ACTIONS.quietDays,
          options: DAYS,
          ...(days.length === 0 ? {} : { initial_options: days }),
        },
      },
      timeInput(ACTIONS.quietFrom, 'Quiet from', quiet?.from ?? '18:00'),
      timeInput(ACTIONS.quietUntil, 'Quiet until', quiet?.until ?? '08:00', 'An earlier time than the first one is on the next day.'),
    ],
  };
}

/** What people choose about, in the order of the modal. */
export const TOPICS: readonly NoticeTopic[] = ['posts', 'waiting', 'tokens'];

/** The input of a topic. */
export function modeAction(topic: NoticeTopic): string {
  return `${ACTIONS.noticeMode}:${topic}`;
}

function modeInput(topic: NoticeTopic, mode: NoticeMode): InputBlock {
  const { label, hint } = WORDS[topic];
  const options = MODES.map(([value, text]): PlainTextOption => ({ text: plain(text, LIMITS.optionText), value }));
  const chosen = options.find(({ value }) => value === mode);
  return {
    type: 'input',
    block_id: modeAction(topic),
    label: plain(label, LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: modeAction(topic),
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

function timeInput(action: string, label: string, time: string, hint?: string): InputBlock {
  return {
    type: 'input',
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.inputLabel) }),
    element: { type: 'timepicker', action_id: action, initial_time: time },
  };
}

const MODES: readonly (readonly [NoticeMode, string])[] = [
  ['at once', 'At once'],
  ['digest', 'In the digest'],
  ['off', 'Not at all'],
];

/** What is said elsewhere when a person wants to hear nothing stands in `instead` of each notice. */
const WORDS: Readonly<Record<NoticeTopic, { readonly label: string; readonly hint: string }>> = {
  posts: {
    label: 'Your posts',
    hint: 'Published, failed, or sent back to you. Not at all: what fails is said in the thread of the post’s card instead.',
  },
  waiting: {
    label: 'Posts that wait for you',
    hint: 'Not at all: reminders are said in the thread of the post’s card instead, and Home still lists the posts.',
  },
  tokens: {
    label: 'Accounts you connected',
    hint: 'Their access ends soon, or has ended. Not at all: another admin is told instead. While there is none, you still are.',
  },
};

const DAYS: PlainTextOption[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day, index) => ({
  text: plain(day),
  value: String(index + 1),
}));
