import { useEffect, useState } from 'react';
import { playMoment, startOver } from './api.js';
import { ConfirmDialog } from './blocks/confirm.js';
import { useDesk } from './desk.js';

/** A link that leads to a moment: it is played, and then shown. */
export function Moment({ id, goTo }: { id: string; goTo: (path: string) => void }) {
  const [problem, setProblem] = useState<string>();
  // A moment is played once for each visit.
  useEffect(() => {
    void playMoment(id).then(({ path, problem: why }) => (path === undefined ? setProblem(why) : goTo(path)));
  }, [id]);
  return (
    <p className="opening" role="status">
      {problem ?? 'People are at work: this takes a few seconds…'}
    </p>
  );
}

/** The moments to jump to, and a way to begin anew. */
export function Moments() {
  const { slices, goTo, complain } = useDesk();
  const [isAsking, ask] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const again = async () => {
    ask(false);
    setBusy(true);
    complain((await startOver()).problem);
    setBusy(false);
  };
  return (
    <section className="troubles" aria-label="Jump to a moment">
      <h3>Jump to a moment</h3>
      <p className="lead">Other people do what leads there, over the wire and as fast as they can.</p>
      <div className="moments">
        {slices.scenes.map(({ id, title }) => (
          <button key={id} type="button" className="button" onClick={() => goTo(`/moment/${id}`)}>
            {title}
          </button>
        ))}
        {slices.workspace.canStartOver ? (
          <button type="button" className={isBusy ? 'button danger busy' : 'button danger'} onClick={() => ask(true)}>
            Start over
          </button>
        ) : null}
      </div>
      {isAsking ? <ConfirmDialog confirm={START_OVER} onYes={() => void again()} onNo={() => ask(false)} /> : null}
    </section>
  );
}

const START_OVER = {
  title: { text: 'Start over?' },
  text: { type: 'plain_text', text: 'Every message, account and post of this playground is thrown away.' },
  confirm: { text: 'Start over' },
  style: 'danger',
};
