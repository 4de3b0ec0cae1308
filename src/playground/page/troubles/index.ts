import type { Playground } from '../../playground.js';
import type { TroubleState } from '../contract.js';
import { CLOCK_TROUBLES } from './clock.js';
import { LINKEDIN_TROUBLES } from './linkedin.js';
import { META_TROUBLES } from './meta.js';
import { SLACK_TROUBLES } from './slack.js';
import type { Trouble } from './trouble.js';
import { X_TROUBLES } from './x.js';

/** Everything that can go wrong on purpose, and what is wrong now. */
export interface Troubles {
  states(): TroubleState[];
  /** Turns one on or off; one that acts once is done again. An empty id takes everything back. Throws when there is none with this id. */
  toggle(id: string): void;
}

const TROUBLES: readonly Trouble[] = [...CLOCK_TROUBLES, ...SLACK_TROUBLES, ...META_TROUBLES, ...LINKEDIN_TROUBLES, ...X_TROUBLES];

/** The troubles of this playground. */
export function createTroubles(playground: Playground): Troubles {
  const on = new Map<string, () => void>();
  for (const { id, goesOn } of TROUBLES) {
    const undo = goesOn?.(playground);
    if (undo !== undefined) on.set(id, undo);
  }
  const mend = (id: string) => {
    on.get(id)?.();
    return on.delete(id);
  };
  return {
    states: () => TROUBLES.map(({ start: _start, goesOn: _goesOn, ...trouble }) => ({ ...trouble, isOn: on.has(trouble.id) })),
    toggle(id) {
      if (id === '') {
        for (const each of [...on.keys()]) mend(each);
        return;
      }
      const trouble = TROUBLES.find((each) => each.id === id);
      if (trouble === undefined) throw new Error(`There is no trouble called ${id}.`);
      if (mend(id)) return;
      const undo = trouble.start(playground);
      if (trouble.kind === 'switch') on.set(id, undo);
    },
  };
}
