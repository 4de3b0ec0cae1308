import { examplePicture } from './pictures.js';
import type { Playground } from './playground.js';
import { createWork } from './work.js';

/** What the tour published: one entry of a platform's ledger each. */
export interface TourResult {
  readonly published: readonly { readonly platform: string; readonly id: string; readonly permalink: string }[];
}

/**
 * Plays an author and an approver over the wire: connect Meta, LinkedIn and X, publish on all four platforms with real picture files and a text
 * of its own on X, check, approve. Says each step with its time. Throws unless exactly one post exists on each account that was chosen, and its link stands on the card.
 */
export async function runTour(playground: Playground, say: (line: string) => void): Promise<TourResult> {
  const { slack, meta, linkedin, x } = playground;
  const { author, approver, admin } = slack.people;
  const work = createWork(playground);
  const began = performance.now();
  const step = async (words: string, what: () => Promise<unknown>) => {
    const from = performance.now();
    await what();
    say(`${((performance.now() - began) / 1000).toFixed(2).padStart(6)} s  ${words} (${Math.round(performance.now() - from)} ms)`);
  };

  await step(`${admin.name} sets Copydesk up with /publish settings`, () => work.setUp(admin.id));
  await step(`${admin.name} connects Meta with /connect and chooses two Pages`, () =>
    work.connect(admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']),
  );
  await step(`${admin.name} connects LinkedIn`, () => work.connect(admin.id, 'ada', ['Ada Marsh'], 'linkedin'));
  await step(`${admin.name} connects X`, () => work.connect(admin.id, 'ada', ['Bluebird Coffee'], 'x'));
  const files = [
    await slack.as(author.id).upload('terrace.jpg', await examplePicture({ width: 1600, height: 1200, format: 'jpeg', hue: 200 })),
    await slack.as(author.id).upload('harbour.png', await examplePicture({ width: 1200, height: 1200, format: 'png', hue: 20 })),
  ];
  await step(`${author.name} writes a post with /publish and two pictures`, () =>
    work.compose(author.id, {
      text: 'The terrace is open again. First coffee is on us until Friday. #bluebird',
      accounts: ['Facebook: Bluebird Coffee', 'Instagram: bluebird.coffee', 'LinkedIn: Ada Marsh', 'X: Bluebird Coffee'],
      files,
    }),
  );
  await step(`${author.name} gives X a text of its own`, () =>
    work.customise(author.id, 'X', 'The terrace is open again. First coffee on us until Friday.'),
  );
  await step(`${author.name} checks it, adds alt texts and sends it for review`, () =>
    work.sendForReview(author.id, ['Chairs and tables on a terrace in the morning sun', 'The harbour seen from the terrace']),
  );
  const card = work.card();
  if (card === undefined) throw new Error('There is no card.');
  await step(`${approver.name} presses Approve`, () => work.click(approver.id, card, 'review_approve'));
  const live = () => [
    ...meta.ledger.map(({ platform, id, permalink }) => ({ platform, id, permalink })),
    ...linkedin.ledger.map(({ id, permalink }) => ({ platform: 'linkedin', id, permalink })),
    ...x.ledger.map(({ id, permalink }) => ({ platform: 'x', id, permalink })),
  ];
  await step('Copydesk publishes it on all four', () => work.until('All four posts', () => live().length >= 4));
  await step('The card shows every link', () =>
    work.until('The links', () => {
      const shown = JSON.stringify(slack.messages(card.channel).find(({ ts }) => ts === card.ts)?.blocks ?? []);
      return live().every(({ permalink }) => shown.includes(permalink));
    }),
  );
  await step(`${author.name} hears of it by direct message`, () =>
    work.until('The message', () => slack.directMessages(author.id).find(({ text }) => text.includes('published'))),
  );
  const published = live();
  const platforms = published.map(({ platform }) => platform).sort();
  if (platforms.join() !== 'facebook,instagram,linkedin,x') {
    throw new Error(`Exactly one post on each was expected, but there are: ${platforms.join()}`);
  }
  return { published };
}
