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
    ...(content.link === undefined ? [] : [note('link', LINK_LEFT_OUT)]),
    ...xCommentProblems(content, account),
  ];
}

const LINK_LEFT_OUT = 'X shows links only inside the text; it is not added to it. Put it into the text if people should see it.';

function textProblems(content: Content, { features = [] }: PlatformAccount): Problem[] {
  if (hasRefusedCharacters(content.text)) {
    return [stops('text', 'The text has an invisible character that X refuses. Type the text again instead of pasting it.')];
  }
  const parts = threadParts(content);
  if (parts.length === 0 && content.media.length === 0) {
    return [stops('text', 'There is nothing to post on X yet. Write a text or add a picture.')];
  }
  const problems: Problem[] = [];
  if (optionsOf(content).longPost && !features.includes(LONG_POSTS)) {
    problems.push(
      stops('text', 'This account may not post more than 280 characters at once. Send it as a thread, or reconnect X after subscribing.'),
    );
  }
  return [...problems, ...threadProblems(parts, partLimit(content)), ...emojiNotes(content)];
}

function emojiNotes({ text }: Content): Problem[] {
  const newer = newerEmoji(text);
  if (newer.length === 0) return [];
  const some = `${newer.slice(0, 3).join(' ')}${newer.length > 3 ? ' and others' : ''}`;
  return [
    note(
      'text',
      `Copydesk counts emoji from after 2018, here ${some}, as more than the 2 characters that X counts. X has room for a little more than shown.`,
    ),
  ];
}

function threadProblems(parts: readonly string[], limit: number): Problem[] {
  const { maxParts } = X_PROFILE.thread;
  if (parts.length > maxParts) {
    return [stops('text', `The text makes a thread of ${parts.length} posts; Copydesk sends ${maxParts} at most. Shorten it.`)];
  }
  if (parts.some((part) => weightedLength(part) > limit)) {
    return [stops('text', 'The text has a character with so many marks that it does not fit into a post. Take it out.')];
  }
  const said = parts.map((part) => part.normalize('NFC'));
  const twin = said.findIndex((part, index) => said.indexOf(part) < index);
  if (twin >= 0) {
    const first = said.indexOf(said[twin] ?? '') + 1;
    return [stops('text', `Parts ${first} and ${twin + 1} of the thread say the same, which X refuses. Change one of them.`)];
  }
  const cashtags = parts.findIndex((part) => countCashtags(part) > 1);
  if (cashtags >= 0) {
    const where = parts.length === 1 ? 'The text' : `Part ${cashtags + 1} of the thread`;
    return [stops('text', `${where} has more than one cashtag; X takes one per post. Write the others without their dollar sign.`)];
  }
  return parts.length > 1 ? [note('text', `This goes out as a thread of ${parts.length} posts.`)] : [];
}

function mediaProblems({ media }: Content): Problem[] {
  const { max } = X_PROFILE.images;
  if (media.length > 1 && media.some((medium) => mediaKind(medium) === 'video'))
    return [stops('media', 'X takes a video only by itself. Leave out the pictures, or the video.')];
  if (media.length > max) return [stops('media', `There are ${media.length} pictures; X takes ${max}. Remove ${media.length - max}.`)];
  if (media.length > 1 && media.some(isGif))
    return [stops('media', 'X takes a GIF only by itself. Leave out the other pictures, or the GIF.')];
  return [];
}

/** GIF: 15 MB and 1280 by 1080; other pictures: 5 MB (xdocs:x-api/media/quickstart/best-practices, November 2026). */
function pictureProblems(medium: Medium, index: number): Problem[] {
  const field = `media.${index}` as const;
  const picture = `Picture ${index + 1}`;
  const problems: Problem[] = [];
  const maxBytes = isGif(medium) ? GIF.maxBytes : X_PROFILE.images.maxBytes;
  if (!TAKEN.has(medium.mimeType)) problems.push(stops(field, `${picture} is not a JPEG, PNG, WebP or GIF, which X needs. Add it again.`));
  if (medium.size > maxBytes) {
    const sizes = `${picture} has ${megabytes(medium.size)} MB; X takes ${megabytes(maxBytes)}`;
    problems.push(stops(field, `${sizes}. Choose a smaller picture.`));
  }
  if (isGif(medium) && (medium.width > GIF.maxWidth || medium.height > GIF.maxHeight)) {
    problems.push(
      stops(field, `${picture} is too large; X takes GIFs of ${GIF.maxWidth} by ${GIF.maxHeight} pixels. Choose a smaller one.`),
    );
  }
  const words = [...medium.altText].length;
  if (words > ALT_TEXT_LENGTH) {
    const counts = `The description of picture ${index + 1} has ${words.toLocaleString('en-US')} characters`;
    problems.push(stops(field, `${counts}; X takes ${ALT_TEXT_LENGTH.toLocaleString('en-US')}. Shorten it.`));
  }
  return problems;
}

function isGif({ mimeType }: Medium): boolean {
  return mimeType === 'image/gif';
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 });
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
