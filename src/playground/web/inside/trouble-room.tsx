import type { TroublePlace, TroubleState } from '../../page/contract.js';
import { toggleTrouble } from '../api.js';
import { useDesk } from '../desk.js';
import { Moments } from '../moments.js';
import { Tabs } from '../tabs.js';
import { CopydeskSwitch } from './copydesk-switch.js';
import { TroubleRow } from './trouble-row.js';

/** What can go wrong, each with one click and with what to expect; a tab for each side of it. */
export function TroubleRoom() {
  const { slices, route } = useDesk();
  const { troubles } = slices;
  const shown = TABS.find(({ place }) => place === route.rest[0]) ?? TABS[0];
  const here = troubles.filter(({ place }) => place === shown.place);
  const groups = [...new Set(here.map(({ group }) => group))];
  return (
    <main className="inside">
      <header className="place">
        <h2>Trouble</h2>
        <Tabs
          label="Where something goes wrong"
          room="trouble"
          tabs={TABS.map(({ place, name }) => ({
            path: [place],
            name,
            isShown: place === shown.place,
            note: troubles.some((trouble) => trouble.place === place && trouble.isOn) ? (
              <span className="dot">, something is wrong here</span>
            ) : null,
          }))}
        />
      </header>
      <div className="inside-body">
        <p className="lead">{shown.words}</p>
        <OnNow on={troubles.filter(({ isOn }) => isOn)} />
        {shown.place === 'general' ? (
          <>
            <Moments />
            <CopydeskSwitch />
          </>
        ) : null}
        {groups.map((group) => (
          <section key={group} className="troubles" aria-label={group}>
            {groups.length === 1 && shown.place !== 'general' ? null : <h3>{group}</h3>}
            {group === 'Move the clock' ? <ClockTime /> : null}
            <div className="trouble-rows">
              {here
                .filter((trouble) => trouble.group === group)
                .map((trouble) => (
                  <TroubleRow key={trouble.id} trouble={trouble} />
                ))}
            </div>
          </section>
        ))}
      </div>
    </main>
  );
}

/** What is wrong at this moment, wherever that is. */
function OnNow({ on }: { on: readonly TroubleState[] }) {
  const { complain } = useDesk();
  if (on.length === 0) return null;
  return (
    <p className="on-now" role="status">
      <span>
        On now: <strong>{on.map(({ title }) => title).join('; ')}</strong>
      </span>
      <button type="button" className="button" onClick={async () => complain((await toggleTrouble('')).problem)}>
        Take everything back
      </button>
    </p>
  );
}

/** What time it is in the playground. */
function ClockTime() {
  const { slices, now } = useDesk();
  const { aheadMs } = slices.workspace.copydesk;
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(now());
  return (
    <p className="lead" role="status">
      It is {at} in Berlin{aheadMs === 0 ? '' : ', which is ahead of the real time'}. Copydesk, Slack and the platforms go by the same
      clock, and it only goes forward.
    </p>
  );
}

const WORDS = 'Things go wrong in real life. Press one, publish something there, and see what Copydesk says.';

const TABS: readonly [Place, ...Place[]] = [
  {
    place: 'general',
    name: 'Moments and time',
    words: 'Jump to where something happens, stop Copydesk in the middle of it, or let time pass.',
  },
  { place: 'slack', name: 'Slack', words: WORDS },
  { place: 'meta', name: 'Facebook and Instagram', words: WORDS },
  { place: 'linkedin', name: 'LinkedIn', words: WORDS },
  { place: 'x', name: 'X', words: WORDS },
];

interface Place {
  readonly place: TroublePlace;
  readonly name: string;
  readonly words: string;
}
