import { useState } from 'react';
import { setCopydesk } from '../api.js';
import { useDesk } from '../desk.js';

/** Starts and ends Copydesk. */
export function CopydeskSwitch() {
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
