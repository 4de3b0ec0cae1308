import { type AccountsDeps, checkAccounts, type EndWorkspaceDeps, endGrantsOf, finishDeletions, type Renewer } from './accounts/index.js';
import { type Installs, removedTurns } from './installs.js';
import { createMediaSweep, DUE, type Due, type Mongo } from './mongo/index.js';
import { type Engine, expirePosts, finishPauses, type LaneStore, LOOKAHEAD_MS, remindApprovers, unblockWell } from './publishing/index.js';
import type { Outbox } from './slack/notices/index.js';
import type { CardLoop } from './slack/results/index.js';
import { type ScheduleFaceDeps, showPauses, tellLate } from './slack/schedule/index.js';
import type { Turn } from './ticker.js';

/** What the turns rest on. */
export interface TurnsDeps {
  readonly mongo: Mongo;
  readonly cards: CardLoop;
  readonly outbox: Outbox;
  readonly timing: ScheduleFaceDeps;
  readonly accounts: AccountsDeps & EndWorkspaceDeps;
  readonly checking: Parameters<typeof checkAccounts>[0];
  readonly renewer: Renewer;
  readonly installs: Pick<Installs, 'turns'>;
  readonly lanes: LaneStore;
  readonly engine: Pick<Engine, 'poke'>;
}

/** Everything that comes with time, or that a crash left, each with what it is due by. */
export function createTurns({
  mongo,
  cards,
  outbox,
  timing,
  accounts,
  renewer,
  lanes,
  engine,
  ...deps
}: TurnsDeps): Turn<readonly Due[]>[] {
  const { clock, log } = accounts;
  const sweep = createMediaSweep(mongo);
  return [
    { name: 'cards', when: DUE.cards, run: () => cards.tick() },
    { name: 'notices', when: DUE.notices, run: () => outbox.tick() },
    { name: 'reminders', when: DUE.reminders, run: () => remindApprovers(timing) },
    { name: 'expired posts', when: DUE.expired, run: () => expirePosts(timing) },
    { name: 'pauses', when: DUE.pauses, run: () => finishPauses(timing) },
    { name: 'pause banners', when: DUE.banners, run: () => showPauses(timing) },
    { name: 'late posts', when: DUE.late, run: () => tellLate(timing) },
    { name: 'blocked posts', when: DUE.blocked, run: () => unblockWell(timing) },
    { name: 'deletions', when: DUE.deletions, run: () => finishDeletions(accounts) },
    { name: 'tokens to renew', when: DUE.tokens, run: () => renewer.tick() },
    { name: 'accounts to check', when: DUE.accounts, run: () => checkAccounts(deps.checking) },
    ...deps.installs.turns,
    ...removedTurns({ mongo, clock, log, release: (workspace) => endGrantsOf(accounts, workspace) }),
    { name: 'stored bytes', run: () => sweep.tick() },
    {
      name: 'sleeping lanes',
      when: DUE.lanes,
      run: async () => {
        if ((await lanes.wakeSleeping(new Date(clock.now().getTime() + LOOKAHEAD_MS), 100)) > 0) engine.poke();
      },
    },
  ];
}
