import type { SettingsError } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import type { FormValues } from '../payloads.js';

/** A sentence at the field with this action; its block is fresh in every view. */
export function fieldErrors(form: FormValues, action: string, sentence: string) {
  return { response_action: 'errors' as const, errors: { [form.block(action) ?? action]: sentence } };
}

/** The field of a value that cannot be kept. */
export function fieldOf({ field }: SettingsError): string {
  return field === 'name' ? ACTIONS.brandName : ACTIONS.zone;
}
