import { examplePicture } from '../pictures.js';
import type { Playground } from '../playground.js';
import { createWork } from '../work.js';
import type { SceneState } from './contract.js';
import type { Troubles } from './troubles/index.js';

/** Moments to jump to: each is played by people over the wire, as fast as they can. */
export interface Scenes {
  states(): SceneState[];
  /** Plays one; resolves with where to look then. Throws when there is none with this id, or with what got in the way. */
  play(id: string): Promise<string>;
}

/** The scenes of this playground. `isConnected` says whether an account is connected already. */
export function createScenes(playground: Playground, troubles: Troubles, isConnected: () => Promise<boolean>): Scenes {
  const stage = createStage(playground, troubles, isConnected);
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

interface Stage {
  readonly playground: Playground;
  /** Sets up and connects, unless that was done. */
  connect(): Promise<void>;
  /** The author writes about something and sends it for review. */
  send(text: string): Promise<void>;
  /** The approver decides on the newest card. */
  approve(): Promise<void>;
  requestChanges(comment: string): Promise<void>;
  /** Turns on a trouble, which stays on. */
  turnOn(trouble: string): void;
  /** Waits for words on the newest card. */
  cardSays(words: string): Promise<void>;
}

function createStage(playground: Playground, troubles: Troubles, isConnected: () => Promise<boolean>): Stage {
  const { slack } = playground;
  const { author, approver, admin } = slack.people;
  const work = createWork(playground);
  const closeAll = async (person: string) => {
    while (slack.as(person).view() !== undefined) await slack.as(person).closeView();
  };
  const newest = () => {
    const card = work.card();
    if (card === undefined) throw new Error('There is no card');
    return card;
  };
  return {
    playground,
    connect: async () => {
      if (await isConnected()) return;
      await work.setUp(admin.id);
      await work.connect(admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']);
      await closeAll(admin.id);
    },
    send: async (text) => {
      await closeAll(author.id);
      const picture = await examplePicture({ width: 1200, height: 1200, format: 'jpeg', hue: 200 });
      const files = [await slack.as(author.id).upload('terrace.jpg', picture)];
      await work.compose(author.id, { text, accounts: ['Bluebird Coffee', 'bluebird.coffee'], files });
      await work.sendForReview(author.id, ['A terrace in the morning sun']);
      await work.until('The notice', () => slack.as(author.id).view()?.callbackId === 'notice');
      await closeAll(author.id);
    },
    approve: async () => void (await work.click(approver.id, newest(), 'review_approve')),
    requestChanges: async (comment) => {
      await work.click(approver.id, newest(), 'review_request_changes');
      await work.until('The question why', () => slack.as(approver.id).view()?.callbackId === 'review_request_changes');
      slack.as(approver.id).fill({ review_reason: 'claim', review_comment: comment });
      await slack.as(approver.id).submit();
    },
    turnOn: (trouble) => {
      if (!troubles.states().some(({ id, isOn }) => id === trouble && isOn)) troubles.toggle(trouble);
    },
    cardSays: async (words) =>
      void (await work.until(`"${words}" on the card`, () => JSON.stringify(work.card()?.blocks).includes(words), 30_000)),
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
];
