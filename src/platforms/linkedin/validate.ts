import { say } from '../../language/index.js';
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
    ...(options === undefined ? [stops('account', say('linkedin.settingsUnknown'))] : optionProblems(content, options, account)),
  ];
}

/** Whether a medium goes out as a document, not as a picture. */
export function isDocument({ mimeType }: Medium): boolean {
  return mimeType === LINKEDIN_DOCUMENT.mimeType;
}

function textProblems({ text, media, link }: Content): Problem[] {
  const { maxLength } = LINKEDIN_PROFILE.text;
  const length = characters(text);
  if (length > maxLength) {
    const sizes = { length, most: maxLength, over: length - maxLength };
    return [stops('text', say('problem.textTooLong', { platform: LINKEDIN_PROFILE.name, ...sizes }))];
  }
  if (text.trim() !== '' || media.length > 0 || link !== undefined) return [];
  return [stops('text', say('problem.nothingToPost', { platform: LINKEDIN_PROFILE.name }))];
}

function linkProblems({ link, media }: Content, options: LinkedInOptions | undefined): Problem[] {
  if (link === undefined) return [];
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
    return [stops('link', say('problem.linkNotWhole'))];
  }
  if (media.length > 0) return [note('link', say('linkedin.link.leftOut'))];
  if (options !== undefined && options.linkPreview === undefined) return [note('link', say('linkedin.link.noTitle'))];
  return [];
}

function mediaProblems({ media }: Content): Problem[] {
  const { max } = LINKEDIN_PROFILE.images;
  if (media.some(isDocument) && media.length > 1) {
    return [stops('media', say('linkedin.document.notAlone'))];
  }
  if (media.length <= max) return [];
  const counts = { count: media.length, most: max, over: media.length - max };
  return [stops('media', say('problem.picture.tooMany', { platform: LINKEDIN_PROFILE.name, ...counts }))];
}

function documentProblems(medium: Medium, index: number, options: LinkedInOptions | undefined): Problem[] {
  const problems: Problem[] = [];
  if (medium.size > LINKEDIN_DOCUMENT.maxBytes) {
    const sizes = { megabytes: medium.size / 1_000_000, most: LINKEDIN_DOCUMENT.maxBytes / 1_000_000 };
    problems.push(stops(`media.${index}`, say('linkedin.document.tooLarge', sizes)));
  }
  if ((options?.documentTitle ?? medium.altText).trim() === '') {
    problems.push(stops(`media.${index}`, say('linkedin.document.noTitle')));
  }
  return problems;
}

function pictureProblems(medium: Medium, index: number): Problem[] {
  const { name: platform, images, altText } = LINKEDIN_PROFILE;
  const field = `media.${index}` as const;
  const { number = index + 1 } = medium;
  const problems: Problem[] = [];
  if (!PICTURES.has(medium.mimeType)) problems.push(stops(field, say('linkedin.picture.format', { number })));
  if (medium.size > images.maxBytes) {
    const sizes = { megabytes: medium.size / 1_000_000, most: images.maxBytes / 1_000_000 };
    problems.push(stops(field, say('problem.picture.tooLarge', { number, platform, ...sizes })));
  }
  if (medium.width * medium.height > MAX_PIXELS) problems.push(stops(field, say('linkedin.picture.tooManyPixels', { number })));
  const length = characters(medium.altText);
  if (altText !== 'none' && length > altText.maxLength) {
    problems.push(stops(field, say('problem.altTextTooLong', { number, platform, length, most: altText.maxLength })));
  }
  return problems;
}

function optionProblems({ text }: Content, { visibility, mentions }: LinkedInOptions, account: PlatformAccount): Problem[] {
  const placed = placedMentions(text, mentions);
  const lost = mentions.filter((mention) => !placed.includes(mention));
  return [
    ...lost.map(({ name }) => stops('text', say('linkedin.mention.lost', { name }))),
    ...(visibility === 'CONNECTIONS' && isOrganization(account.platformId) ? [stops('account', say('linkedin.visibility.page'))] : []),
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
