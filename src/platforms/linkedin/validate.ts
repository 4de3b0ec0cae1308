import type { Content, Medium, PlatformAccount, Problem } from '../platform.js';
import { isOrganization } from './app.js';
import { placedMentions } from './little-text.js';
import { type LinkedInOptions, readOptions } from './options.js';
import { LINKEDIN_DOCUMENT, LINKEDIN_PROFILE, MAX_PIXELS } from './profile.js';

/** All problems of a content on LinkedIn. */
export function validateLinkedIn(content: Content, account: PlatformAccount): Problem[] {
  const options = readOptions(content);
  return [
    ...textProblems(content),
    ...linkProblems(content, options),
    ...mediaProblems(content),
    ...content.media.flatMap((medium, index) =>
      isDocument(medium) ? documentProblems(medium, index, options) : pictureProblems(medium, index),
    ),
    ...(options === undefined ? [stops('account', UNKNOWN_OPTIONS)] : optionProblems(content, options, account)),
  ];
}

/** Whether a medium goes out as a document, not as a picture. */
export function isDocument({ mimeType }: Medium): boolean {
  return mimeType === LINKEDIN_DOCUMENT.mimeType;
}

const UNKNOWN_OPTIONS = 'One of the LinkedIn settings of this post is not known. Set them again.';

function textProblems({ text, media, link }: Content): Problem[] {
  const { maxLength } = LINKEDIN_PROFILE.text;
  const length = characters(text);
  if (length > maxLength) {
    const over = `The text has ${number(length)} characters; LinkedIn takes ${number(maxLength)}.`;
    return [stops('text', `${over} Take out at least ${number(length - maxLength)}.`)];
  }
  if (text.trim() !== '' || media.length > 0 || link !== undefined) return [];
  return [stops('text', 'There is nothing to post on LinkedIn yet. Write a text or add a picture.')];
}

function linkProblems({ link, media }: Content, options: LinkedInOptions | undefined): Problem[] {
  if (link === undefined) return [];
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
    return [stops('link', 'The link must be a whole address that begins with https:// or http://. Correct it or take it out.')];
  }
  if (media.length > 0) {
    return [
      note(
        'link',
        'LinkedIn shows no link preview beside pictures or a document; the link is left out. Put it into the text if people should see it.',
      ),
    ];
  }
  if (options !== undefined && options.linkPreview === undefined) {
    return [note('link', 'The page behind the link gave no title, so LinkedIn shows its address alone.')];
  }
  return [];
}

function mediaProblems({ media }: Content): Problem[] {
  const { max } = LINKEDIN_PROFILE.images;
  if (media.some(isDocument) && media.length > 1) {
    return [stops('media', 'LinkedIn takes one document alone, or pictures alone. Leave out the others.')];
  }
  if (media.length <= max) return [];
  return [stops('media', `There are ${media.length} pictures; LinkedIn takes ${max}. Remove ${media.length - max}.`)];
}

function documentProblems(medium: Medium, index: number, options: LinkedInOptions | undefined): Problem[] {
  const problems: Problem[] = [];
  if (medium.size > LINKEDIN_DOCUMENT.maxBytes) {
    problems.push(stops(`media.${index}`, `The document has ${megabytes(medium.size)} MB; LinkedIn takes 100. Choose a smaller one.`));
  }
  if ((options?.documentTitle ?? medium.altText).trim() === '') {
    problems.push(stops(`media.${index}`, 'LinkedIn shows a title with a document. Write one as its description.'));
  }
  return problems;
}

function pictureProblems(medium: Medium, index: number): Problem[] {
  const { images, altText } = LINKEDIN_PROFILE;
  const field = `media.${index}` as const;
  const picture = `Picture ${index + 1}`;
  const problems: Problem[] = [];
  if (!PICTURES.has(medium.mimeType))
    problems.push(stops(field, `${picture} is neither JPEG, PNG nor GIF, which LinkedIn needs. Add it again.`));
  if (medium.size > images.maxBytes) {
    const sizes = `${picture} has ${megabytes(medium.size)} MB; LinkedIn takes ${megabytes(images.maxBytes)}.`;
    problems.push(stops(field, `${sizes} Choose a smaller picture.`));
  }
  if (medium.width * medium.height > MAX_PIXELS)
    problems.push(stops(field, `${picture} has too many pixels for LinkedIn. Choose a smaller picture.`));
  const length = characters(medium.altText);
  if (altText !== 'none' && length > altText.maxLength) {
    const words = `The description of picture ${index + 1} has ${number(length)} characters`;
    problems.push(stops(field, `${words}; LinkedIn takes ${number(altText.maxLength)}. Shorten it.`));
  }
  return problems;
}

function optionProblems({ text }: Content, { visibility, mentions }: LinkedInOptions, account: PlatformAccount): Problem[] {
  const placed = placedMentions(text, mentions);
  const lost = mentions.filter((mention) => !placed.includes(mention));
  return [
    ...lost.map(({ name }) => stops('text', `The mention of ${name} does not stand in the text any more. Pick it again or take it out.`)),
    ...(visibility === 'CONNECTIONS' && isOrganization(account.platformId)
      ? [stops('account', 'A LinkedIn page has no connections. Let everyone see the post.')]
      : []),
  ];
}

const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif']);

function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}

function note(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'note' };
}

function characters(text: string): number {
  return [...text].length;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 });
}
