import { useEffect, useState } from 'react';
import type { LogLine } from '../../page/contract.js';
import { logEntry } from '../api.js';
import { formatDate } from '../blocks/dates.js';
import { useDesk } from '../desk.js';

/** The requests between Slack, Copydesk and the platforms, newest first; each opens to its whole. */
export function Log() {
  const { log } = useDesk().slices;
  const [only, setOnly] = useState('');
  const shown = log.filter(({ from, to }) => only === '' || from === only || to === only);
  return (
    <>
      <p className="lead">
        <label>
          Show{' '}
          <select value={only} onChange={(event) => setOnly(event.target.value)}>
            <option value="">everything</option>
            <option value="Slack">Slack only</option>
            <option value="Meta">Meta only</option>
            <option value="LinkedIn">LinkedIn only</option>
            <option value="X">X only</option>
          </select>
        </label>
      </p>
      {shown.length === 0 ? <p className="empty">Nothing was asked yet.</p> : null}
      <ol className="log">
        {shown.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </>
  );
}

function Line({ line }: { line: LogLine }) {
  const { me } = useDesk();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={line.isTrouble ? 'trouble' : undefined}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <time>{formatDate(line.at / 1000, '{time_secs}', me.tz, Date.now())}</time>
        <span className="way">
          {line.from} <span aria-hidden="true">→</span>
          <span className="unseen">to</span> {line.to}
        </span>
        <span className="what">{line.what}</span>
        <span className="result">{line.result}</span>
        <span className="ms">{line.ms === undefined || line.result === 'waiting' ? '' : `${Math.round(line.ms)} ms`}</span>
      </button>
      {isOpen ? <Whole id={line.id} /> : null}
    </li>
  );
}

function Whole({ id }: { id: string }) {
  const [whole, setWhole] = useState<unknown>();
  useEffect(() => void logEntry(id).then(setWhole), [id]);
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  return <pre tabIndex={0}>{whole === undefined ? 'Loading…' : JSON.stringify(whole, null, 2)}</pre>;
}
