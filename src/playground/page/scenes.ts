import type { Playground } from '../playground.js';
import type { SceneState } from './contract.js';
import { createStage, type Stage } from './stage.js';
import type { Troubles } from './troubles/index.js';

/** Moments to jump to: each is played by people over the wire, as fast as they can. */
export interface Scenes {
  states(): SceneState[];
  /** Plays one; resolves with where to look then. Throws when there is none with this id, or with what got in the way. */
  play(id: string): Promise<string>;
}

/** The scenes of this playground. `connected` names the platforms that have an account. */
export function createScenes(playground: Playground, troubles: Troubles, connected: () => Promise<ReadonlySet<string>>): Scenes {
  const stage = createStage(playground, troubles, connected);
  return {
    states: () => SCENES.map(({ id, title }) => ({ id, title })),
    play: async (id) => {
      const scene = SCENES.find((each) => each.id === id);
      if (scene === undefined) throw new Error(`There is no moment called ${id}. There are: ${SCENES.map((each) => each.id).join(', ')}`);
      await stage.connect();
      await scene.play(stage);
      return scene.path;
    },
  };
}

interface Scene extends SceneState {
  /** Where to look, as whom. */
  readonly path: string;
  play(stage: Stage): Promise<void>;
}

const CHANNEL = 'slack/social-review';

const SCENES: readonly Scene[] = [
  { id: 'connected', title: 'Accounts are connected', path: `/ana/${CHANNEL}`, play: async () => {} },
  {
    id: 'waiting',
    title: 'A post waits for approval',
    path: `/ben/${CHANNEL}`,
    play: ({ send }) => send('The terrace is open again. First coffee is on us until Friday. #bluebird'),
  },
  {
    id: 'changes',
    title: 'Changes are requested',
    path: `/ana/${CHANNEL}`,
    play: async ({ send, requestChanges, cardSays }) => {
      await send('The best coffee in the world, now on our terrace.');
      await requestChanges('Nobody can check that it is the best. What makes it good?');
      await cardSays('Changes requested');
    },
  },
  {
    id: 'changed',
    title: 'A post was changed after its review',
    path: `/ben/${CHANNEL}`,
    play: async ({ send, requestChanges, edit, cardSays }) => {
      await send('The best coffee in the world, now on our terrace. Come by until Friday. #bluebird');
      await requestChanges('Nobody can check that it is the best. And until which Friday?');
      await cardSays('Changes requested');
      await edit('Coffee roasted this morning, now on our terrace. Come by until Friday, 27 November. #bluebird');
      await cardSays('review_see_changes');
    },
  },
  {
    id: 'published',
    title: 'A post is published',
    path: `/ana/${CHANNEL}`,
    play: async ({ send, approve, cardSays }) => {
      await send('Roasted this morning, on your table by noon. #bluebird');
      await approve();
      await cardSays('"Published"');
    },
  },
  {
    id: 'failed',
    title: 'One account has failed',
    path: `/ana/${CHANNEL}`,
    play: async ({ playground, send, approve, cardSays }) => {
      await send('Half price for the last croissants of the day.');
      playground.meta.failNextContainer(2207004);
      await approve();
      await cardSays('1 of 2 published');
    },
  },
  {
    id: 'unknown',
    title: 'An outcome is not known',
    path: `/ana/${CHANNEL}`,
    play: async ({ turnOn, send, approve, cardSays }) => {
      await send('We are closed on Monday for a new floor.');
      turnOn('answer-lost-and-hidden');
      await approve();
      await cardSays('result_it_is_live');
    },
  },
  {
    id: 'blocked',
    title: 'The access was taken back',
    path: `/dana/${CHANNEL}`,
    play: async ({ playground, send, approve, cardSays }) => {
      await send('Live music on Saturday, from seven. #bluebird');
      playground.meta.expireToken('ada', 'revoked');
      await approve();
      await cardSays('result_reconnect');
    },
  },
  {
    id: 'token-ending',
    title: 'A token that ends in 7 days',
    path: '/dana/slack/copydesk/home',
    play: async ({ playground, connectAnew }) => {
      await connectAnew('linkedin');
      playground.moveClock(53 * DAY_MS);
    },
  },
  {
    id: 'everywhere',
    title: 'Published on all four platforms',
    path: '/ana/linkedin',
    play: async ({ connect, send, approve, cardSays }) => {
      await connect('linkedin', 'x');
      await send('Our autumn blend is here: plums, cocoa and a little smoke. #bluebird', {
        accounts: ['Facebook: Bluebird Coffee', 'Instagram: bluebird.coffee', 'LinkedIn: Bluebird Coffee', 'X: Bluebird Coffee'],
      });
      await approve();
      await cardSays('"Published"');
    },
  },
  {
    id: 'linkedin-unknown',
    title: 'Nobody may look on LinkedIn',
    path: `/ana/${CHANNEL}`,
    play: async ({ connect, turnOn, send, approve, cardSays }) => {
      await connect('linkedin');
      await send('Ten years of early mornings: thank you for every cup.', { accounts: ['LinkedIn: Ada Marsh'], withPicture: false });
      turnOn('linkedin-answer-lost');
      await approve();
      await cardSays('result_it_is_live');
    },
  },
  {
    id: 'x-thread',
    title: 'A thread on X breaks off',
    path: `/ana/${CHANNEL}`,
    play: async ({ connect, turnOn, send, approve, cardSays }) => {
      await connect('x');
      await send(THREAD, { accounts: ['X: Bluebird Coffee'], withPicture: false });
      turnOn('x-thread-breaks');
      await approve();
      await cardSays('result_retry');
    },
  },
];

const THREAD = `How a cup of ours comes about, from the hill to your table. ${'The beans are picked by hand, washed, and dried in the sun for three weeks. '.repeat(3)}

Then we roast them, every morning at five, in small batches. Come by and smell it.`;
const DAY_MS = 24 * 60 * 60_000;
