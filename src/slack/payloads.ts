import { z } from 'zod';
import { PayloadError } from './listener.js';

/** A slash command's form fields that listeners use. */
export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  response_url: z.string(),
});

/** A global shortcut. */
export const shortcutPayload = z.object({ callback_id: z.string(), trigger_id: z.string(), user: z.object({ id: z.string() }) });

/** A view as it comes back with an interaction. */
export const viewPayload = z.object({
  id: z.string(),
  callback_id: z.string(),
  hash: z.string().optional(),
  private_metadata: z.string().default(''),
  root_view_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** A submitted or closed modal. */
export const viewSubmission = z.object({ view: viewPayload, user: z.object({ id: z.string() }), trigger_id: z.string().optional() });

/** A click on a button, menu or other block element; the first action is the one. */
export const actionPayload = z.object({
  actions: z.tuple(
    [
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_user: z.string().nullish(),
        selected_options: z.array(z.object({ value: z.string() })).optional(),
      }),
    ],
    z.unknown(),
  ),
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  view: viewPayload.optional(),
  response_url: z.string().optional(),
});

/** A click as it was read, a submitted modal, and a modal as it comes back. */
export type Click = z.infer<typeof actionPayload>;
export type Submission = z.infer<typeof viewSubmission>;
export type ViewPayload = z.infer<typeof viewPayload>;

/** What a payload carries, in the form it must have. Throws `PayloadError` when it has another. */
export function readAs<T>(form: z.ZodType<T>, value: unknown): T {
  const read = form.safeParse(value);
  if (!read.success) throw new PayloadError('The payload carries something of an unexpected form.', { cause: read.error });
  return read.data;
}

/** The ids that a modal carries as JSON in `private_metadata`. Throws `PayloadError` when they are not ours. */
export function readIds<T>(form: z.ZodType<T>, text: string | undefined): T {
  return readAs(z.preprocess(parsed, form), text ?? '');
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** State values of a submitted view, read by action id. Block ids may be fresh on every render, so they are not asked for. */
export interface FormValues {
  text(actionId: string): string | undefined;
  option(actionId: string): string | undefined;
  options(actionId: string): string[];
  files(actionId: string): { readonly id: string; readonly name: string; readonly mimetype: string; readonly size: number }[];
  conversation(actionId: string): string | undefined;
  /** User ids. */
  users(actionId: string): string[];
  /** `2026-11-27`. */
  date(actionId: string): string | undefined;
  /** `09:00`. */
  time(actionId: string): string | undefined;
  /** Every text input whose action id is `prefix` or starts with `prefix:`, as [action id, value]. */
  texts(prefix: string): [string, string][];
  /** The block that holds the action, for errors on its field. */
  block(actionId: string): string | undefined;
}

/** Reads `view.state.values`; values of an unexpected form count as absent. */
export function formValues(view: ViewPayload): FormValues {
  const entries = Object.entries(view.state.values).flatMap(([block, actions]) =>
    Object.entries(actions).map(([action, value]) => ({ block, action, value: stateValue.catch({}).parse(value) })),
  );
  const find = (actionId: string) => entries.find(({ action }) => action === actionId);
  return {
    text: (id) => find(id)?.value.value ?? undefined,
    option: (id) => find(id)?.value.selected_option?.value,
    options: (id) => (find(id)?.value.selected_options ?? []).map(({ value }) => value),
    files: (id) => find(id)?.value.files ?? [],
    users: (id) => {
      const value = find(id)?.value;
      return value?.selected_users ?? (value?.selected_user == null ? [] : [value.selected_user]);
    },
    conversation: (id) => find(id)?.value.selected_conversation ?? undefined,
    date: (id) => find(id)?.value.selected_date ?? undefined,
    time: (id) => find(id)?.value.selected_time ?? undefined,
    texts: (prefix) =>
      entries
        .filter(({ action }) => action === prefix || action.startsWith(`${prefix}:`))
        .map(({ action, value }) => [action, value.value ?? '']),
    block: (id) => find(id)?.block,
  };
}

const stateValue = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  files: z
    .array(z.object({ id: z.string(), name: z.string().default('file'), mimetype: z.string().default(''), size: z.number().default(0) }))
    .nullish(),
});
