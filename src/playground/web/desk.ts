import { createContext, useContext } from 'react';
import type { Act, ActAnswer, SeenPerson, Slices } from '../page/contract.js';
import type { Room, Route } from './route.js';

/** What every part of the page works with: what there is, where we are, and what can be done. */
export interface Desk {
  readonly slices: Slices;
  readonly route: Route;
  readonly me: SeenPerson;
  /** The time of the playground, whose clock may be ahead, in ms. */
  now(): number;
  /** Goes to a room as the same person. */
  go(room: Room, ...rest: readonly string[]): void;
  /** Goes anywhere. */
  goTo(path: string): void;
  /** Does something; a problem is shown, and comes back too. */
  act(what: Act): Promise<ActAnswer>;
  /** The sentence that is shown about what went wrong last. */
  readonly problem: string | undefined;
  /** Shows a sentence about something that went wrong; nothing takes it away. */
  complain(problem: string | undefined): void;
  /** What a person has typed in a conversation and not sent. */
  readonly drafts: Readonly<Record<string, string>>;
  setDraft(conversation: string, text: string): void;
  /** The newest message this window has shown, by conversation. */
  readonly seen: Readonly<Record<string, number>>;
  setSeen(conversation: string, ts: number): void;
}

/** The desk around a component. */
export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk; throws outside the page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('This is drawn outside the page.');
  return desk;
}
