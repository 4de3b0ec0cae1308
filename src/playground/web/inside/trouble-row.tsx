import { useState } from 'react';
import type { TroubleState } from '../../page/contract.js';
import { toggleTrouble } from '../api.js';
import { useDesk } from '../desk.js';

/** One thing that can go wrong, with what to expect and the button that does it. */
export function TroubleRow({ trouble }: { trouble: TroubleState }) {
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

function wordOf({ kind, isOn }: TroubleState): string {
  return kind === 'once' ? 'Do it' : isOn ? 'Take back' : 'Turn on';
}
