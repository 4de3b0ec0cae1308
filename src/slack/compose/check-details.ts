import type { RichTextBlock, RichTextQuote } from '@slack/types';
import { say } from '../../language/index.js';
import type { AccountCheck, Part } from '../../posts/index.js';
import { cut } from '../blocks.js';

/**
 * What an account gets that differs from what was typed for all, to the letter: its own text or the posts of a thread, what was added to the text or the
 * link, its own first comment, and the preview of the link. Nothing where there is nothing.
 */
export function detailsBlock(check: AccountCheck, most: number): RichTextBlock[] {
  const { parts, finalLink, comment, preview } = check;
  const words = parts.length > 0 ? partWords(parts, most) : ownWords(check, most);
  const link = finalLink === undefined ? [] : [[say('check.detail.linkSent'), finalLink] as const];
  const card = preview === undefined ? [] : [[say('label.preview'), previewWords(preview)] as const];
  const own = comment?.differs === undefined ? [] : [[say(COMMENTS[comment.differs]), cut(comment.text, most)] as const];
  const sections = [...words, ...link, ...own, ...card].map(([title, text]) => titled(title, text));
  return sections.length === 0 ? [] : [{ type: 'rich_text', elements: sections }];
}

function ownWords({ ownText, finalText }: AccountCheck, most: number): (readonly [string, string])[] {
  if (ownText !== undefined) return [[say('check.detail.ownText'), cut(ownText, most)]];
  return finalText === undefined ? [] : [[say('check.detail.textSent'), cut(finalText, most)]];
}

const COMMENTS = { own: 'check.detail.ownComment', tagged: 'check.detail.commentSent' } as const;

/** The posts of a thread, each with its length. Where they are longer than `most` together, the start of each. */
export function partWords(parts: readonly Part[], most: number): (readonly [string, string])[] {
  const each = Math.max(40, Math.floor(most / parts.length));
  return parts.map(({ text, length, maxLength }, index) => {
    const title = say('check.detail.postOfThread', { number: index + 1, count: parts.length, length, most: maxLength });
    return [title, cut(text, each)] as const;
  });
}

/** A title in bold with a text below it. */
export function titled(title: string, text: string): RichTextQuote {
  return {
    type: 'rich_text_quote',
    elements: [
      { type: 'text', text: `${title}\n`, style: { bold: true } },
      { type: 'text', text: text === '' ? say('post.emptyText') : text },
    ],
  };
}

/** The words of a link's preview. */
export function previewWords({ title, description }: NonNullable<AccountCheck['preview']>): string {
  return description === undefined ? title : `${title}\n${description}`;
}
