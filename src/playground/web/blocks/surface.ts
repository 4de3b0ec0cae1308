import { createContext, useContext } from 'react';
import type { FillValue } from '../../page/contract.js';
import type { Json } from '../../slack/types.js';

/** What the elements of one message or view stand on. An element is known by `block id/action id`. */
export interface Surface {
  readonly kind: 'message' | 'modal' | 'home';
  /** Errors by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** What the element holds now. */
  value(blockId: string, element: Json): FillValue;
  /** Options known by value, for those that are chosen but not offered any more. */
  offered(blockId: string, element: Json): readonly Json[];
  /** Puts something into a field, without telling Copydesk. */
  set(blockId: string, element: Json, value: FillValue): void;
  /** Tells Copydesk: a press, or a choice. Resolves once it has answered. */
  act(blockId: string, element: Json, select?: FillValue): Promise<void>;
  /** Asks Copydesk for options. */
  suggest(blockId: string, element: Json, text: string): Promise<readonly Json[]>;
}

/** The surface around an element. */
export const SurfaceContext = createContext<Surface | undefined>(undefined);

/** The surface; throws outside one. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === undefined) throw new Error('This element stands in no message or view.');
  return surface;
}
