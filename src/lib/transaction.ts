/** A running transaction. Rooms pass it on to store methods and never look inside. */
export interface Tx {
  readonly kind: 'transaction';
}

/**
 * Runs `work` as one transaction: all of its writes are there, or none. It may run `work` again after a conflict, so `work` does nothing else.
 * Transactions of one process with the same `inTurn` wait for each other instead of colliding in the database; correctness never rests on it.
 */
export type Transaction = <T>(work: (tx: Tx) => Promise<T>, options?: { readonly inTurn?: string }) => Promise<T>;
