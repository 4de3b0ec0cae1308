import { PayloadError } from '../listener.js';

/** What the button of a card was about. */
export interface Clicked {
  readonly post: string;
  readonly revision: number;
  /** The rules the card showed; see `reviewMark`. */
  readonly mark?: string;
}

/** Reads a button's `postId:revision:mark`. A forged value finds nothing. Throws `PayloadError` for one longer than any of ours. */
export function clicked(value: string | undefined): Clicked {
  if ((value ?? '').length > MOST) throw new PayloadError('The button carries more than a post.');
  const [post = '', revision = '', mark] = (value ?? '').split(':');
  return { post, revision: Number.parseInt(revision, 10) || 0, ...(mark === undefined || mark === '' ? {} : { mark }) };
}

/** Modals carry it in a `block_id`, behind the field's own name. */
const MOST = 150;
