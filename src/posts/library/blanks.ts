/** The names of a text's blanks, such as `product` for `{{product}}`, each once and in order. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, name = '']) => name))];
}

/** The text with its blanks filled in; one without a value stays. */
export function fillBlanks(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(BLANK, (blank, name: string) => values.get(name) ?? blank);
}

/** A name is up to 60 characters on one line, without braces or spaces around it. */
const BLANK = /\{\{[^\S\n]*([^\s{}](?:[^{}\n]{0,58}[^\s{}])?)[^\S\n]*\}\}/gu;
