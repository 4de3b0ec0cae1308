import type { Json, SlackStandIn } from '../../src/playground/slack/types.js';

/** A message or view that Copydesk showed somebody, and through which call or answer. */
export interface Shown {
  readonly where: string;
  readonly text?: string;
  readonly blocks: readonly Json[];
  readonly privateMetadata?: string;
  readonly isMessage: boolean;
}

/** Everything that was shown since the stand-in started: by calls, as answers to what people did, and through response addresses. */
export function everythingShown(slack: Pick<SlackStandIn, 'calls' | 'deliveries' | 'ephemerals' | 'people'>): Shown[] {
  const called = slack.calls.flatMap(({ method, args }) => {
    if (/^chat\.(postMessage|postEphemeral|update)$/.test(method)) return [message(method, args)];
    return /^views\.(open|push|update|publish)$/.test(method) ? view(method, args.view) : [];
  });
  const answered = slack.deliveries.flatMap(({ kind, answer }) => {
    if (!isObject(answer)) return [];
    return 'view' in answer
      ? view(`the answer to a ${kind}`, answer.view)
      : typeof answer.text === 'string'
        ? [message(`the answer to a ${kind}`, answer)]
        : [];
  });
  const whispered = Object.values(slack.people).flatMap(({ id }) =>
    slack.ephemerals(id).map(({ text, blocks }) => message('an ephemeral message', { text, blocks })),
  );
  return [...called, ...answered, ...whispered];
}

/** What in it somebody could not read, hear or undo; see "Rules for every surface" in the design of the screens. Each begins with where it was shown. */
export function surfaceProblems(shown: Shown): string[] {
  const buttons = elementsOf(shown.blocks).filter(({ type }) => type === 'button');
  const problems = [
    ...(shown.isMessage && (shown.text ?? '').trim() === '' ? ['a message has no text for notifications and screen readers'] : []),
    ...elementsOf(shown.blocks).flatMap((element) => elementProblems(element)),
    ...repeatedButtons(buttons),
    ...((shown.privateMetadata ?? '').length > 3_000 ? ['private_metadata is too long'] : []),
  ];
  return problems.map((problem) => `${shown.where}: ${problem}`);
}

function elementProblems(element: Json): string[] {
  const { type, action_id: action } = element;
  const id = String(action).split(':', 1)[0] ?? '';
  switch (type) {
    case 'image':
      return /^\s*$|^(?:image|picture|photo)$/i.test(String(element.alt_text ?? '')) ? ['an image has no alt text that says anything'] : [];
    case 'button': {
      const words = wordsOf(element.text);
      return [
        ...(/\p{L}/u.test(words.replaceAll(/:[a-z0-9_+-]+:/g, '')) ? [] : [`the button ${id} says "${words}": no word`]),
        ...(String(element.accessibility_label ?? words)
          .toLowerCase()
          .includes(words.toLowerCase())
          ? []
          : [`the button "${words}" is called "${String(element.accessibility_label)}", without its own words`]),
        ...(MUST_ASK.has(id) && element.confirm === undefined ? [`the button ${id} acts at once: it needs a confirm dialog`] : []),
        ...(element.style === 'danger' && element.confirm === undefined && !ASKS_IN_A_FORM.has(id)
          ? [`the button ${id} is red and asks nothing: give it a confirm dialog, or name it in ASKS_IN_A_FORM of test/support/shown.ts`]
          : []),
      ];
    }
    case 'input':
      return wordsOf(element.label).trim() === '' ? [`an input has no label`] : [];
    default:
      return [];
  }
}

/** Buttons that do different things have to sound different. */
function repeatedButtons(buttons: readonly Json[]): string[] {
  const acts = new Map<string, Set<string>>();
  for (const { accessibility_label: label, text, action_id: action, value, url } of buttons) {
    const sound = String(label ?? wordsOf(text));
    acts.set(sound, new Set(acts.get(sound)).add(JSON.stringify([action, value, url])));
  }
  return [...acts].flatMap(([sound, { size }]) =>
    size > 1 ? [`${size} buttons that do different things sound like "${sound}": give each an accessibility_label`] : [],
  );
}

function message(where: string, { text, blocks }: Json): Shown {
  return { where, isMessage: true, blocks: Array.isArray(blocks) ? blocks : [], ...(typeof text === 'string' ? { text } : {}) };
}

function view(where: string, given: unknown): Shown[] {
  if (!isObject(given)) return [];
  const privateMetadata = typeof given.private_metadata === 'string' ? { privateMetadata: given.private_metadata } : {};
  return [
    {
      where: `${where} (${String(given.callback_id ?? given.type)})`,
      isMessage: false,
      blocks: Array.isArray(given.blocks) ? given.blocks : [],
      ...privateMetadata,
    },
  ];
}

/** Every object with a `type` in blocks, however deep; a confirm dialog is part of its button. */
export function elementsOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (!isObject(value)) return [];
  const { confirm: _confirm, ...rest } = value;
  return [...(typeof value.type === 'string' ? [value] : []), ...Object.values(rest).flatMap(elementsOf)];
}

function wordsOf(text: unknown): string {
  return isObject(text) && typeof text.text === 'string' ? text.text : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Outward or destructive, and done by the click itself. Add every new one. */
const MUST_ASK = new Set([
  'review_approve',
  'compose_publish_now',
  'compose_discard_draft',
  'result_it_is_live',
  'result_publish_again',
  'timing_publish_now',
  'timing_cancel',
  'accounts_disconnect',
  'accounts_disconnect_grant',
  'settings_common_policy',
  'settings_remove_step',
]);

/** Red, but what opens is a form that asks. */
const ASKS_IN_A_FORM = new Set(['review_reject', 'live_delete']);
