import type { ModalView } from '@slack/types';
import { say } from '../language/index.js';
import { section } from './blocks.js';
import { VIEWS } from './ids.js';
import { LIMITS } from './limits.js';

/** A modal that only says something; `text` is our own words as mrkdwn, the title at most 24 characters. */
export function noticeView(title: string, text: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.notice,
    title: { type: 'plain_text', text: title.slice(0, LIMITS.viewTitle) },
    close: { type: 'plain_text', text: say('button.close') },
    blocks: [section(text)],
  };
}
