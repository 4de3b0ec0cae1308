/** One comment by the account below its own post. `at` is in milliseconds. */
export interface LedgerComment {
  id: string;
  text: string;
  at: number;
}
