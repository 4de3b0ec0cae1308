import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { say } from '../../language/index.js';
import { authorize, type Brand, note, REMINDERS, type Reminders, RemindersError, saveReminders } from '../../workspaces/index.js';
import { escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type AnyListener, listener } from '../listener.js';
import { modal } from '../modal.js';
import { onClick } from '../on-click.js';
import { type FormValues, formValues, readAs, readIds, viewSubmission } from '../payloads.js';
import { showModal } from '../show-modal.js';
import type { SettingsDeps } from './open.js';
import { spanWords } from './span-words.js';

/** When posts that wait are reminded of, and who is told when nobody answers. */
export function remindersView({ id, name, reminders = REMINDERS }: Pick<Brand, 'id' | 'name' | 'reminders'>): ModalView {
  const { waitingMs, nearMs, escalation } = reminders;
  return modal(VIEWS.reminders, {
    private_metadata: JSON.stringify({ brand: id }),
    title: say('reminder.title'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [
      section(`*${escaped(name)}*\n${say('reminder.about')}`),
      hoursInput(ACTIONS.remindWaiting, say('reminder.waiting'), WAITING_HOURS, waitingMs),
      hoursInput(ACTIONS.remindNear, say('reminder.near'), NEAR_HOURS, nearMs),
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.escalateTo,
        label: plain(say('reminder.escalation'), LIMITS.inputLabel),
        hint: plain(say('reminder.escalation.hint'), LIMITS.inputLabel),
        element: {
          type: 'users_select',
          action_id: ACTIONS.escalateTo,
          placeholder: plain(say('reminder.escalation.nobody')),
          ...(escalation === undefined ? {} : { initial_user: escalation.person }),
        },
      },
      hoursInput(ACTIONS.escalateWaiting, say('reminder.escalation.waiting'), WAITING_HOURS, escalation?.waitingMs),
      hoursInput(ACTIONS.escalateNear, say('reminder.escalation.near'), NEAR_HOURS, escalation?.nearMs),
    ],
  });
}

/** The button that opens the reminders, and Save. */
export function reminderListeners(deps: SettingsDeps): AnyListener[] {
  return [
    onClick(ACTIONS.reminders, async (input, { client, workspace, userId: person }) => {
      const asked = { workspace: workspace.id, brand: input.actions[0].value ?? '', person };
      const { brand } = await authorize(deps, { ...asked, right: 'manage' });
      await showModal(client, input, remindersView(brand));
    }),
    listener({
      kind: 'view',
      id: VIEWS.reminders,
      parse: viewSubmission,
      ack: async ({ view }, { workspace, userId: person }) => {
        const { brand } = readIds(metadata, view.private_metadata);
        const asker = { workspace: workspace.id, brand, person };
        try {
          await saveReminders(deps, { ...asker, reminders: remindersIn(formValues(view)) });
        } catch (error) {
          if (!(error instanceof RemindersError)) throw error;
          const block = error.field === 'person' ? ACTIONS.escalateTo : ACTIONS.escalateWaiting;
          return { body: { response_action: 'errors', errors: { [block]: error.message } }, carry: undefined };
        }
        await note(deps, { ...asker, act: 'settings changed', from: 'settings', detail: say('reminder.changed') });
        await deps.posts.redraw(workspace.id, brand);
        return { carry: undefined };
      },
    }),
  ];
}

function hoursInput(action: string, label: string, hours: readonly number[], ms: number | undefined): InputBlock {
  const off: PlainTextOption = { text: plain(say('reminder.off'), LIMITS.optionText), value: OFF };
  const options = [off, ...hours.map(hoursOption)];
  return {
    type: 'input',
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: action,
      options,
      initial_option: options.find(({ value }) => value === String(ms)) ?? off,
    },
  };
}

function remindersIn(form: FormValues): Reminders {
  const [person] = form.users(ACTIONS.escalateTo);
  const own = { ...ms('waitingMs', form.option(ACTIONS.remindWaiting)), ...ms('nearMs', form.option(ACTIONS.remindNear)) };
  if (person === undefined) return own;
  const [waiting, near] = [form.option(ACTIONS.escalateWaiting), form.option(ACTIONS.escalateNear)];
  return { ...own, escalation: { person, ...ms('waitingMs', waiting), ...ms('nearMs', near) } };
}

function ms(field: 'waitingMs' | 'nearMs', value: string | undefined): Pick<Reminders, 'waitingMs' | 'nearMs'> {
  return value === undefined || value === OFF ? {} : { [field]: readAs(offered, Number(value)) };
}

function hoursOption(hours: number): PlainTextOption {
  return { text: plain(spanWords(hours * HOUR_MS), LIMITS.optionText), value: String(hours * HOUR_MS) };
}

const OFF = 'off';
const HOUR_MS = 3_600_000;
const WAITING_HOURS = [1, 2, 4, 8, 12, 24, 48, 72, 168];
const NEAR_HOURS = [1, 2, 4, 8, 12, 24, 48];
const offered = z.number().refine((value) => [...WAITING_HOURS, ...NEAR_HOURS].includes(value / HOUR_MS));
const metadata = z.object({ brand: z.string() });
