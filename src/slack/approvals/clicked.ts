/** What the button of a card was about. */
export interface Clicked {
  readonly post: string;
  readonly revision: number;
  /** The rules the card showed; see `reviewMark`. */
  readonly mark?: string;
}

/** Reads a button's `postId:revision:mark`. A forged value finds nothing. */
export function clicked(value: string | undefined): Clicked {
  const [post = '', revision = '', mark] = (value ?? '').split(':');
  return { post, revision: Number.parseInt(revision, 10) || 0, ...(mark === undefined || mark === '' ? {} : { mark }) };
}
