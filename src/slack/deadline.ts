/** What became of something that had to be ready in time. A late one goes on. */
export type Timely<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'late' };

/** Waits for `work` at most `ms` of monotonic time; never throws. */
export async function within<T>(ms: number, work: Promise<T>): Promise<Timely<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Timely<T>>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'late' }), Math.max(0, ms));
  });
  const outcome = work.then(
    (value): Timely<T> => ({ state: 'done', value }),
    (error: unknown): Timely<T> => ({ state: 'failed', error }),
  );
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
