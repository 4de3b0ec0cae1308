import { useState } from 'react';
import type { TroubleState } from '../../page/contract.js';
import { setCopydesk, toggleTrouble } from '../api.js';
import { useDesk } from '../desk.js';
import { Moments } from '../moments.js';

/** What can go wrong, each with one click and with what to expect. */
export function TroubleRoom() {
  const { slices, complain } = useDesk();
  const { troubles } = slices;
  const groups = [...new Set(troubles.map(({ group }) => group))];
  return (
    <main className="inside">
      <header className="place">
        <h2>Trouble</h2>
      </header>
      <div className="inside-body">
        <p className="lead">Things go wrong in real life. Turn one on, publish something, and see what Copydesk says.</p>
        {troubles.some(({ isOn }) => isOn) ? (
          <p className="lead">
            <button type="button" className="button" onClick={async () => complain((await toggleTrouble('')).problem)}>
              Take everything back
            </button>
          </p>
        ) : null}
        <Moments />
        <Copydesk />
        {groups.map((group) => (
          <section key={group} className="troubles" aria-label={group}>
            <h3>{group}</h3>
            {group === 'Move the clock' ? <ClockTime /> : null}
            {troubles
              .filter((trouble) => trouble.group === group)
              .map((trouble) => (
                <TroubleRow key={trouble.id} trouble={trouble} />
              ))}
          </section>
        ))}
      </div>
    </main>
  );
}

/** What time it is for Copydesk. */
function ClockTime() {
  const { aheadMs } = useDesk().slices.workspace.copydesk;
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(
    Date.now() + aheadMs,
  );
  return (
    <p className="lead" role="status">
      For Copydesk it is {at} in Berlin{aheadMs === 0 ? '' : ', which is ahead of the real time'}. Slack and the platforms keep the real
      time, and the clock only goes forward.
    </p>
  );
}

function TroubleRow({ trouble }: { trouble: TroubleState }) {
  const { complain } = useDesk();
  const [isDone, setDone] = useState(false);
  const press = async () => {
    const { problem } = await toggleTrouble(trouble.id);
    complain(problem);
    if (problem === undefined && trouble.kind === 'once') setDone(true);
  };
  return (
    <div className={trouble.isOn ? 'trouble-row on' : 'trouble-row'}>
      <div>
        <strong>{trouble.title}</strong>
        <p>{trouble.expect}</p>
      </div>
      <button
        type="button"
        className={trouble.isOn ? 'button primary' : 'button'}
        aria-label={`${wordOf(trouble)}: ${trouble.title}`}
        aria-pressed={trouble.kind === 'switch' ? trouble.isOn : undefined}
        onClick={() => void press()}
      >
        {wordOf(trouble)}
      </button>
      {isDone ? (
        <span className="done" role="status">
          {trouble.done ?? 'Done. Publish something to see it.'}
        </span>
      ) : null}
    </div>
  );
}

function Copydesk() {
  const { slices, complain } = useDesk();
  const { state } = slices.workspace.copydesk;
  const [isBusy, setBusy] = useState(false);
  const make = async (what: 'start' | 'stop' | 'kill') => {
    setBusy(true);
    complain((await setCopydesk(what)).problem);
    setBusy(false);
  };
  const isOff = state === 'stopped';
  return (
    <section className="troubles" aria-label="Copydesk">
      <h3>Copydesk</h3>
      <div className={isOff ? 'trouble-row on' : 'trouble-row'}>
        <div>
          <strong>{isOff ? 'Copydesk is stopped' : state === 'starting' ? 'Copydesk is starting' : 'Copydesk is running'}</strong>
          <p>
            {isOff
              ? 'Slack says that the app does not answer. Start it: whatever was under way goes on, and nothing is sent twice.'
              : 'Kill ends it at once, as a power cut would, even in the middle of a post. Stop lets it finish what it is sending.'}
          </p>
        </div>
        {isOff ? (
          <button type="button" className="button primary" disabled={isBusy} onClick={() => void make('start')}>
            Start
          </button>
        ) : (
          <span className="row-buttons">
            <button type="button" className="button danger" disabled={isBusy || state === 'starting'} onClick={() => void make('kill')}>
              Kill
            </button>
            <button type="button" className="button" disabled={isBusy || state === 'starting'} onClick={() => void make('stop')}>
              Stop
            </button>
          </span>
        )}
      </div>
    </section>
  );
}

function wordOf({ kind, isOn }: TroubleState): string {
  return kind === 'once' ? 'Do it' : isOn ? 'Take back' : 'Turn on';
}
