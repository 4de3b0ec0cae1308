import { z } from 'zod';
import type { FamilyId } from '../../platforms/platform.js';
import { readIds } from '../payloads.js';

/** The ids that Choose Pages carries in `private_metadata`. */
export interface PagesMetadata {
  readonly family: FamilyId;
  readonly choice: string;
  /** The message whose button opened it. */
  readonly message?: { readonly channel: string; readonly ts: string };
  /** What was chosen, once the person is asked whether to replace somebody's access. */
  readonly chosen?: readonly string[];
}

/** The value of the button that opens the choice. */
export function chooseButtonValue({ family, choice }: Pick<PagesMetadata, 'family' | 'choice'>): string {
  return `${family}:${choice}`;
}

/** Reads {@link chooseButtonValue}. */
export function chooseButton(value: string): Pick<PagesMetadata, 'family' | 'choice'> {
  const [family = '', choice = ''] = value.split(':');
  return { family, choice };
}

/** Writes `private_metadata`. */
export function writePagesMetadata(metadata: PagesMetadata): string {
  return JSON.stringify(metadata);
}

/** Reads `private_metadata`. Throws `PayloadError` when it is not ours. */
export function readPagesMetadata(text: string): PagesMetadata {
  const { family, choice, message, chosen } = readIds(form, text);
  return { family, choice, ...(message === undefined ? {} : { message }), ...(chosen === undefined ? {} : { chosen }) };
}

const form = z.object({
  family: z.string().min(1),
  choice: z.string().min(1),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
  chosen: z.array(z.string()).optional(),
});
