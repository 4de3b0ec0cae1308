import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../../lib/at-most.js';
import { createSlots } from '../../lib/slots.js';
import type { Notice, NoticePlace, NoticeStore, NoticeTopic } from '../../workspaces/index.js';
import type { NoticesDeps } from './deps.js';
import { PACE_MS, type SendOptions, sendNext } from './send-next.js';
import { whenFor } from './when-for.js';

/** Tells people. */
export interface Outbox {
  /** Keeps what is to be told, each once; resolves when it can no longer be lost. It is sent in its order, at most one a second to each place. */
  tell(...notices: readonly Notice[]): Promise<void>;
  /** When somebody hears of a topic, were it queued now: now, later, or never. */
  hears(workspace: string, person: string, topic: NoticeTopic): Promise<'now' | 'later' | 'never'>;
  /** Which of these were told before, or wait to be. */
  known: NoticeStore['known'];
  /** Looks again at what waits for somebody, whose settings changed. */
  lookAgain(place: NoticePlace): Promise<void>;
  /** Sends what is due; what a crash or an outage left is among it. */
  tick(): Promise<void>;
  /** Waits for what is being sent, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Makes the outbox. `owner` is this process, unique among all that run. */
export function createOutbox(deps: NoticesDeps, options: SendOptions): Outbox {
  const sending = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const slots = createSlots(AT_ONCE);
  const stopping = new AbortController();
  // Every place that rests listens to it, so many of them are no leak.
  setMaxListeners(0, stopping.signal);

  const deliver = (place: NoticePlace): void => {
    const key = `${place.workspace}:${place.to}`;
    if (stopping.signal.aborted) return;
    if (sending.has(key)) return void again.add(key);
    const work = deliverAll(place)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) deps.log.warn({ err: error, ...place, loop: 'notices' }, 'Notices wait for a later tick.');
      })
      .finally(() => {
        sending.delete(key);
        if (again.delete(key)) deliver(place);
      });
    sending.set(key, work);
  };

  const deliverAll = async (place: NoticePlace): Promise<void> => {
    for (;;) {
      const leave = await slots.take();
      const outcome = await sendNext(deps, place, options).finally(leave);
      if (outcome !== 'sent') return;
      await sleep(PACE_MS + 20, undefined, { signal: stopping.signal, ref: false });
    }
  };

  return {
    tell: async (...notices) => {
      for (const { workspace, to } of await deps.notices.add(notices)) deliver({ workspace, to });
    },
    known: deps.notices.known,
    hears: async (workspace, person, topic) => {
      const now = deps.clock.now();
      const when = await whenFor(deps, { workspace, person, topic, queuedAt: now }, now);
      return when instanceof Date ? 'later' : when;
    },
    lookAgain: async (place) => {
      await deps.notices.lookAgain(place, deps.clock.now());
      deliver(place);
    },
    tick: async () => {
      for (const place of await deps.notices.due(deps.clock.now(), MOST_PLACES)) deliver(place);
    },
    stop: async (withinMs) => {
      stopping.abort();
      await atMost(withinMs, Promise.all(sending.values()));
    },
  };
}

const AT_ONCE = 8;
const MOST_PLACES = 1_000;
