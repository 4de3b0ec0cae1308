/** A running transaction. Rooms pass it on to store methods and never look inside. */
export interface Tx {
  readonly kind: 'transaction';
}

/** Runs `work` as one transaction: all of its writes are there, or none. It may run `work` again after a conflict, so `work` does nothing else. */
export type Transaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
