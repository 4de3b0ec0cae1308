import { examplePicture } from '../pictures.js';
import type { Playground } from '../playground.js';
import { createWork, type Family } from '../work.js';
import type { Troubles } from './troubles/index.js';

/** What scenes are played with. */
export interface Stage {
  readonly playground: Playground;
  /** Sets up and connects Facebook and Instagram, and these families too, unless that was done. */
  connect(...families: readonly Family[]): Promise<void>;
  /** Gives this family consent now, whether or not that was done before. */
  connectAnew(family: Family): Promise<void>;
  /** The author writes about something and sends it for review: with a picture for Facebook and Instagram, unless it says where else. */
  send(text: string, post?: { readonly accounts?: readonly string[]; readonly withPicture?: boolean }): Promise<void>;
  /** The approver decides on the newest card. */
  approve(): Promise<void>;
  requestChanges(comment: string): Promise<void>;
  /** The author brings other words and one more picture to the newest card, and sends it again. */
  edit(text: string): Promise<void>;
  /** Turns on a trouble, which stays on, or does one that acts once. */
  turnOn(trouble: string): void;
  /** Waits for words on the newest card. */
  cardSays(words: string): Promise<void>;
}

/** The stage of this playground; `connected` names the platforms that have an account. */
export function createStage(playground: Playground, troubles: Troubles, connected: () => Promise<ReadonlySet<string>>): Stage {
  const { slack } = playground;
  const { author, approver, admin } = slack.people;
  const work = createWork(playground);
  const closeAll = async (person: string) => {
    while (slack.as(person).view() !== undefined) await slack.as(person).closeView();
  };
  const consent = (family: Family) => work.connect(admin.id, 'ada', ['Ada Marsh', 'Bluebird Coffee'], family);
  const newest = () => {
    const card = work.card();
    if (card === undefined) throw new Error('There is no card');
    return card;
  };
  return {
    playground,
    connect: async (...families) => {
      const there = await connected();
      if (there.size === 0) await work.setUp(admin.id);
      if (!there.has('facebook')) await work.connect(admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']);
      for (const family of families) {
        if (!there.has(family)) await consent(family);
      }
      await closeAll(admin.id);
    },
    connectAnew: async (family) => {
      await consent(family);
      await closeAll(admin.id);
    },
    send: async (text, { accounts = ['Facebook: Bluebird Coffee', 'Instagram: bluebird.coffee'], withPicture = true } = {}) => {
      await closeAll(author.id);
      const picture = await examplePicture({ width: 1200, height: 1200, format: 'jpeg', hue: 200 });
      const files = withPicture ? [await slack.as(author.id).upload('terrace.jpg', picture)] : [];
      await work.compose(author.id, { text, accounts, files });
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
    edit: async (text) => {
      await closeAll(author.id);
      const picture = await examplePicture({ width: 1200, height: 1200, format: 'jpeg', hue: 30 });
      await work.edit(author.id, newest(), { text, files: [await slack.as(author.id).upload('cup.jpg', picture)] });
      work.describe(author.id, ['A terrace in the morning sun, with guests', 'A cup of coffee']);
      await work.submit(author.id);
      await work.until('The notice', () => slack.as(author.id).view()?.callbackId === 'notice');
      await closeAll(author.id);
    },
    turnOn: (trouble) => {
      if (!troubles.states().some(({ id, isOn }) => id === trouble && isOn)) troubles.toggle(trouble);
    },
    cardSays: async (words) =>
      void (await work.until(`"${words}" on the card`, () => JSON.stringify(work.card()?.blocks).includes(words), 30_000)),
  };
}
