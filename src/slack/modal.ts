import type { ModalView } from '@slack/types';
import { plain } from './blocks.js';
import { LIMITS } from './limits.js';

/** A modal; its title and what its buttons say are cut where Slack takes no more. */
export function modal(id: string, { title, submit, close, ...rest }: ModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title, LIMITS.viewTitle),
    ...(submit === undefined ? {} : { submit: plain(submit, LIMITS.viewTitle) }),
    close: plain(close, LIMITS.viewTitle),
    ...rest,
  };
}

interface ModalParts extends Pick<ModalView, 'blocks' | 'private_metadata' | 'notify_on_close'> {
  readonly title: string;
  readonly submit?: string;
  readonly close: string;
}
