import { say } from '../../language/index.js';
import { type Content, type Medium, mediaKind, type PlatformAccount, type Problem } from '../platform.js';
import { xCommentProblems } from './comment.js';
import { LONG_POSTS, optionsOf } from './options.js';
import { X_PROFILE } from './profile.js';
import { countCashtags, hasRefusedCharacters, newerEmoji, weightedLength } from './text.js';
import { partLimit, threadParts } from './thread.js';
import { videoProblems } from './validate-video.js';

/** All problems of a content on X. */
export function validateX(content: Content, account: PlatformAccount): Problem[] {
  return [
    ...textProblems(content, account),
    ...mediaProblems(content),
    ...content.media.flatMap((medium, index) =>
      mediaKind(medium) === 'video' ? videoProblems(medium, index, account) : pictureProblems(medium, index),
    ),
    ...(content.link === undefined ? [] : [note('link', say('x.linkLeftOut'))]),
    ...xCommentProblems(content, account),
  ];
}

function textProblems(content: Content, { features = [] }: PlatformAccount): Problem[] {
  if (hasRefusedCharacters(content.text)) {
    return [stops('text', say('x.text.invisible'))];
  }
  const parts = threadParts(content);
  if (parts.length === 0 && content.media.length === 0) {
    return [stops('text', say('problem.nothingToPost', { platform: X_PROFILE.name }))];
  }
  const problems: Problem[] = [];
  if (optionsOf(content).longPost && !features.includes(LONG_POSTS)) {
    problems.push(stops('text', say('x.text.longPostNotAllowed')));
  }
  return [...problems, ...threadProblems(parts, partLimit(content)), ...emojiNotes(content)];
}

function emojiNotes({ text }: Content): Problem[] {
  const newer = newerEmoji(text);
  if (newer.length === 0) return [];
  const emoji = newer.slice(0, 3).join(' ');
  return [note('text', say('x.text.newEmoji', { emoji, hasMore: newer.length > 3 ? 'yes' : 'no' }))];
}

function threadProblems(parts: readonly string[], limit: number): Problem[] {
  const { maxParts } = X_PROFILE.thread;
  if (parts.length > maxParts) {
    return [stops('text', say('x.thread.tooLong', { count: parts.length, most: maxParts }))];
  }
  if (parts.some((part) => weightedLength(part) > limit)) {
    return [stops('text', say('x.text.tooManyMarks'))];
  }
  const said = parts.map((part) => part.normalize('NFC'));
  const twin = said.findIndex((part, index) => said.indexOf(part) < index);
  if (twin >= 0) {
    const first = said.indexOf(said[twin] ?? '') + 1;
    return [stops('text', say('x.thread.sameWords', { first, second: twin + 1 }))];
  }
  const cashtags = parts.findIndex((part) => countCashtags(part) > 1);
  if (cashtags >= 0) {
    return [stops('text', parts.length === 1 ? say('x.text.cashtags') : say('x.thread.cashtags', { number: cashtags + 1 }))];
  }
  return parts.length > 1 ? [note('text', say('x.thread.length', { count: parts.length }))] : [];
}

function mediaProblems({ media }: Content): Problem[] {
  const { max } = X_PROFILE.images;
  if (media.length > 1 && media.some((medium) => mediaKind(medium) === 'video')) return [stops('media', say('x.video.notAlone'))];
  if (media.length > max) {
    const counts = { count: media.length, most: max, over: media.length - max };
    return [stops('media', say('problem.picture.tooMany', { platform: X_PROFILE.name, ...counts }))];
  }
  if (media.length > 1 && media.some(isGif)) return [stops('media', say('x.gif.notAlone'))];
  return [];
}

/** GIF: 15 MB and 1280 by 1080; other pictures: 5 MB (xdocs:x-api/media/quickstart/best-practices, November 2026). */
function pictureProblems(medium: Medium, index: number): Problem[] {
  const field = `media.${index}` as const;
  const { name: platform } = X_PROFILE;
  const { number = index + 1 } = medium;
  const problems: Problem[] = [];
  const maxBytes = isGif(medium) ? GIF.maxBytes : X_PROFILE.images.maxBytes;
  if (!TAKEN.has(medium.mimeType)) problems.push(stops(field, say('x.picture.format', { number })));
  if (medium.size > maxBytes) {
    const sizes = { megabytes: medium.size / 1_000_000, most: maxBytes / 1_000_000 };
    problems.push(stops(field, say('problem.picture.tooLarge', { number, platform, ...sizes })));
  }
  if (isGif(medium) && (medium.width > GIF.maxWidth || medium.height > GIF.maxHeight)) {
    problems.push(stops(field, say('x.gif.tooLarge', { number, width: GIF.maxWidth, height: GIF.maxHeight })));
  }
  const { length } = [...medium.altText];
  if (length > ALT_TEXT_LENGTH) {
    problems.push(stops(field, say('problem.altTextTooLong', { number, platform, length, most: ALT_TEXT_LENGTH })));
  }
  return problems;
}

function isGif({ mimeType }: Medium): boolean {
  return mimeType === 'image/gif';
}

function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}

function note(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'note' };
}

const ALT_TEXT_LENGTH = X_PROFILE.altText === 'none' ? 0 : X_PROFILE.altText.maxLength;
const GIF = { ...X_PROFILE.files.gif, maxWidth: 1280, maxHeight: 1080 };
const TAKEN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
