import { useState } from 'react';
import { useDesk } from './desk.js';
import { pathTo } from './route.js';

/** Where someone is in the tour; it is remembered, so that who finished or skipped it is not asked again. */
export function useTourStep(): [number, (step: number) => void] {
  const [at, setAt] = useState(() => Number(localStorage.getItem('tour') ?? 0));
  const go = (next: number) => {
    localStorage.setItem('tour', String(next));
    setAt(next);
  };
  return [at, go];
}

/** Five steps for someone who has never been here. */
export function Tour({ at, go }: { at: number; go: (step: number) => void }) {
  const { slices, goTo, setDraft } = useDesk();
  const step = STEPS[at];
  if (step === undefined) return null;
  const review = slices.workspace.conversations.find(({ name }) => name === 'social-review')?.id;
  const take = () => {
    goTo(step.path);
    if (step.type !== undefined && review !== undefined) setDraft(review, step.type);
  };
  return (
    <aside className="tour" aria-label="Tour">
      <p className="tour-count">
        {at + 1} of {STEPS.length}
      </p>
      <h2>{step.title}</h2>
      <p>{step.words}</p>
      <footer>
        <button type="button" className="link" onClick={() => go(STEPS.length)}>
          {at === STEPS.length - 1 ? 'Close' : 'Skip the tour'}
        </button>
        <span className="tour-buttons">
          {at === 0 ? null : (
            <button type="button" className="button" onClick={() => go(at - 1)}>
              Back
            </button>
          )}
          {step.take === undefined ? null : (
            <button type="button" className="button" onClick={take}>
              {step.take}
            </button>
          )}
          <button type="button" className="button primary" onClick={() => go(at + 1)}>
            {at === STEPS.length - 1 ? 'Done' : 'Next'}
          </button>
        </span>
      </footer>
    </aside>
  );
}

interface Step {
  readonly title: string;
  readonly words: string;
  /** What the button says that leads there. */
  readonly take?: string;
  readonly path: string;
  /** Stands in the message box then, ready to be sent. */
  readonly type?: string;
}

const REVIEW = 'social-review';

const STEPS: readonly Step[] = [
  {
    title: 'A Slack to click through',
    words:
      'This workspace looks and behaves like Slack, and nothing leaves this machine. You can be anyone in it: the name at the top right changes who you are, and a second window can be someone else.',
    path: pathTo('ana', 'slack', REVIEW),
  },
  {
    title: 'Set up, as the admin',
    words:
      'Dana is an admin. Send /publish settings to choose where posts are reviewed, then /connect to connect Facebook. Continue as Ada Marsh there: she has Pages.',
    take: 'Be Dana',
    path: pathTo('dana', 'slack', REVIEW),
    type: '/publish settings',
  },
  {
    title: 'Write a post, as the author',
    words: 'Ana writes. Send /publish, choose accounts, write, add a picture, and press Check. Nothing is sent until you say so.',
    take: 'Be Ana',
    path: pathTo('ana', 'slack', REVIEW),
    type: '/publish',
  },
  {
    title: 'Approve it, as someone else',
    words: 'Ben finds the card in this channel and presses Approve. Ana could not: an author does not approve the own post.',
    take: 'Be Ben',
    path: pathTo('ben', 'slack', REVIEW),
  },
  {
    title: 'See it published',
    words:
      'The post is on Facebook and Instagram, once, and the card has its links. Under Trouble you can make things fail, and under Look inside you can watch what happens.',
    take: 'Look at Facebook',
    path: pathTo('ana', 'facebook'),
  },
];
