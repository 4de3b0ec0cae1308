/** What X asks of the operator, in US dollars. */
export interface PriceList {
  readonly currency: 'USD';
  readonly post: number;
  readonly postWithLink: number;
  /** Each description of a picture. */
  readonly altText: number;
  /** Reading one of one's own posts, as `find` does. */
  readonly ownRead: number;
  /** The day the prices are from, as `YYYY-MM-DD`. */
  readonly since: string;
}
