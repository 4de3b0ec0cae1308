import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { Info } from 'luxon';
import { languageTag, type Meaning, say } from '../../language/index.js';
import type { NoticeMode, NoticeSettings, NoticeTopic } from '../../workspaces/index.js';
import { context, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';

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
  return modal(VIEWS.notifications, {
    title: say('settings.notifications'),
    submit: say('button.save'),
    close: say('button.cancel'),
    blocks: [
      ...(refused === undefined ? [] : [context(`${escaped(refused)} ${say('notice.settings.own')}`)]),
      section(say('notice.settings.intro', { zone: escaped(zone.replaceAll('_', ' ')) })),
      ...TOPICS.map((topic) => modeInput(topic, modes[topic])),
      timeInput(ACTIONS.digestAt, say('notice.settings.digestAt'), digestAt, say('notice.settings.digestHint')),
      daysInput(ACTIONS.quietDays, say('notice.settings.quietDays'), quiet?.days, say('notice.settings.quietHint')),
      timeInput(ACTIONS.quietFrom, say('notice.settings.quietFrom'), quiet?.from ?? '18:00'),
      timeInput(ACTIONS.quietUntil, say('notice.settings.quietUntil'), quiet?.until ?? '08:00', say('notice.settings.quietUntilHint')),
      daysInput(ACTIONS.quietWholeDays, say('notice.settings.wholeDays'), quiet?.wholeDays, say('notice.settings.wholeDaysHint')),
    ],
  });
}

/** What people choose about, in the order of the modal. */
export const TOPICS: readonly NoticeTopic[] = ['posts', 'waiting', 'tokens'];

/** The input of a topic. */
export function modeAction(topic: NoticeTopic): string {
  return `${ACTIONS.noticeMode}:${topic}`;
}

function modeInput(topic: NoticeTopic, mode: NoticeMode): InputBlock {
  const { label, hint } = WORDS[topic];
  const options = MODES.map(([value, meaning]): PlainTextOption => ({ text: plain(say(meaning), LIMITS.optionText), value }));
  const chosen = options.find(({ value }) => value === mode);
  return {
    type: 'input',
    block_id: modeAction(topic),
    label: plain(say(label), LIMITS.inputLabel),
    hint: plain(say(hint), LIMITS.inputLabel),
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

/** Monday is 1. */
function daysInput(action: string, label: string, days: readonly number[] = [], hint: string): InputBlock {
  const options = Info.weekdays('long', { locale: languageTag() }).map((day, index) => ({ text: plain(day), value: String(index + 1) }));
  const chosen = options.filter(({ value }) => days.includes(Number(value)));
  return {
    type: 'input',
    optional: true,
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputLabel),
    element: { type: 'checkboxes', action_id: action, options, ...(chosen.length === 0 ? {} : { initial_options: chosen }) },
  };
}

const MODES = [
  ['at once', 'notice.mode.atOnce'],
  ['digest', 'notice.mode.digest'],
  ['off', 'notice.mode.off'],
] as const satisfies readonly (readonly [NoticeMode, Meaning])[];

/** What is said elsewhere when a person wants to hear nothing stands in `instead` of each notice. */
const WORDS = {
  posts: { label: 'notice.topic.posts', hint: 'notice.topic.postsHint' },
  waiting: { label: 'notice.topic.waiting', hint: 'notice.topic.waitingHint' },
  tokens: { label: 'notice.topic.tokens', hint: 'notice.topic.tokensHint' },
} as const satisfies Readonly<Record<NoticeTopic, { readonly label: Meaning; readonly hint: Meaning }>>;
