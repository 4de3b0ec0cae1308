/** Something was refused for a reason a person can act on: `message` is the sentence they read. It is an answer, not a fault. */
export class RefusedError extends Error {
  override readonly name: string = 'RefusedError';
}
