import { CLOCK_MOVES } from './clock-moves.js';
import { once, type Trouble } from './trouble.js';

/** Moving Copydesk's clock. */
export const CLOCK_TROUBLES: readonly Trouble[] = CLOCK_MOVES.map(({ byMs, ...move }) =>
  once({
    ...move,
    place: 'general',
    group: 'Move the clock',
    done: 'Done. The time above is the new one.',
    act: (playground) => playground.moveClock(byMs(Date.now() + playground.aheadMs())),
  }),
);
