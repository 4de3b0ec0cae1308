import type { Playground } from '../../playground.js';
import type { TroubleState } from '../contract.js';

/** Something that can go wrong on purpose. */
export interface Trouble extends Omit<TroubleState, 'isOn'> {
  /** Begins it; the function returned takes it back. */
  start(playground: Playground): () => void;
  /** Where it outlasts a restart of the playground: what takes it back when it is on already. */
  goesOn?(playground: Playground): (() => void) | undefined;
}

/** As many times as it comes. */
export const ALWAYS = Number.POSITIVE_INFINITY;

/** A trouble that acts once and leaves nothing to take back. */
export function once(trouble: Omit<Trouble, 'kind' | 'start'> & { readonly act: (playground: Playground) => void }): Trouble {
  const { act, ...rest } = trouble;
  return {
    ...rest,
    kind: 'once',
    start: (playground) => {
      act(playground);
      return () => {};
    },
  };
}

/** Takes back several things. */
export function allOf(undo: readonly (() => unknown)[]): () => void {
  return () => {
    for (const each of undo) each();
  };
}
