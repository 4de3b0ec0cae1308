import type { AnyListener } from '../listener.js';
import { cardListeners } from './card-listeners.js';
import type { ScheduleFaceDeps } from './deps.js';
import { pauseListeners } from './pause-listeners.js';
import { queueListeners } from './queue-listeners.js';
import { resumeListeners } from './resume-listeners.js';

export { keepBanner, showPauses } from './banner.js';
export { tellClock } from './clock-alarm.js';
export { createSubcommands, type Subcommand } from './commands.js';
export type { ScheduleFaceDeps } from './deps.js';
export { tellLate } from './late.js';

/** The buttons and modals about when posts go out. */
export function scheduleListeners(deps: ScheduleFaceDeps): AnyListener[] {
  return [...cardListeners(deps), ...pauseListeners(deps), ...queueListeners(deps), ...resumeListeners(deps)];
}
