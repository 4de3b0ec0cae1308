/** Ends a `switch` over a union: the compiler refuses a case that was forgotten, and a value that slipped past the types throws. */
export function never(value: never): never {
  throw new Error(`A case was not handled: ${JSON.stringify(value)}`);
}
