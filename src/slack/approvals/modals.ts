import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { graphemeEnd, quoted, section } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { modal } from '../modal.js';
import { reasonBlocks } from '../reason-blocks.js';

/** Asks why: a label and a comment, which the author reads. `value` is `postId:revision`. */
export function reasonModal(kind: 'changes_requested' | 'rejected', value: string): ModalView {
  const rejecting = kind === 'rejected';
  return modal(rejecting ? VIEWS.reject : VIEWS.requestChanges, {
    title: say(rejecting ? 'review.reject.title' : 'button.requestChanges'),
    submit: say(rejecting ? 'button.reject' : 'button.requestChanges'),
    close: say('button.cancel'),
    private_metadata: value,
    blocks: [
      section(say(rejecting ? 'review.reject.intro' : 'review.requestChanges.intro')),
      ...reasonBlocks((action) => `${action}:${value}`),
    ],
  });
}

/** A long text in pages of at most 2,900 characters each; up to 90 of them fit one modal, which is more than any platform takes. */
export function readAllModal(text: string): ModalView {
  const pages = pagesOf(text);
  return modal(VIEWS.readAll, {
    title: say('review.wholeText.title'),
    close: say('button.close'),
    blocks: [section(say('review.wholeText.length', { count: text.length })), ...pages.map((page) => quoted(page))],
  });
}

/** The text in parts, cut only between graphemes; joined they give it back. */
export function pagesOf(text: string): string[] {
  const pages: string[] = [];
  for (let start = 0; start < text.length; start += pages.at(-1)?.length ?? text.length) {
    pages.push(text.slice(start, start + graphemeEnd(text.slice(start, start + 2 * PAGE), PAGE)));
  }
  return pages;
}

const PAGE = 2_900;
