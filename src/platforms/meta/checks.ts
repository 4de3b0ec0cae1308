import { say } from '../../language/index.js';
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

/** A problem that must be mended before review. */
export function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}

function textProblems({ name, text, requires }: Profile, content: Content): Problem[] {
  const problems: Problem[] = [];
  const length = characters(content.text);
  if (length > text.maxLength) {
    const sizes = { length, most: text.maxLength, over: length - text.maxLength };
    problems.push(stops('text', say('problem.textTooLong', { platform: name, ...sizes })));
  }
  if (requires === 'text or media' && content.text.trim() === '' && content.media.length === 0) {
    problems.push(stops('text', say('problem.nothingToPost', { platform: name })));
  }
  return problems;
}

function mediaProblems({ name, images, requires }: Profile, { media }: Content): Problem[] {
  if (requires === 'media' && media.length === 0)
    return [stops('media', say('problem.picture.missing', { platform: name, most: images.max }))];
  if (media.length <= images.max) return [];
  const counts = { count: media.length, most: images.max, over: media.length - images.max };
  return [stops('media', say('problem.picture.tooMany', { platform: name, ...counts }))];
}

function pictureProblems({ name, images, altText }: Profile, medium: Medium, index: number): Problem[] {
  const field = `media.${index}` as const;
  const picture = { number: medium.number ?? index + 1, platform: name };
  const problems: Problem[] = [];
  if (medium.size > images.maxBytes) {
    const sizes = { megabytes: medium.size / 1_000_000, most: images.maxBytes / 1_000_000 };
    problems.push(stops(field, say('problem.picture.tooLarge', { ...picture, ...sizes })));
  }
  const shape = images.ratio === undefined ? undefined : shapeOf(medium.width / medium.height, images.ratio);
  if (shape !== undefined) problems.push(stops(field, say('problem.picture.shape', { ...picture, shape })));
  const length = characters(medium.altText);
  if (altText !== 'none' && length > altText.maxLength) {
    problems.push(stops(field, say('problem.altTextTooLong', { ...picture, length, most: altText.maxLength })));
  }
  return problems;
}

function shapeOf(ratio: number, allowed: { readonly min: number; readonly max: number }): 'tall' | 'wide' | undefined {
  if (ratio < allowed.min) return 'tall';
  return ratio > allowed.max ? 'wide' : undefined;
}
