import { withComment } from '../first-comment.js';
import type { Act, Content } from '../platform.js';
import { optionsOf } from './options.js';
import { X_PROFILE } from './profile.js';
import { splitText } from './split.js';
import { addressesIn } from './text.js';

/** One act per part of the text, `post`, `part-2` and so on; a text that fits is one. The pictures go with the first; a first comment comes last. */
export function threadActs(content: Content): Act[] {
  return withComment(content, partActs(content));
}

function partActs(content: Content): Act[] {
  const { link: _link, ...rest } = content;
  const parts = threadParts(content);
  if (parts.length === 0) return [{ key: FIRST_ACT, content: { ...rest, text: '' } }];
  return parts.map((text, index) =>
    index === 0 ? { key: FIRST_ACT, content: { ...rest, text } } : { key: `part-${index + 1}`, content: { ...rest, text, media: [] } },
  );
}

/** The texts of a thread's posts, numbered where that was chosen. */
export function threadParts(content: Content): readonly string[] {
  const limit = partLimit(content);
  const plain = splitText(content.text, limit).parts;
  if (!optionsOf(content).numbering || plain.length <= 1) return plain;
  for (let digits = String(plain.length).length; ; digits += 1) {
    const { parts } = splitText(content.text, limit - ' /'.length - 2 * digits);
    if (String(parts.length).length <= digits) return parts.map((part, index) => `${part} ${index + 1}/${parts.length}`);
  }
}

/** The most one part may weigh. */
export function partLimit(content: Content): number {
  return optionsOf(content).longPost ? X_PROFILE.longPostLength : X_PROFILE.text.maxLength;
}

/** What publishing costs the operator, in US dollars: posts with an address in them cost more (xdocs:changelog, November 2026). */
export function contentPrice(content: Content): number {
  const { post, postWithLink, altText } = X_PROFILE.price;
  const posts = threadActs(content).map((act) => (addressesIn(act.content.text).length > 0 ? postWithLink : post));
  const descriptions = content.media.filter((medium) => medium.altText !== '').map(() => altText);
  return Number([...posts, ...descriptions].reduce((sum, each) => sum + each, 0).toFixed(3));
}

/** The key of the act that begins a thread. */
export const FIRST_ACT = 'post';
