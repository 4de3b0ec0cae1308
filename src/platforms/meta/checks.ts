import type { Content, Medium, Problem, Profile } from '../platform.js';

/** What a profile's limits say about a content: text, number of pictures, and each picture's size, shape and words. */
export function profileProblems(profile: Profile, content: Content): Problem[] {
  return [
    ...textProblems(profile, content),
    ...mediaProblems(profile, content),
    ...content.media.flatMap((medium, index) => pictureProblems(profile, medium, index)),
  ];
}

/** How many characters a person counts in a text: an emoji of several code units is one. */
export function characters(text: string): number {
  return [...text].length;
}

/** Whether two texts say the same, as far as a platform may have tidied one of them. */
export function sameText(a: string, b: string): boolean {
  return tidy(a) === tidy(b);
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+(?=\n)/g, '')
    .trim();
}

/** A problem that must be mended before review. */
export function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}

/** A number as people read it: `63,206`. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

function textProblems({ name, text, requires }: Profile, content: Content): Problem[] {
  const problems: Problem[] = [];
  const length = characters(content.text);
  if (length > text.maxLength) {
    const over = length - text.maxLength;
    problems.push(
      stops(
        'text',
        `The text has ${number(length)} characters; ${name} takes ${number(text.maxLength)}. Take out at least ${number(over)}.`,
      ),
    );
  }
  if (requires === 'text or media' && content.text.trim() === '' && content.media.length === 0) {
    problems.push(stops('text', `There is nothing to post on ${name} yet. Write a text or add a picture.`));
  }
  return problems;
}

function mediaProblems({ name, images, requires }: Profile, { media }: Content): Problem[] {
  if (requires === 'media' && media.length === 0) return [stops('media', `${name} needs a picture. Add 1 to ${images.max}.`)];
  if (media.length <= images.max) return [];
  return [stops('media', `There are ${media.length} pictures; ${name} takes ${images.max}. Remove ${media.length - images.max}.`)];
}

function pictureProblems({ name, images, altText }: Profile, medium: Medium, index: number): Problem[] {
  const field = `media.${index}` as const;
  const picture = `Picture ${index + 1}`;
  const problems: Problem[] = [];
  if (medium.size > images.maxBytes) {
    problems.push(
      stops(field, `${picture} has ${megabytes(medium.size)} MB; ${name} takes ${megabytes(images.maxBytes)}. Choose a smaller picture.`),
    );
  }
  const shape = images.ratio === undefined ? undefined : shapeOf(medium.width / medium.height, images.ratio);
  if (shape !== undefined) problems.push(stops(field, `${picture} is too ${shape} for ${name}. Add a border or choose another picture.`));
  if (altText !== 'none' && characters(medium.altText) > altText.maxLength) {
    const words = `The description of picture ${index + 1} has ${number(characters(medium.altText))} characters`;
    problems.push(stops(field, `${words}; ${name} takes ${number(altText.maxLength)}. Shorten it.`));
  }
  return problems;
}

function shapeOf(ratio: number, allowed: { readonly min: number; readonly max: number }): 'tall' | 'wide' | undefined {
  if (ratio < allowed.min) return 'tall';
  return ratio > allowed.max ? 'wide' : undefined;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 });
}
