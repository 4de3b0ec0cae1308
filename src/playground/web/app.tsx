import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Act } from '../page/contract.js';
import { act } from './api.js';
import { type Desk, DeskContext } from './desk.js';
import { InsideRoom } from './inside/inside-room.js';
import { TroubleRoom } from './inside/trouble-room.js';
import { useLive } from './live.js';
import { Moment } from './moments.js';
import { Problem } from './problem.js';
import { pathTo, type Room, type Route, rememberPerson, useRoute } from './route.js';
import { ModalStack } from './slack/modal.js';
import { SlackRoom } from './slack/slack-room.js';
import { FacebookRoom } from './social/facebook.js';
import { InstagramRoom } from './social/instagram.js';
import { LinkedInRoom } from './social/linkedin.js';
import { XRoom } from './social/x.js';
import { TopBar } from './top-bar.js';
import { Tour, useTourStep } from './tour.js';
import { useSeen } from './unread.js';

/** The whole page; at `/moment/<id>` a moment is played first. */
export function App() {
  const [route, goTo] = useRoute();
  return route.person === 'moment' ? (
    <Moment id={location.pathname.split('/')[2] ?? ''} goTo={goTo} />
  ) : (
    <Frame route={route} goTo={goTo} />
  );
}

function Frame({ route, goTo }: { route: Route; goTo: (path: string) => void }) {
  const { slices, isConnected } = useLive(route.person);
  useEffect(() => rememberPerson(route.person), [route.person]);
  const [problem, complain] = useState<string>();
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [step, goToStep] = useTourStep();
  const [seen, setSeen] = useSeen(route.person);
  const setDraft = useCallback((conversation: string, text: string) => setDrafts((before) => ({ ...before, [conversation]: text })), []);
  const me = slices?.workspace.people.find(({ id }) => id === slices.workspace.me);
  const desk = useMemo<Desk | undefined>(
    () =>
      slices === undefined || me === undefined
        ? undefined
        : {
            slices,
            route,
            me,
            now: () => Date.now() + slices.workspace.copydesk.aheadMs,
            goTo,
            go: (room, ...rest) => goTo(pathTo(route.person, room, ...rest)),
            act: async (what: Act) => {
              const answer = await act(route.person, what);
              complain(answer.problem);
              return answer;
            },
            problem,
            complain,
            drafts,
            setDraft,
            seen,
            setSeen,
          },
    [slices, route, me, goTo, problem, drafts, setDraft, seen, setSeen],
  );
  if (desk === undefined)
    return <p className="opening">{isConnected ? 'Opening the playground…' : 'The playground does not answer. Is it still running?'}</p>;
  const isModal = desk.slices.view !== null && route.room === 'slack';
  return (
    <DeskContext value={desk}>
      <div className="frame">
        <TopBar onTour={() => goToStep(0)} />
        {isConnected ? null : (
          <p className="away" role="status">
            The playground does not answer. This page goes on by itself once it runs again.
          </p>
        )}
        <div className="stage">
          <RoomView room={route.room} />
          <Tour at={step} go={goToStep} />
        </div>
      </div>
      {isModal && desk.slices.view !== null ? <ModalStack view={desk.slices.view} /> : null}
      {isModal ? null : <Problem />}
    </DeskContext>
  );
}

function RoomView({ room }: { room: Room }) {
  switch (room) {
    case 'slack':
      return <SlackRoom />;
    case 'facebook':
      return <FacebookRoom />;
    case 'instagram':
      return <InstagramRoom />;
    case 'linkedin':
      return <LinkedInRoom />;
    case 'x':
      return <XRoom />;
    case 'inside':
      return <InsideRoom />;
    case 'trouble':
      return <TroubleRoom />;
  }
}
