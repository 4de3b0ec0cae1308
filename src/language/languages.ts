import { en } from './en.js';

/** What a sentence means. */
export type Meaning = keyof typeof en;

/** Every sentence that a person reads, by its meaning, as ICU messages. Another language says the same with the same arguments. */
export type Catalogue = Readonly<Record<Meaning, string>>;

/** The languages that Copydesk speaks, by their BCP 47 tags. */
export const LANGUAGES = { en } satisfies Readonly<Record<string, Catalogue>>;
