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
  const take = ({ path, type }: Way) => {
    goTo(path);
    if (type !== undefined && review !== undefined) setDraft(review, type);
  };
  return (
    <aside className="tour" aria-label="Tour">
      <p className="tour-count">
        {at + 1} of {STEPS.length}
      </p>
      <h2>{step.title}</h2>
      <p>{step.words}</p>
      {step.ways.length === 0 ? null : (
        <ol className="tour-ways">
          {step.ways.map((way) => (
            <li key={way.words}>
              <button type="button" className="button" onClick={() => take(way)}>
                {way.words}
              </button>{' '}
              {way.next}
            </li>
          ))}
        </ol>
      )}
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
  readonly ways: readonly Way[];
}

/** One thing to do: a button that leads there, and what to do then. */
interface Way {
  readonly words: string;
  readonly next: string;
  readonly path: string;
  /** Stands in the message box then, ready to be sent. */
  readonly type?: string;
}

const REVIEW = 'social-review';
const CHANNEL = (person: string) => pathTo(person, 'slack', REVIEW);

const STEPS: readonly Step[] = [
  {
    title: 'A Slack to click through',
    words:
      'This workspace looks and behaves like Slack, and nothing leaves this machine. You can be anyone in it: the name at the top right changes who you are, and a second window can be someone else.',
    ways: [],
  },
  {
    title: 'Set up, as the admin',
    words: 'Dana is an admin. Each button types a command for her; Enter sends it.',
    ways: [
      { words: 'Be Dana: /publish settings', next: 'Choose #social-review, then Save.', path: CHANNEL('dana'), type: '/publish settings' },
      {
        words: '/connect',
        next: 'Press Connect beside Facebook and Instagram, Continue, and go on as Ada Marsh, who has Pages. LinkedIn and X work alike.',
        path: CHANNEL('dana'),
        type: '/connect',
      },
      {
        words: 'Copydesk’s message',
        next: 'Press Choose Pages there and tick some.',
        path: pathTo('dana', 'slack', 'copydesk', 'messages'),
      },
    ],
  },
  {
    title: 'Write a post, as the author',
    words: 'Nothing is sent until you say so.',
    ways: [
      {
        words: 'Be Ana: /publish',
        next: 'Choose accounts, write, add a picture (Instagram needs one), and press Check. Then Send for review.',
        path: CHANNEL('ana'),
        type: '/publish',
      },
    ],
  },
  {
    title: 'Approve it, as someone else',
    words: 'An author does not approve their own post, so Ana cannot.',
    ways: [{ words: 'Be Ben', next: 'Find the card in this channel and press Approve.', path: CHANNEL('ben') }],
  },
  {
    title: 'See it published',
    words:
      'The post is out, once on each account, and the card has its links. Facebook, Instagram, LinkedIn and X are at the top. Under Trouble you can make things fail, and Look inside shows what happens.',
    ways: [
      { words: 'Look at Facebook', next: '', path: pathTo('ana', 'facebook') },
      { words: 'Make something fail', next: '', path: pathTo('ana', 'trouble') },
    ],
  },
];
